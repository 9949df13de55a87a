{{/*
A map without its null entries; zero, false and empty values stay.
*/}}
{{- define "expressions.withoutNulls" -}}
{{- $kept := dict }}
{{- range . }}
{{- range $key, $value := . }}
{{- if not (kindIs "invalid" $value) }}
{{- $_ := set $kept $key $value }}
{{- end }}
{{- end }}
{{- end }}
{{- toJson $kept }}
{{- end }}

{{/*
Maps as one map: a later one wins, key by key, also with zero, false and empty values.
*/}}
{{- define "expressions.overlay" -}}
{{- $merged := dict }}
{{- range . }}
{{- range $key, $value := . }}
{{- $_ := set $merged $key $value }}
{{- end }}
{{- end }}
{{- toJson $merged }}
{{- end }}

{{/*
Lists of named items as one list: the first place of a name counts, its last value wins.
*/}}
{{- define "expressions.mergeByName" -}}
{{- $byName := dict }}
{{- $names := list }}
{{- range . }}
{{- range . }}
{{- if not (hasKey $byName .name) }}
{{- $names = append $names .name }}
{{- end }}
{{- $_ := set $byName .name . }}
{{- end }}
{{- end }}
{{- $merged := list }}
{{- range $names }}
{{- $merged = append $merged (get $byName .) }}
{{- end }}
{{- toJson $merged }}
{{- end }}

{{/*
A word in capitals.
*/}}
{{- define "expressions.shout" -}}
{{- if gt (int64 .times) 1 }}
{{- printf "%s!%d" (upper .word) (int64 .times) }}
{{- else }}
{{- .word | upper }}
{{- end }}
{{- end }}

{{/*
Two fields.
*/}}
{{- define "expressions.pair" -}}
left: {{ .left | quote }}
right: {{ .root.Values.name | quote }}
{{- end }}

{{/*
A word, twice.
*/}}
{{- define "expressions.doubled" -}}
- {{ .word | quote }}
- {{ .word | quote }}
{{- end }}

{{/*
Texts that end in line breaks.
*/}}
{{- define "expressions.texts" -}}
{{- toJson (list "a\n" "b\n\n") }}
{{- end }}

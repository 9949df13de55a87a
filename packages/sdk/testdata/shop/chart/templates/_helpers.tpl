{{/*
Name of the objects: at most 63 characters, as Kubernetes wants it.
*/}}
{{- define "shop.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-shop" .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/*
Labels of every object.
*/}}
{{- define "shop.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/*
Labels that select the pods of one component.
*/}}
{{- define "shop.selectorLabels" -}}
app.kubernetes.io/name: shop
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .component | quote }}
{{- end }}

{{/*
Settings of the shop.
*/}}
{{- define "shop.settings" -}}
MODE: production
TEMPLATE: {{ "a {{ b }} c" | quote }}
OCTAL: "0440"
"YES": "yes"
DEBUG: {{ ternary "True" "False" .Values.debug | quote }}
SAMPLE_RATE: {{ .Values.sampleRate | quote }}
BIG: {{ .Values.web.bigNumber | int64 | quote }}
RATIO: {{ toJson .Values.web.ratio | quote }}
{{- if include "shop.hosts" . | fromJsonArray }}
HOSTS: {{ include "shop.hosts" . | fromJsonArray | join "," | quote }}
{{- end }}
{{- if include "shop.hosts" . | fromJsonArray }}
{{- $hosts := list }}
{{- range $host := include "shop.hosts" . | fromJsonArray }}
{{- $hosts = append $hosts (printf "https://%s" $host) }}
{{- end }}
ORIGINS: {{ $hosts | join "," | quote }}
{{- end }}
{{- with $value := first (include "shop.hosts" . | fromJsonArray) }}
BASE_URL: {{ printf "https://%s" $value | quote }}
{{- end }}
{{- with index .Values.settings "COLOUR" }}
COLOUR: {{ . | quote }}
{{- end }}
{{- end }}

{{/*
Maps as one map: a later one wins, key by key, also with zero, false and empty values.
*/}}
{{- define "shop.overlay" -}}
{{- $merged := dict }}
{{- range . }}
{{- range $key, $value := . }}
{{- $_ := set $merged $key $value }}
{{- end }}
{{- end }}
{{- toJson $merged }}
{{- end }}

{{/*
A map without its null entries; zero, false and empty values stay.
*/}}
{{- define "shop.withoutNulls" -}}
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
Environment that the shop itself needs.
*/}}
{{- define "shop.baseEnv" -}}
- name: HOME
  value: /tmp
- name: WORKERS
  value: {{ .Values.web.replicaCount | int64 | quote }}
{{- if .Values.debug }}
- name: DEBUG
  value: "True"
{{- end }}
{{- end }}

{{/*
Lists of named items as one list: the first place of a name counts, its last value wins.
*/}}
{{- define "shop.mergeByName" -}}
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
Hosts under which the shop is reached, each once.
*/}}
{{- define "shop.hosts" -}}
{{- $hosts := list }}
{{- range $host := .Values.ingress.hosts }}
{{- $hosts = append $hosts $host.host }}
{{- end }}
{{- toJson (concat (ternary (list .Values.route.host) (list) .Values.route.enabled) $hosts | compact | uniq) }}
{{- end }}

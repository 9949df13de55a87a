{{- define "market.labels" -}}
app: {{ .Chart.Name }}
release: {{ .Release.Name }}
{{- with .Values.web.priority }}
priority: {{ . }}
{{- end }}
{{- end }}

{{- define "market.image" -}}
{{ .repository }}:{{ .tag | default "latest" }}
{{- end }}

{{- define "fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- define "labels" -}}
app: {{ include "fullname" . }}
{{ include "selector" . }}
{{- with .Values.web.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}
{{- define "selector" }}instance: {{ .Release.Name | quote }}{{ end }}
{{- define "port" }}
- name: {{ .name }}
  port: {{ .web.port }}
  target: {{ include "target" (dict "given" .web.port "root" .root) }}
{{- end }}
{{- define "target" }}{{ .given }}{{ if .root.Values.web.enabled }}/on{{ end }}{{ end }}

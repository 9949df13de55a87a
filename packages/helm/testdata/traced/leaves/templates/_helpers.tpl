{{ define "document" }}
port: {{ .Values.extra }}
{{- if .Values.checked }}
checked: true
{{- end }}
{{ end }}

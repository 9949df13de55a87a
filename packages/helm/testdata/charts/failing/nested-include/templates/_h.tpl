{{ define "one" }}
  {{ include "two" . }}
{{ end }}
{{ define "two" }}{{ .Values.x.y }}{{ end }}
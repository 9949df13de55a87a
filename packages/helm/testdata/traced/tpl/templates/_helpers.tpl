{{ define "path" }}{{ .Values.path }}{{ end }}

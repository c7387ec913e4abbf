{{- define "millrace.reporting.variables" -}}
{}
{{- end -}}

{{- define "millrace.reporting.secrets" -}}
{{- end -}}

{{- define "millrace.transform.variables" -}}
{}
{{- end -}}

{{- define "millrace.transform.secrets" -}}
{{- end -}}

{{- define "millrace.sync-worker.variables" -}}
MILLRACE_EGRESS_ALLOW: {{ join "," .Values.sources.allowedAddresses | quote }}
MILLRACE_UPLOADS_LARGEST: {{ .Values.objects.largest | quote }}
{{- end -}}

{{- define "millrace.sync-worker.secrets" -}}
{{- end -}}

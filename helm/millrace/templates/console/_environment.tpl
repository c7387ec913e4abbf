{{- define "millrace.console.variables" -}}
MILLRACE_PUBLIC_URL: {{ .Values.publicUrl | quote }}
MILLRACE_KEYCLOAK_URL: {{ include "millrace.loginServer" . | quote }}
{{- end -}}

{{- define "millrace.console.secrets" -}}
{{ include "millrace.fromSecret" (dict "name" "MILLRACE_SESSION_KEY" "secret" (include "millrace.secret" (dict "root" . "secret" "keys")) "key" "session-key") }}
{{- end -}}

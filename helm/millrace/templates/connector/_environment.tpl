{{- define "millrace.connector.variables" -}}
{{- $objects := .Values.objects -}}
MILLRACE_PUBLIC_URL: {{ .Values.publicUrl | quote }}
{{- if .Values.sources.appsSecret }}
MILLRACE_OAUTH_APPS: /etc/millrace/apps/apps.json
{{- end }}
{{- if $objects.bucket }}
MILLRACE_OBJECTS_BUCKET: {{ $objects.bucket | quote }}
MILLRACE_OBJECTS_PREFIX: {{ $objects.prefix | quote }}
MILLRACE_OBJECTS_REGION: {{ $objects.region | quote }}
MILLRACE_OBJECTS_PATH_STYLE: {{ $objects.pathStyle | quote }}
{{- if $objects.endpoint }}
MILLRACE_OBJECTS_ENDPOINT: {{ $objects.endpoint | quote }}
{{- end }}
{{- else }}
MILLRACE_OBJECTS_FOLDER: /var/lib/millrace/objects
{{- end }}
MILLRACE_UPLOADS_LARGEST: {{ $objects.largest | quote }}
{{- end -}}

{{- define "millrace.connector.secrets" -}}
{{ include "millrace.fromSecret" (dict "name" "MILLRACE_SECRETS_KEY" "secret" (include "millrace.secret" (dict "root" . "secret" "keys")) "key" "secrets-key") }}
{{ include "millrace.fromSecret" (dict "name" "MILLRACE_PREVIOUS_SECRETS_KEY" "secret" (include "millrace.secret" (dict "root" . "secret" "keys")) "key" "previous-secrets-key" "optional" true) }}
{{- if .Values.objects.secret }}
{{ include "millrace.fromSecret" (dict "name" "MILLRACE_OBJECTS_ACCESS_KEY" "secret" .Values.objects.secret "key" "access-key") }}
{{ include "millrace.fromSecret" (dict "name" "MILLRACE_OBJECTS_SECRET_KEY" "secret" .Values.objects.secret "key" "secret-key") }}
{{- end }}
{{- end -}}

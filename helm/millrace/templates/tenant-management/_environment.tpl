{{- define "millrace.tenant-management.variables" -}}
{{- $values := .Values -}}
MILLRACE_PUBLIC_URL: {{ $values.publicUrl | quote }}
MILLRACE_WAREHOUSE_HOST: {{ default (include "millrace.databaseHost" .) $values.warehouses.host | quote }}
MILLRACE_WAREHOUSE_PORT: {{ $values.warehouses.port | quote }}
MILLRACE_WAREHOUSE_ADMIN_USER: {{ $values.warehouses.adminUser | quote }}
MILLRACE_TENANT_MANAGEMENT_WAREHOUSE_POOL_SIZE: {{ $values.warehouses.poolSize | quote }}
MILLRACE_TENANT_MANAGEMENT_WAREHOUSE_CONNECTION_LIMIT: {{ $values.warehouses.connectionLimit | quote }}
MILLRACE_TENANT_MANAGEMENT_WAREHOUSE_READER_STATEMENT_SECONDS: {{ $values.warehouses.readerStatementSeconds | quote }}
{{- if $values.mail.host }}
MILLRACE_MAIL_HOST: {{ $values.mail.host | quote }}
MILLRACE_MAIL_PORT: {{ $values.mail.port | quote }}
MILLRACE_MAIL_FROM: {{ $values.mail.from | quote }}
MILLRACE_MAIL_START_TLS: {{ $values.mail.startTls | quote }}
{{- if $values.mail.user }}
MILLRACE_MAIL_USER: {{ $values.mail.user | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "millrace.tenant-management.secrets" -}}
{{ include "millrace.fromSecret" (dict "name" "MILLRACE_SECRETS_KEY" "secret" (include "millrace.secret" (dict "root" . "secret" "keys")) "key" "secrets-key") }}
{{ include "millrace.fromSecret" (dict "name" "MILLRACE_PREVIOUS_SECRETS_KEY" "secret" (include "millrace.secret" (dict "root" . "secret" "keys")) "key" "previous-secrets-key" "optional" true) }}
{{ include "millrace.fromSecret" (dict "name" "MILLRACE_WAREHOUSE_ADMIN_PASSWORD" "secret" (include "millrace.secret" (dict "root" . "secret" "databases")) "key" "warehouse-admin") }}
{{- if .Values.mail.user }}
{{ include "millrace.fromSecret" (dict "name" "MILLRACE_MAIL_PASSWORD" "secret" .Values.mail.secret "key" "password") }}
{{- end }}
{{- end -}}

{{/* What PostgreSQL is told. Takes secret. */}}
{{- define "millrace.evaluation.postgresql" }}
- name: PGDATA
  value: /var/lib/postgresql/data/cluster
{{- range $variable, $key := dict
  "POSTGRES_PASSWORD" "postgres"
  "keycloak" "keycloak"
  "warehouse_admin" "warehouse-admin"
  "tenant_management_owner" "tenant-management-owner"
  "tenant_management_app" "tenant-management-app"
  "connector_owner" "connector-owner"
  "connector_app" "connector-app"
  "transform_owner" "transform-owner"
  "transform_app" "transform-app"
  "reporting_owner" "reporting-owner"
  "reporting_app" "reporting-app"
}}
{{ include "millrace.fromSecret" (dict "name" $variable "secret" $.secret "key" $key) }}
{{- end }}
{{- end }}

{{/* What Keycloak is told. Takes variables, databases, login. */}}
{{- define "millrace.evaluation.keycloak" }}
{{- include "millrace.variables" .variables | trim }}
{{ include "millrace.fromSecret" (dict "name" "KC_DB_PASSWORD" "secret" .databases "key" "keycloak") }}
{{ include "millrace.fromSecret" (dict "name" "KC_BOOTSTRAP_ADMIN_PASSWORD" "secret" .login "key" "admin") }}
{{- range $component := list "tenant-management" "connector" "sync-worker" "transform" "reporting" "console" }}
{{ include "millrace.fromSecret" (dict "name" (printf "MILLRACE_%s_CLIENT_SECRET" ($component | upper | replace "-" "_")) "secret" $.login "key" $component) }}
{{- end }}
{{- end }}

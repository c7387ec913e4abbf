{{/* One variable from a Secret. Takes name, secret, key. */}}
{{- define "millrace.fromSecret" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
      {{- if .optional }}
      optional: true
      {{- end }}
{{- end -}}

{{/* Variables from a map, in the order of their names. */}}
{{- define "millrace.variables" -}}
{{- range $name, $value := . }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/* Where the login server is, inside the cluster. */}}
{{- define "millrace.loginServer" -}}
{{- if .Values.evaluation.enabled -}}
{{- printf "http://%s-keycloak:8080" (include "millrace.fullname" .) -}}
{{- else -}}
{{- .Values.login.serverUrl | trimSuffix "/" -}}
{{- end -}}
{{- end -}}

{{/* The host of the services' databases. */}}
{{- define "millrace.databaseHost" -}}
{{- if .Values.evaluation.enabled -}}
{{- printf "%s-postgresql" (include "millrace.fullname" .) -}}
{{- else -}}
{{- .Values.postgresql.host -}}
{{- end -}}
{{- end -}}

{{/* The JDBC address of a database. Takes root and database. */}}
{{- define "millrace.databaseUrl" -}}
{{- $values := .root.Values -}}
{{- $mode := ternary "disable" $values.postgresql.sslMode $values.evaluation.enabled -}}
{{- $authority := ternary "&sslrootcert=/etc/millrace/postgresql/ca.crt" "" (not (empty $values.postgresql.caSecret.name)) -}}
{{- $authority = ternary "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" $authority (and (empty $values.postgresql.caSecret.name) (eq $mode "verify-full")) -}}
{{- printf "jdbc:postgresql://%s:%v/%s?sslmode=%s%s" (include "millrace.databaseHost" .root) $values.postgresql.port .database $mode $authority -}}
{{- end -}}

{{/* What every component is told. Takes root and component. */}}
{{- define "millrace.commonEnvironment" -}}
{{- $values := .root.Values -}}
{{- $facts := include "millrace.facts" . | fromYaml -}}
{{- $own := get $values $facts.values -}}
{{- $realm := printf "%s%s" (include "millrace.loginServer" .root) $values.login.realmPath -}}
{{- $kafka := ternary (printf "%s-kafka:9092" (include "millrace.fullname" .root)) $values.kafka.bootstrapServers $values.evaluation.enabled -}}
{{- $protocol := ternary "PLAINTEXT" $values.kafka.securityProtocol $values.evaluation.enabled -}}
{{- $variables := dict
  "JDK_JAVA_OPTIONS" $own.javaOptions
  "KAFKA_SECURITY_PROTOCOL" $protocol
  "MALLOC_ARENA_MAX" "2"
  "MALLOC_MMAP_THRESHOLD_" "131072"
  "MALLOC_TRIM_THRESHOLD_" "131072"
  "MILLRACE_KAFKA_BOOTSTRAP_SERVERS" $kafka
  "MILLRACE_OIDC_CLIENT_ID" (printf "millrace-%s" .component)
  "MILLRACE_OIDC_URL" $realm
  "MILLRACE_TRACES_SHARE" (ternary (toString $values.telemetry.tracesShare) "0" (not (empty $values.telemetry.tracesEndpoint)))
  "QUARKUS_HTTP_PORT" (toString $facts.port)
  "QUARKUS_LOG_CONSOLE_JSON_ENABLED" (toString $values.telemetry.jsonLogs)
-}}
{{- if $values.internalTls.enabled -}}
{{- $_ := set $variables "MILLRACE_TLS_FOLDER" "/etc/millrace/tls" -}}
{{- $_ := set $variables "MILLRACE_TLS_NAME" (include "millrace.name" .) -}}
{{- end -}}
{{- if ne .component "sync-worker" -}}
{{- /* Nobody has a connection to a worker. */ -}}
{{- $_ := set $variables "MILLRACE_STOP_DELAY" "5s" -}}
{{- end -}}
{{- if $values.telemetry.tracesEndpoint -}}
{{- $_ := set $variables "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT" $values.telemetry.tracesEndpoint -}}
{{- end -}}
{{- if contains "SASL" $protocol -}}
{{- $_ := set $variables "KAFKA_SASL_MECHANISM" $values.kafka.sasl.mechanism -}}
{{- end -}}
{{- if $values.kafka.caSecret.name -}}
{{- $_ := set $variables "KAFKA_SSL_TRUSTSTORE_TYPE" "PEM" -}}
{{- $_ := set $variables "KAFKA_SSL_TRUSTSTORE_LOCATION" "/etc/millrace/kafka/ca.crt" -}}
{{- end -}}
{{- if $facts.database -}}
{{- $issuer := default (printf "%s%s" (trimSuffix "/" $values.publicUrl) $values.login.realmPath) $values.login.issuer -}}
{{- $_ := set $variables "MILLRACE_DATABASE_URL" (include "millrace.databaseUrl" (dict "root" .root "database" $facts.database)) -}}
{{- $_ := set $variables "MILLRACE_DATABASE_USER" (printf "%s_app" $facts.database) -}}
{{- $_ := set $variables "MILLRACE_OIDC_ISSUER" $issuer -}}
{{- $_ := set $variables "MILLRACE_LOGIN_CONFIRMS_EMAILS" (toString $values.login.confirmsEmails) -}}
{{- end -}}
{{- if ne .component "console" -}}
{{- $_ := set $variables "MILLRACE_OIDC_TOKEN_PATH" $values.login.tokenPath -}}
{{- end -}}
{{- range $other := list "tenant-management" "connector" "transform" "reporting" -}}
{{- $calls := or (eq $.component "console") (and (eq $other "tenant-management") (ne $.component "tenant-management")) (and (eq $other "connector") (eq $.component "sync-worker")) -}}
{{- if $calls -}}
{{- $_ := set $variables (printf "MILLRACE_%s_URL" ($other | upper | replace "-" "_")) (include "millrace.url" (dict "root" $.root "component" $other)) -}}
{{- end -}}
{{- end -}}
{{- $variables = mergeOverwrite $variables (include (printf "millrace.%s.variables" .component) .root | fromYaml) $own.settings -}}
{{- include "millrace.variables" $variables }}
{{ include "millrace.fromSecret" (dict "name" "MILLRACE_OIDC_CLIENT_SECRET" "secret" (include "millrace.secret" (dict "root" .root "secret" "login")) "key" .component) }}
{{- if $facts.database }}
{{ include "millrace.fromSecret" (dict "name" "MILLRACE_DATABASE_PASSWORD" "secret" (include "millrace.secret" (dict "root" .root "secret" "databases")) "key" (printf "%s-app" .component)) }}
{{- end }}
{{- if contains "SASL" $protocol }}
{{ include "millrace.fromSecret" (dict "name" "KAFKA_SASL_JAAS_CONFIG" "secret" $values.kafka.sasl.secret "key" $values.kafka.sasl.key) }}
{{- end }}
{{- with include (printf "millrace.%s.secrets" .component) .root | trim }}
{{ . }}
{{- end }}
{{- end -}}

{{/* Who owns the schema: for what migrates, and for what checks that it can. Takes root and component. */}}
{{- define "millrace.ownerEnvironment" -}}
{{- $facts := include "millrace.facts" . | fromYaml -}}
{{- if $facts.database -}}
- name: MILLRACE_DATABASE_OWNER_USER
  value: {{ printf "%s_owner" $facts.database }}
{{ include "millrace.fromSecret" (dict "name" "MILLRACE_DATABASE_OWNER_PASSWORD" "secret" (include "millrace.secret" (dict "root" .root "secret" "databases")) "key" (printf "%s-owner" .component)) }}
{{- end -}}
{{- end -}}

{{/* What no schema can say of one value alone. Every sentence tells what to set. */}}
{{- define "millrace.checks" -}}
{{- $values := .Values -}}
{{- if not $values.publicUrl -}}
{{- fail "Set publicUrl to the address at which people will reach Millrace, such as https://data.example.com." -}}
{{- end -}}
{{- $forwarded := regexMatch "^http://localhost(:[0-9]+)?$" $values.publicUrl -}}
{{- if not (or (hasPrefix "https://" $values.publicUrl) $forwarded $values.evaluation.enabled) -}}
{{- fail "publicUrl must begin with https://: people send passwords there. Only http://localhost, where kubectl port-forward brings it, and the evaluation profile go without." -}}
{{- end -}}
{{- if not $values.evaluation.enabled -}}
{{- $required := dict
  "postgresql.host" $values.postgresql.host
  "kafka.bootstrapServers" $values.kafka.bootstrapServers
  "login.serverUrl" $values.login.serverUrl
  "mail.host" $values.mail.host
  "mail.from" $values.mail.from
-}}
{{- range $name, $value := $required -}}
{{- if not $value -}}
{{- fail (printf "Set %s. Millrace brings no server of its own; the profile evaluation does, to try it." $name) -}}
{{- end -}}
{{- end -}}
{{- if eq (empty $values.objects.bucket) (empty $values.objects.claim) -}}
{{- fail "Set objects.bucket or objects.claim, one of the two: it is where uploaded files go." -}}
{{- end -}}
{{- if and (contains "SASL" $values.kafka.securityProtocol) (not $values.kafka.sasl.secret) -}}
{{- fail (printf "kafka.securityProtocol is %s: set kafka.sasl.secret to a Secret with a JAAS configuration." $values.kafka.securityProtocol) -}}
{{- end -}}
{{- end -}}
{{- if and $values.mail.user (not $values.mail.secret) -}}
{{- fail "mail.user is set: set mail.secret to a Secret with the key password." -}}
{{- end -}}
{{- range $name := list "databases" "login" "keys" -}}
{{- $set := get $values.secrets $name -}}
{{- if and (eq $set.source "external") (not $values.secrets.external.store) -}}
{{- fail (printf "secrets.%s.source is external: set secrets.external.store to the store that it is read from." $name) -}}
{{- end -}}
{{- end -}}
{{- if $values.internalTls.enabled -}}
{{- if and $values.internalTls.secret $values.internalTls.issuer.name -}}
{{- fail "Set internalTls.secret or internalTls.issuer.name, one of the two: certificates are yours or made by cert-manager." -}}
{{- end -}}
{{- if not (hasPrefix "https://" $values.publicUrl) -}}
{{- fail "internalTls is enabled: publicUrl must begin with https://, as the console then answers by TLS alone." -}}
{{- end -}}
{{- end -}}
{{- if and $values.ingress.enabled $values.gateway.enabled -}}
{{- fail "Enable ingress or gateway, one of the two: Millrace has one public address." -}}
{{- end -}}
{{- if and $values.gateway.enabled (empty $values.gateway.parentRefs) -}}
{{- fail "gateway is enabled: name the Gateway in gateway.parentRefs." -}}
{{- end -}}
{{- if $values.programs.enabled -}}
{{- if empty $values.programs.installed -}}
{{- fail "programs is enabled: name at least one program in programs.installed, with kind, image and command." -}}
{{- end -}}
{{- if not $values.networkPolicy.enabled -}}
{{- fail "programs is enabled: enable networkPolicy too, which keeps other people's programs from the cluster." -}}
{{- end -}}
{{- if eq (include "millrace.programs.namespace" .) .Release.Namespace -}}
{{- fail "programs.namespace is the release's own: programs need one where nothing else is." -}}
{{- end -}}
{{- end -}}
{{- range $component := list "tenantManagement" "connector" "syncWorker" "transform" "reporting" "console" -}}
{{- $set := get $values $component -}}
{{- if and $set.autoscaling.enabled (lt (int $set.autoscaling.maxReplicas) (int $set.replicas)) -}}
{{- fail (printf "%s.autoscaling.maxReplicas is less than %s.replicas: raise it, or turn autoscaling off." $component $component) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* One of the Secrets, wherever it comes from. Takes root, secret and values: how each key is made, as `password` or `key`. */}}
{{- define "millrace.secretObject" -}}
{{- $set := get .root.Values.secrets .secret -}}
{{- $name := include "millrace.secret" . -}}
{{- $labels := dict "root" .root "component" "secrets" -}}
{{- if eq $set.source "external" -}}
{{- $external := .root.Values.secrets.external -}}
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: {{ $name }}
  labels:
    {{- include "millrace.labels" $labels | nindent 4 }}
  annotations:
    # The jobs before the first release need it.
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: "-20"
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  refreshInterval: {{ $external.refreshInterval }}
  secretStoreRef:
    name: {{ $external.store }}
    kind: {{ $external.storeKind }}
  target:
    name: {{ $name }}
    # The Secret outlives this object, which each upgrade makes anew.
    creationPolicy: Orphan
    deletionPolicy: Retain
  dataFrom:
    - extract:
        key: {{ printf "%s%s" $external.prefix .secret }}
{{- else if eq $set.source "generate" -}}
{{- $present := lookup "v1" "Secret" .root.Release.Namespace $name -}}
{{- if $present -}}
{{- range $key, $kind := .values -}}
{{- if not (hasKey $present.data $key) -}}
{{- fail (printf "The Secret %s lacks the key %s. Add it; what is there must stay, as it opens data that there is." $name $key) -}}
{{- end -}}
{{- end -}}
{{- else -}}
apiVersion: v1
kind: Secret
metadata:
  name: {{ $name }}
  labels:
    {{- include "millrace.labels" $labels | nindent 4 }}
  annotations:
    # Made once, before what needs it. Neither an upgrade nor uninstalling takes it away: it opens data that stays too.
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: "-20"
    helm.sh/hook-delete-policy: hook-failed
    helm.sh/resource-policy: keep
type: Opaque
data:
  {{- range $key, $kind := .values }}
  {{ $key }}: {{ ternary (randBytes 32) (randAlphaNum 40) (eq $kind "key") | b64enc }}
  {{- end }}
{{- end -}}
{{- end -}}
{{- end -}}

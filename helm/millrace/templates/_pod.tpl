{{/* What Pod Security calls restricted, for a pod. */}}
{{- define "millrace.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* The same for a container, which also writes nowhere but to its volumes. */}}
{{- define "millrace.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Where a kubelet asks a component how it is. Takes the root. */}}
{{- define "millrace.probePort" -}}
port: http
{{- if .Values.internalTls.enabled }}
scheme: HTTPS
{{- end }}
{{- end -}}

{{/* What a component's pods mount. Takes root and component. */}}
{{- define "millrace.mounts" -}}
- name: temporary
  mountPath: /tmp
{{- if and .root.Values.postgresql.caSecret.name (ne .component "console") }}
- name: postgresql-authority
  mountPath: /etc/millrace/postgresql
  readOnly: true
{{- end }}
{{- if .root.Values.internalTls.enabled }}
- name: certificate
  mountPath: /etc/millrace/tls
  readOnly: true
{{- end }}
{{- if .root.Values.kafka.caSecret.name }}
- name: kafka-authority
  mountPath: /etc/millrace/kafka
  readOnly: true
{{- end }}
{{- if and (eq .component "connector") (not .root.Values.objects.bucket) }}
- name: objects
  mountPath: /var/lib/millrace/objects
{{- end }}
{{- if and (eq .component "connector") .root.Values.sources.appsSecret }}
- name: apps
  mountPath: /etc/millrace/apps
  readOnly: true
{{- end }}
{{- end -}}

{{/* The volumes of these mounts. Takes root and component. */}}
{{- define "millrace.volumes" -}}
{{- $own := get .root.Values (get (include "millrace.facts" . | fromYaml) "values") -}}
- name: temporary
  emptyDir:
    sizeLimit: {{ $own.temporarySpace }}
{{- with .root.Values.postgresql.caSecret }}
{{- if and .name (ne $.component "console") }}
- name: postgresql-authority
  secret:
    secretName: {{ .name }}
    items:
      - key: {{ .key }}
        path: ca.crt
{{- end }}
{{- end }}
{{- if .root.Values.internalTls.enabled }}
- name: certificate
  secret:
    secretName: {{ include "millrace.certificateSecret" . }}
    items:
      {{- range $file := list "tls.crt" "tls.key" "ca.crt" }}
      - key: {{ $file }}
        path: {{ $file }}
      {{- end }}
{{- end }}
{{- with .root.Values.kafka.caSecret }}
{{- if .name }}
- name: kafka-authority
  secret:
    secretName: {{ .name }}
    items:
      - key: {{ .key }}
        path: ca.crt
{{- end }}
{{- end }}
{{- if and (eq .component "connector") (not .root.Values.objects.bucket) }}
- name: objects
  persistentVolumeClaim:
    claimName: {{ default (printf "%s-objects" (include "millrace.fullname" .root)) .root.Values.objects.claim }}
{{- end }}
{{- if and (eq .component "connector") .root.Values.sources.appsSecret }}
- name: apps
  secret:
    secretName: {{ .root.Values.sources.appsSecret }}
    items:
      - key: apps.json
        path: apps.json
{{- end }}
{{- end -}}

{{/* What all pods have besides containers. Takes root and component. */}}
{{- define "millrace.podBasics" -}}
{{- $own := get .root.Values (get (include "millrace.facts" . | fromYaml) "values") -}}
automountServiceAccountToken: false
# Kubernetes would add a variable for each service, and Millrace refuses settings that it does not know.
enableServiceLinks: false
securityContext:
  {{- include "millrace.podSecurity" . | nindent 2 }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with $own.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $own.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $own.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* The first lines of a container of a component. Takes root and component. */}}
{{- define "millrace.containerBasics" -}}
image: {{ include "millrace.image" . }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  {{- include "millrace.containerSecurity" . | nindent 2 }}
resources:
  {{- toYaml (get .root.Values (get (include "millrace.facts" . | fromYaml) "values")).resources | nindent 2 }}
volumeMounts:
  {{- include "millrace.mounts" . | nindent 2 }}
{{- end -}}

{{/* The beginning of every object's name: the release, with the chart's name unless the release has it. */}}
{{- define "millrace.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What a component is: its port, its database if it has one, its values. Takes root and component. */}}
{{- define "millrace.facts" -}}
{{- $all := dict
  "tenant-management" (dict "port" 18081 "database" "tenant_management" "values" "tenantManagement" "stopSeconds" 35)
  "connector" (dict "port" 18082 "database" "connector" "values" "connector" "stopSeconds" 35)
  "sync-worker" (dict "port" 18083 "values" "syncWorker" "stopSeconds" 90)
  "transform" (dict "port" 18084 "database" "transform" "values" "transform" "stopSeconds" 35)
  "reporting" (dict "port" 18085 "database" "reporting" "values" "reporting" "stopSeconds" 35)
  "console" (dict "port" 8080 "values" "console" "stopSeconds" 35)
-}}
{{- get $all .component | toYaml -}}
{{- end -}}

{{/* The name of a component's objects. Takes root and component. */}}
{{- define "millrace.name" -}}
{{- printf "%s-%s" (include "millrace.fullname" .root) .component -}}
{{- end -}}

{{/* The address of a component inside the cluster. Takes root and component. */}}
{{- define "millrace.url" -}}
{{- printf "%s://%s:%v" (ternary "https" "http" .root.Values.internalTls.enabled) (include "millrace.name" .) (get (include "millrace.facts" . | fromYaml) "port") -}}
{{- end -}}

{{/* Labels that never change, which selectors use. Takes root and component. */}}
{{- define "millrace.selectorLabels" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* All labels of an object. Takes root and component. */}}
{{- define "millrace.labels" -}}
{{ include "millrace.selectorLabels" . }}
app.kubernetes.io/part-of: millrace
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{/* A component's image: by its digest where one is set, by the release otherwise. Takes root and component. */}}
{{- define "millrace.image" -}}
{{- $values := get .root.Values (get (include "millrace.facts" . | fromYaml) "values") -}}
{{- $repository := printf "%s/%s/%s" .root.Values.image.registry .root.Values.image.path .component -}}
{{- if $values.digest -}}
{{- printf "%s@%s" $repository $values.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default .root.Chart.AppVersion .root.Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* The Secret with a component's certificate. Takes root and component. */}}
{{- define "millrace.certificateSecret" -}}
{{- default (printf "%s-tls" (include "millrace.name" .)) .root.Values.internalTls.secret -}}
{{- end -}}

{{/* The name of one of the Secrets: databases, login or keys. Takes root and secret. */}}
{{- define "millrace.secret" -}}
{{- $set := get .root.Values.secrets .secret -}}
{{- default (printf "%s-%s" (include "millrace.fullname" .root) .secret) $set.name -}}
{{- end -}}

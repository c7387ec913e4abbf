{{/* One rule of a policy. Takes direction (from or to), peers, ports; no peers means anybody. */}}
{{- define "millrace.rule" -}}
- ports:
    {{- range .ports }}
    - port: {{ . }}
      protocol: TCP
    {{- end }}
  {{- with .peers }}
  {{ $.direction }}:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* The pods of a component, as a peer. Takes root and component. */}}
{{- define "millrace.peer" -}}
- podSelector:
    matchLabels:
      {{- include "millrace.selectorLabels" . | nindent 6 }}
{{- end -}}

{{/* Where a server of the outside is: what the operator says, or the pods of the evaluation. Takes root, to, component. */}}
{{- define "millrace.server" -}}
{{- if .root.Values.evaluation.enabled -}}
{{- include "millrace.peer" (dict "root" .root "component" .component) -}}
{{- else -}}
{{- toYaml .to -}}
{{- end -}}
{{- end -}}

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

{{/* Names have to be looked up. */}}
{{- define "millrace.namesRule" -}}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
      podSelector:
        matchLabels:
          k8s-app: kube-dns
  ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- end -}}

{{/* Whatever is public, and the private addresses that are given. */}}
{{- define "millrace.internetRule" -}}
- to:
    - ipBlock:
        cidr: 0.0.0.0/0
        except:
          - 0.0.0.0/8
          - 10.0.0.0/8
          - 100.64.0.0/10
          - 127.0.0.0/8
          - 169.254.0.0/16
          - 172.16.0.0/12
          - 192.168.0.0/16
          - 198.18.0.0/15
          - 224.0.0.0/3
    - ipBlock:
        cidr: 2000::/3
    {{- range . }}
    - ipBlock:
        cidr: {{ . }}
    {{- end }}
{{- end -}}

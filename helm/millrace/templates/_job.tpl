{{/* A job that runs before the replicas of a release: a command of a component's program.
     Takes root, component, command, weight, deadline, retries. */}}
{{- define "millrace.job" -}}
{{- $facts := include "millrace.facts" . | fromYaml -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "millrace.name" . }}-{{ .command }}
  labels:
    {{- include "millrace.labels" . | nindent 4 }}
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: {{ .weight | quote }}
    # A failed job stays, with its log, until the next try.
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  backoffLimit: {{ .retries }}
  activeDeadlineSeconds: {{ .deadline }}
  ttlSecondsAfterFinished: 86400
  template:
    metadata:
      labels:
        {{- include "millrace.labels" . | nindent 8 }}
    spec:
      restartPolicy: Never
      serviceAccountName: {{ include "millrace.fullname" .root }}-jobs
      {{- include "millrace.podBasics" . | nindent 6 }}
      containers:
        - name: {{ .command }}
          args: [{{ .command }}]
          {{- include "millrace.containerBasics" . | nindent 10 }}
          env:
            {{- include "millrace.commonEnvironment" . | nindent 12 }}
            {{- if and $facts.database (ne .command "topics") }}
            {{- include "millrace.ownerEnvironment" . | nindent 12 }}
            {{- end }}
            {{- if eq .command "topics" }}
            - name: MILLRACE_TOPICS_PARTITIONS
              value: {{ .root.Values.kafka.topics.partitions | quote }}
            {{- if .root.Values.kafka.topics.replication }}
            - name: MILLRACE_TOPICS_REPLICATION
              value: {{ .root.Values.kafka.topics.replication | quote }}
            {{- end }}
            {{- end }}
      volumes:
        {{- include "millrace.volumes" . | nindent 8 }}
{{- end -}}

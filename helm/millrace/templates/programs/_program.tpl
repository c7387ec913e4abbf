{{/* The namespace of the programs. Takes the root. */}}
{{- define "millrace.programs.namespace" -}}
{{- default (printf "%s-programs" .Release.Namespace | trunc 63 | trimSuffix "-") .Values.programs.namespace -}}
{{- end -}}

{{/* Where relays reach a worker. */}}
{{- define "millrace.programs.port" -}}
18093
{{- end -}}

{{/* The name of what belongs to the programs. Takes the root. */}}
{{- define "millrace.programs.name" -}}
{{- include "millrace.name" (dict "root" . "component" "program") -}}
{{- end -}}

{{/* The Job of one program, to which a worker adds its name, the program's arguments and what the relay has to say. Takes root, name, program. */}}
{{- define "millrace.program" -}}
{{- $values := .root.Values.programs -}}
{{- $context := dict "root" .root "component" "program" -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .name }}
  namespace: {{ include "millrace.programs.namespace" .root }}
  labels: &labels
    {{- include "millrace.labels" $context | nindent 4 }}
    millrace.dev/program: {{ .name }}
    millrace.dev/kind: {{ .program.kind }}
spec:
  backoffLimit: 0
  activeDeadlineSeconds: {{ $values.deadlineSeconds }}
  ttlSecondsAfterFinished: 600
  template:
    metadata:
      labels: *labels
    spec:
      restartPolicy: Never
      terminationGracePeriodSeconds: 5
      automountServiceAccountToken: false
      enableServiceLinks: false
      securityContext:
        {{- include "millrace.podSecurity" . | nindent 8 }}
      {{- with $values.pullSecrets }}
      imagePullSecrets:
        {{- range . }}
        - name: {{ . }}
        {{- end }}
      {{- end }}
      {{- with $values.runtimeClassName }}
      runtimeClassName: {{ . }}
      {{- end }}
      {{- with $values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: program
          image: {{ .program.image }}
          imagePullPolicy: IfNotPresent
          command:
            {{- toYaml .program.command | nindent 12 }}
          workingDir: /tmp
          env:
            {{- include "millrace.variables" (mergeOverwrite (dict "HOME" "/tmp" "TMPDIR" "/tmp" "LANG" "C.UTF-8" "PYTHONUNBUFFERED" "1") (default dict .program.environment)) | trim | nindent 12 }}
          securityContext:
            {{- with .program.user }}
            runAsUser: {{ . }}
            {{- end }}
            {{- include "millrace.containerSecurity" . | nindent 12 }}
          resources:
            {{- toYaml (default $values.resources .program.resources) | nindent 12 }}
          volumeMounts:
            - name: exchange
              mountPath: /millrace
            - name: temporary
              mountPath: /tmp
        - name: relay
          image: {{ include "millrace.image" (dict "root" .root "component" "sync-worker") }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          env:
            - name: JDK_JAVA_OPTIONS
              # So small a program takes less memory without the image's cache.
              value: -XX:AOTMode=off -Xmx32m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData
          securityContext:
            {{- include "millrace.containerSecurity" . | nindent 12 }}
          resources:
            {{- toYaml $values.relayResources | nindent 12 }}
          volumeMounts:
            - name: exchange
              mountPath: /millrace
      volumes:
        # What only the two containers see, and no disk: settings and states of sources among it.
        - name: exchange
          emptyDir:
            medium: Memory
            sizeLimit: 64Mi
        - name: temporary
          emptyDir:
            sizeLimit: {{ get (default $values.resources .program.resources).limits "ephemeral-storage" }}
{{- end -}}

{{/* What a worker is told of the programs. */}}
{{- define "millrace.programs.environment" -}}
- name: MILLRACE_SYNC_WORKER_PROGRAMS_JOBS
  value: /etc/millrace/programs
- name: MILLRACE_SYNC_WORKER_PROGRAMS_RELAY_PORT
  value: {{ include "millrace.programs.port" . | quote }}
- name: MILLRACE_SYNC_WORKER_PROGRAMS_ADDRESS
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
{{- end -}}

{{/* What it mounts for them: the Jobs, and its own token. */}}
{{- define "millrace.programs.mounts" -}}
- name: programs
  mountPath: /etc/millrace/programs
  readOnly: true
- name: cluster-token
  mountPath: /var/run/secrets/kubernetes.io/serviceaccount
  readOnly: true
{{- end -}}

{{/* The volumes of these mounts. Takes the root. */}}
{{- define "millrace.programs.volumes" -}}
- name: programs
  configMap:
    name: {{ include "millrace.programs.name" . }}s
# As Kubernetes itself mounts it, but in the one container that needs it.
- name: cluster-token
  projected:
    sources:
      - serviceAccountToken:
          path: token
          expirationSeconds: 3600
      - configMap:
          name: kube-root-ca.crt
          items:
            - key: ca.crt
              path: ca.crt
      - downwardAPI:
          items:
            - path: namespace
              fieldRef:
                fieldPath: metadata.namespace
{{- end -}}

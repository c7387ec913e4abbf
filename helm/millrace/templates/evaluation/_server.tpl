{{/* A server of the evaluation: one pod with a disk. Takes root, component, port, image, user, mount, environment, and
     optionally configuration (a ConfigMap's name), configurationPath, args, probe, prepare (for a shell in the mount, before the server). */}}
{{- define "millrace.evaluationServer" -}}
{{- $name := include "millrace.name" . -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  labels:
    {{- include "millrace.labels" . | nindent 4 }}
spec:
  clusterIP: None
  # Kafka's only broker looks itself up before it is ready.
  publishNotReadyAddresses: true
  selector:
    {{- include "millrace.selectorLabels" . | nindent 4 }}
  ports:
    - name: {{ .portName }}
      port: {{ .port }}
      targetPort: {{ .portName }}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ $name }}
  labels:
    {{- include "millrace.labels" . | nindent 4 }}
spec:
  serviceName: {{ $name }}
  replicas: 1
  selector:
    matchLabels:
      {{- include "millrace.selectorLabels" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "millrace.labels" . | nindent 8 }}
    spec:
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: 60
      securityContext:
        runAsNonRoot: true
        runAsUser: {{ .user }}
        runAsGroup: {{ .user }}
        fsGroup: {{ .user }}
        seccompProfile:
          type: RuntimeDefault
      {{- with .prepare }}
      initContainers:
        - name: prepare
          image: {{ $.image }}
          command: [sh, -euc, {{ . | quote }}]
          workingDir: {{ $.mount }}
          securityContext:
            allowPrivilegeEscalation: false
            capabilities:
              drop: [ALL]
          resources:
            requests:
              cpu: 10m
              memory: 32Mi
            limits:
              memory: 32Mi
          volumeMounts:
            - name: data
              mountPath: {{ $.mount }}
      {{- end }}
      containers:
        - name: {{ .component }}
          image: {{ .image }}
          {{- with .args }}
          args:
            {{- toYaml . | nindent 12 }}
          {{- end }}
          securityContext:
            allowPrivilegeEscalation: false
            capabilities:
              drop: [ALL]
          ports:
            - name: {{ .portName }}
              containerPort: {{ .port }}
          env:
            {{- .environment | nindent 12 }}
          startupProbe:
            {{- .probe | nindent 12 }}
            periodSeconds: 5
            timeoutSeconds: 4
            failureThreshold: 60
          readinessProbe:
            {{- .probe | nindent 12 }}
            periodSeconds: 10
            timeoutSeconds: 4
          livenessProbe:
            {{- .probe | nindent 12 }}
            periodSeconds: 20
            timeoutSeconds: 10
            failureThreshold: 6
          resources:
            requests:
              cpu: 200m
              memory: {{ .memory }}
            limits:
              memory: {{ .memory }}
          volumeMounts:
            - name: data
              mountPath: {{ .mount }}
            {{- if .configuration }}
            - name: configuration
              mountPath: {{ .configurationPath }}
              readOnly: true
            {{- end }}
      {{- if .configuration }}
      volumes:
        - name: configuration
          configMap:
            name: {{ .configuration }}
      {{- end }}
  volumeClaimTemplates:
    - metadata:
        name: data
        labels:
          {{- include "millrace.selectorLabels" . | nindent 10 }}
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: {{ .root.Values.evaluation.storage }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ $name }}
  labels:
    {{- include "millrace.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "millrace.selectorLabels" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app.kubernetes.io/instance: {{ .root.Release.Name }}
              app.kubernetes.io/part-of: millrace
  egress:
    - to:
        - podSelector:
            matchLabels:
              app.kubernetes.io/instance: {{ .root.Release.Name }}
              app.kubernetes.io/part-of: millrace
{{- end -}}

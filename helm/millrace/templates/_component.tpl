{{/* All that a component is made of. Takes root and component. */}}
{{- define "millrace.component" -}}
{{- include "millrace.checks" .root -}}
{{- $facts := include "millrace.facts" . | fromYaml -}}
{{- $own := get .root.Values $facts.values -}}
{{- $name := include "millrace.name" . -}}
{{- $scaled := $own.autoscaling.enabled -}}
{{- $programs := and (eq .component "sync-worker") .root.Values.programs.enabled -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ $name }}
  labels:
    {{- include "millrace.labels" . | nindent 4 }}
  {{- with $own.serviceAccountAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  labels:
    {{- include "millrace.labels" . | nindent 4 }}
spec:
  selector:
    {{- include "millrace.selectorLabels" . | nindent 4 }}
    millrace.dev/serves: "true"
  ports:
    - name: http
      port: {{ $facts.port }}
      targetPort: http
      {{- if .root.Values.internalTls.enabled }}
      appProtocol: https
      {{- end }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}
  labels:
    {{- include "millrace.labels" . | nindent 4 }}
spec:
  {{- if not $scaled }}
  replicas: {{ $own.replicas }}
  {{- end }}
  revisionHistoryLimit: 3
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 1
  selector:
    matchLabels:
      {{- include "millrace.selectorLabels" . | nindent 6 }}
      millrace.dev/serves: "true"
  template:
    metadata:
      labels:
        {{- include "millrace.labels" . | nindent 8 }}
        millrace.dev/serves: "true"
      {{- if or $own.podAnnotations $programs }}
      annotations:
        {{- with $own.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
        {{- if $programs }}
        # Workers read the programs once, when they start.
        millrace.dev/programs: {{ include (print $.root.Template.BasePath "/programs/jobs.yaml") $.root | sha256sum }}
        {{- end }}
      {{- end }}
    spec:
      serviceAccountName: {{ $name }}
      {{- include "millrace.podBasics" . | nindent 6 }}
      # A pod first leaves the Service (preStop), then asks who is still connected to leave (MILLRACE_STOP_DELAY), then finishes
      # what it does; a worker hands its runs back.
      terminationGracePeriodSeconds: {{ $facts.stopSeconds }}
      topologySpreadConstraints:
        {{- range $where := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
        - maxSkew: 1
          topologyKey: {{ $where }}
          whenUnsatisfiable: ScheduleAnyway
          matchLabelKeys: [pod-template-hash]
          labelSelector:
            matchLabels:
              {{- include "millrace.selectorLabels" $ | nindent 14 }}
              millrace.dev/serves: "true"
        {{- end }}
      {{- if and (eq .component "connector") .root.Values.evaluation.enabled }}
      initContainers:
        - name: topics
          args: [topics]
          {{- include "millrace.containerBasics" . | nindent 10 }}
          env:
            {{- include "millrace.commonEnvironment" . | nindent 12 }}
            - name: MILLRACE_TOPICS_PARTITIONS
              value: "2"
      {{- end }}
      containers:
        - name: {{ .component }}
          {{- include "millrace.containerBasics" . | nindent 10 }}
            {{- if $programs }}
            {{- include "millrace.programs.mounts" . | nindent 12 }}
            {{- end }}
          ports:
            - name: http
              containerPort: {{ $facts.port }}
            {{- if $programs }}
            - name: relay
              containerPort: {{ include "millrace.programs.port" . }}
            {{- end }}
          env:
            {{- include "millrace.commonEnvironment" . | nindent 12 }}
            {{- if $programs }}
            {{- include "millrace.programs.environment" . | nindent 12 }}
            {{- end }}
            {{- if $facts.database }}
            - name: MILLRACE_MIGRATE_AT_START
              value: {{ .root.Values.evaluation.enabled | quote }}
            {{- if .root.Values.evaluation.enabled }}
            {{- include "millrace.ownerEnvironment" . | nindent 12 }}
            {{- end }}
            {{- end }}
          startupProbe:
            httpGet:
              path: /q/health/started
              {{- include "millrace.probePort" .root | nindent 14 }}
            periodSeconds: 2
            timeoutSeconds: 2
            failureThreshold: 90
          readinessProbe:
            httpGet:
              path: /q/health/ready
              {{- include "millrace.probePort" .root | nindent 14 }}
            periodSeconds: 5
            timeoutSeconds: 4
            failureThreshold: 3
          livenessProbe:
            httpGet:
              path: /q/health/live
              {{- include "millrace.probePort" .root | nindent 14 }}
            periodSeconds: 10
            timeoutSeconds: 4
            failureThreshold: 6
          lifecycle:
            preStop:
              sleep:
                seconds: 5
      volumes:
        {{- include "millrace.volumes" . | nindent 8 }}
        {{- if $programs }}
        {{- include "millrace.programs.volumes" .root | nindent 8 }}
        {{- end }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ $name }}
  labels:
    {{- include "millrace.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "millrace.selectorLabels" . | nindent 6 }}
      millrace.dev/serves: "true"
{{- if and $scaled (not $own.autoscaling.keda) }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ $name }}
  labels:
    {{- include "millrace.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ $name }}
  minReplicas: {{ $own.replicas }}
  maxReplicas: {{ $own.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ $own.autoscaling.targetCpuPercent }}
{{- end }}
{{- end -}}

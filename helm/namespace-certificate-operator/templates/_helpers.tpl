{{/* Name of all objects. Short enough for suffixes such as "-metrics". */}}
{{- define "operator.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else -}}
{{- $name := .Values.nameOverride | default .Chart.Name -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "operator.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "operator.labels" -}}
{{ include "operator.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "operator.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "operator.fullname" .) -}}
{{- else -}}
{{- required "serviceAccount.name is needed where serviceAccount.create is false" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "operator.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* "true" where a Lease decides which replica is active, else empty. */}}
{{- define "operator.hasLease" -}}
{{- if or .Values.leaderElection.enabled (gt (int .Values.replicas) 1) -}}
true
{{- end -}}
{{- end -}}

{{/* "true" where the operator writes records to statuses that it authenticates, else empty. */}}
{{- define "operator.hasSeal" -}}
{{- if or .Values.demo.enabled .Values.publish.enabled .Values.publishToSecrets.enabled .Values.cloud.enabled -}}
true
{{- end -}}
{{- end -}}

{{/* Name of the Secret with the key of those records. */}}
{{- define "operator.sealName" -}}
{{- (.Values.seal).secretName | default (printf "%s-seal" (include "operator.fullname" .)) -}}
{{- end -}}

{{/* Permissions of the operator on the objects that it watches. */}}
{{- define "operator.rules" -}}
- apiGroups: [namespacecerts.dev]
  resources: [namespacecertificatebundles, certificatefilters]
  verbs: [list, watch]
{{- if .Values.cloud.enabled }}
- apiGroups: [namespacecerts.dev]
  resources: [namespacecertificatebundles]
  verbs: [get, patch] # a finalizer
{{- else if .Values.demo.enabled }}
- apiGroups: [namespacecerts.dev]
  resources: [namespacecertificatebundles]
  verbs: [get]
{{- end }}
- apiGroups: [namespacecerts.dev]
  resources: [namespacecertificatebundles/status, certificatefilters/status]
  verbs: [patch]
- apiGroups: [""]
  resources: [configmaps]
  {{- if .Values.publish.enabled }}
  verbs: [get, list, watch, create, update, delete]
  {{- else }}
  verbs: [get, list, watch]
  {{- end }}
- apiGroups: [""]
  resources: [secrets]
  {{- if or .Values.demo.enabled .Values.publishToSecrets.enabled }}
  verbs: [get, list, watch, create, update, delete]
  {{- else }}
  verbs: [get, list, watch]
  {{- end }}
- apiGroups: [""]
  resources: [events]
  verbs: [create, get, patch]
{{- end -}}

{{- define "operator.subject" -}}
- kind: ServiceAccount
  name: {{ include "operator.serviceAccountName" . }}
  namespace: {{ .Release.Namespace | quote }}
{{- end -}}

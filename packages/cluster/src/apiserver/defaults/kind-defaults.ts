// A table: defaults of kinds other than pods (k8s.io/kubernetes/pkg/apis/*/v1/defaults.go), as a server of 1.36 shows them.
import type { Json, KubeObject } from '@seaworthy/kube'
import type { KindKey } from '../../store/store.ts'
import { autoscalerDefaults } from './autoscaler-defaults.ts'
import { applyDefaults, type DefaultRules } from './default-rules.ts'
import { podDefaults, podTemplateDefaults } from './pod-defaults.ts'
import { serviceDefaults } from './service-defaults.ts'

const claimSpec: DefaultRules = { set: { volumeMode: 'Filesystem' } }

const deployment: DefaultRules = {
  set: { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 },
  make: ['strategy'],
  fields: {
    strategy: {
      derive: ({ type }) =>
        type === 'RollingUpdate' || type === undefined ? { rollingUpdate: {} } : undefined,
      set: { type: 'RollingUpdate' },
      fields: { rollingUpdate: { set: { maxUnavailable: '25%', maxSurge: '25%' } } },
    },
  },
}

const statefulSet: DefaultRules = {
  set: { replicas: 1, revisionHistoryLimit: 10, podManagementPolicy: 'OrderedReady', serviceName: '' },
  make: ['updateStrategy', 'persistentVolumeClaimRetentionPolicy'],
  fields: {
    updateStrategy: {
      derive: ({ type }) => (type === 'OnDelete' ? undefined : { rollingUpdate: {} }),
      set: { type: 'RollingUpdate' },
      fields: { rollingUpdate: { set: { partition: 0 } } },
    },
    persistentVolumeClaimRetentionPolicy: { set: { whenDeleted: 'Retain', whenScaled: 'Retain' } },
    volumeClaimTemplates: {
      set: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', status: { phase: 'Pending' } },
      fields: { spec: claimSpec },
    },
  },
}

const daemonSet: DefaultRules = {
  set: { revisionHistoryLimit: 10 },
  make: ['updateStrategy'],
  fields: {
    updateStrategy: {
      derive: ({ type }) => (type === 'OnDelete' ? undefined : { rollingUpdate: {} }),
      set: { type: 'RollingUpdate' },
      fields: { rollingUpdate: { set: { maxUnavailable: 1, maxSurge: 0 } } },
    },
  },
}

const job: DefaultRules = {
  derive: ({ completions, parallelism, podFailurePolicy, backoffLimitPerIndex }) => ({
    completions: completions === undefined && parallelism === undefined ? 1 : undefined,
    podReplacementPolicy: podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed',
    // With a limit per index the limit of the whole Job is out of the way.
    backoffLimit: backoffLimitPerIndex === undefined ? 6 : 2_147_483_647,
  }),
  set: { parallelism: 1, completionMode: 'NonIndexed', suspend: false, manualSelector: false },
}

const cronJob: DefaultRules = {
  set: {
    concurrencyPolicy: 'Allow',
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  },
  fields: { jobTemplate: { set: { metadata: {} } } },
}

const networkPort: DefaultRules = { fields: { ports: { set: { protocol: 'TCP' } } } }

const networkPolicy: DefaultRules = {
  derive: ({ egress }) => ({ policyTypes: egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'] }),
  fields: { ingress: networkPort, egress: networkPort },
}

const route: DefaultRules = {
  set: { wildcardPolicy: 'None' },
  fields: {
    to: { set: { kind: 'Service', weight: 100 } },
    alternateBackends: { set: { kind: 'Service', weight: 100 } },
  },
}

const specs: Readonly<Record<KindKey, DefaultRules>> = {
  'Deployment.apps': deployment,
  'ReplicaSet.apps': { set: { replicas: 1 } },
  'StatefulSet.apps': statefulSet,
  'DaemonSet.apps': daemonSet,
  ReplicationController: { set: { replicas: 1 } },
  'Job.batch': job,
  'CronJob.batch': cronJob,
  'NetworkPolicy.networking.k8s.io': networkPolicy,
  PersistentVolumeClaim: claimSpec,
  PersistentVolume: { set: { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' } },
  'Route.route.openshift.io': route,
}

/** Kinds whose `spec.template` is a pod template. */
const templated = new Set<KindKey>([
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'Job.batch',
  'ReplicationController',
])

/** Defaults outside of `spec`. */
const wholes: Readonly<Record<KindKey, DefaultRules>> = {
  Secret: { set: { type: 'Opaque' } },
  'StorageClass.storage.k8s.io': { set: { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' } },
  Endpoints: { fields: { subsets: networkPort } },
  'EndpointSlice.discovery.k8s.io': { fields: { ports: { set: { name: '', protocol: 'TCP' } } } },
  'DaemonSet.apps': {
    fields: {
      metadata: {
        make: ['annotations'],
        fields: { annotations: { set: { 'deprecated.daemonset.template.generation': '1' } } },
      },
    },
  },
  'RoleBinding.rbac.authorization.k8s.io': bindingRules(),
  'ClusterRoleBinding.rbac.authorization.k8s.io': bindingRules(),
}

/** The object as the server reads it: with the values that absent fields have. The same object when it has them all. */
export function withDefaults(key: KindKey, object: KubeObject): KubeObject {
  const rules = wholes[key]
  const whole = rules === undefined ? object : applyDefaults(object, rules)
  if (key === 'Secret') return mergeStringData(whole)
  if (key === 'Job.batch' || key === 'ReplicationController') return withTemplateLabels(key, whole)
  const spec = specDefaults(key, whole.spec)
  return spec === whole.spec ? whole : { ...whole, spec }
}

/** A Job without labels takes those of its template. */
function withTemplateLabels(key: KindKey, object: KubeObject): KubeObject {
  const spec = specDefaults(key, object.spec)
  const { labels } = object.metadata
  const inherited = spec?.template?.metadata?.labels
  if (inherited !== undefined && (labels === undefined || Object.keys(labels).length === 0)) {
    return { ...object, metadata: { ...object.metadata, labels: inherited }, spec }
  }
  return spec === object.spec ? object : { ...object, spec }
}

function specDefaults(key: KindKey, spec: Json): Json {
  if (typeof spec !== 'object' || spec === null) return spec
  if (key === 'Pod') return podDefaults(spec)
  if (key === 'Service') return serviceDefaults(spec)
  if (key === 'HorizontalPodAutoscaler.autoscaling') return autoscalerDefaults(spec)
  const rules = specs[key]
  const next = rules === undefined ? spec : applyDefaults(spec, rules)
  if (templated.has(key)) return replaceField(next, 'template', podTemplateDefaults)
  return key === 'CronJob.batch' ? replaceField(next, 'jobTemplate', jobTemplateDefaults) : next
}

/** Only the pods of a CronJob get defaults in the template; the Job gets its own when it is made. */
function jobTemplateDefaults(template: Json): Json {
  return replaceField(template, 'spec', (spec) => replaceField(spec, 'template', podTemplateDefaults))
}

function replaceField(value: Json, name: string, change: (before: Json) => Json): Json {
  if (typeof value !== 'object' || value === null) return value
  const after = change(value[name])
  return after === value[name] ? value : { ...value, [name]: after }
}

/** `stringData` is only ever written: it becomes part of `data`, and wins. */
function mergeStringData(secret: KubeObject): KubeObject {
  const { stringData, ...rest } = secret as KubeObject & { stringData?: Record<string, string>; data?: Json }
  if (stringData === undefined || stringData === null) return secret
  const data: Record<string, string> = { ...rest.data }
  for (const [name, text] of Object.entries(stringData))
    data[name] = Buffer.from(text, 'utf8').toString('base64')
  return { ...rest, data }
}

function bindingRules(): DefaultRules {
  const group = 'rbac.authorization.k8s.io'
  return {
    fields: {
      roleRef: { set: { apiGroup: group } },
      subjects: { derive: ({ kind }) => ({ apiGroup: kind === 'ServiceAccount' ? undefined : group }) },
    },
  }
}

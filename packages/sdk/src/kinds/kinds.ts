// The kinds that `resource` knows by their fields; `customResource` takes any other.
import type { Metadata, StringMap } from './meta.ts'
import type { IngressSpec, NetworkPolicySpec, ServiceSpec } from './network.ts'
import type { PodSpec } from './pod.ts'
import type {
  CronJobSpec,
  DeploymentSpec,
  HorizontalPodAutoscalerSpec,
  JobSpec,
  PersistentVolumeClaimSpec,
  PodDisruptionBudgetSpec,
  StatefulSetSpec,
} from './workload.ts'

interface WithSpec<Spec> {
  readonly metadata: Metadata
  readonly spec: Spec
}

interface PolicyRule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly verbs: readonly string[]
}

interface RoleBinding {
  readonly metadata: Metadata
  readonly roleRef: {
    readonly apiGroup: string
    readonly kind: 'Role' | 'ClusterRole'
    readonly name: string
  }
  readonly subjects?: readonly {
    readonly kind: 'ServiceAccount' | 'User' | 'Group'
    readonly name: string
    readonly namespace?: string
    readonly apiGroup?: string
  }[]
}

/** Fields of each kind, under the apiVersion that charts for current clusters write. */
export interface Kinds {
  readonly Deployment: WithSpec<DeploymentSpec>
  readonly StatefulSet: WithSpec<StatefulSetSpec>
  readonly Job: WithSpec<JobSpec>
  readonly CronJob: WithSpec<CronJobSpec>
  readonly Pod: WithSpec<PodSpec>
  readonly Service: WithSpec<ServiceSpec>
  readonly Ingress: WithSpec<IngressSpec>
  readonly NetworkPolicy: WithSpec<NetworkPolicySpec>
  readonly HorizontalPodAutoscaler: WithSpec<HorizontalPodAutoscalerSpec>
  readonly PodDisruptionBudget: WithSpec<PodDisruptionBudgetSpec>
  readonly PersistentVolumeClaim: WithSpec<PersistentVolumeClaimSpec>
  readonly Role: { readonly metadata: Metadata; readonly rules: readonly PolicyRule[] }
  readonly ClusterRole: { readonly metadata: Metadata; readonly rules: readonly PolicyRule[] }
  readonly RoleBinding: RoleBinding
  readonly ClusterRoleBinding: RoleBinding
  readonly ConfigMap: { readonly metadata: Metadata; readonly data?: StringMap; readonly immutable?: boolean }
  readonly Secret: {
    readonly metadata: Metadata
    readonly type?: string
    readonly data?: StringMap
    readonly stringData?: StringMap
    readonly immutable?: boolean
  }
  readonly ServiceAccount: {
    readonly metadata: Metadata
    readonly automountServiceAccountToken?: boolean
    readonly imagePullSecrets?: readonly { readonly name: string }[]
  }
}

export type KindName = keyof Kinds

/** The apiVersion that goes with each kind. */
export const apiVersions: Readonly<Record<KindName, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  Pod: 'v1',
  Service: 'v1',
  Ingress: 'networking.k8s.io/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  PodDisruptionBudget: 'policy/v1',
  PersistentVolumeClaim: 'v1',
  Role: 'rbac.authorization.k8s.io/v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  ConfigMap: 'v1',
  Secret: 'v1',
  ServiceAccount: 'v1',
}

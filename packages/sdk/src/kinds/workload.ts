import type { IntOrString, Json, LabelSelector, Metadata } from './meta.ts'
import type { PodTemplate } from './pod.ts'

interface RollingUpdate {
  readonly maxSurge?: IntOrString
  readonly maxUnavailable?: IntOrString
}

export interface DeploymentSpec {
  readonly replicas?: number
  readonly selector: LabelSelector
  readonly strategy?: { readonly type: 'RollingUpdate' | 'Recreate'; readonly rollingUpdate?: RollingUpdate }
  readonly template: PodTemplate
  readonly minReadySeconds?: number
  readonly revisionHistoryLimit?: number
  readonly progressDeadlineSeconds?: number
}

export interface StatefulSetSpec {
  readonly replicas?: number
  readonly serviceName: string
  readonly selector: LabelSelector
  readonly template: PodTemplate
  readonly updateStrategy?: { readonly type: 'RollingUpdate' | 'OnDelete'; readonly rollingUpdate?: Json }
  readonly podManagementPolicy?: 'OrderedReady' | 'Parallel'
  readonly volumeClaimTemplates?: readonly {
    readonly metadata: Metadata
    readonly spec: PersistentVolumeClaimSpec
  }[]
  readonly persistentVolumeClaimRetentionPolicy?: {
    readonly whenDeleted?: 'Retain' | 'Delete'
    readonly whenScaled?: 'Retain' | 'Delete'
  }
}

export interface PersistentVolumeClaimSpec {
  readonly accessModes: readonly ('ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod')[]
  readonly resources: { readonly requests: { readonly storage: string } }
  readonly storageClassName?: string
  readonly volumeMode?: 'Filesystem' | 'Block'
}

export interface JobSpec {
  readonly backoffLimit?: number
  readonly activeDeadlineSeconds?: number
  readonly ttlSecondsAfterFinished?: number
  readonly completions?: number
  readonly parallelism?: number
  readonly podFailurePolicy?: Json
  readonly template: PodTemplate
}

export interface CronJobSpec {
  readonly schedule: string
  readonly timeZone?: string
  readonly concurrencyPolicy?: 'Allow' | 'Forbid' | 'Replace'
  readonly suspend?: boolean
  readonly startingDeadlineSeconds?: number
  readonly successfulJobsHistoryLimit?: number
  readonly failedJobsHistoryLimit?: number
  readonly jobTemplate: { readonly metadata?: Omit<Metadata, 'name'>; readonly spec: JobSpec }
}

export interface HorizontalPodAutoscalerSpec {
  readonly scaleTargetRef: { readonly apiVersion: string; readonly kind: string; readonly name: string }
  readonly minReplicas?: number
  readonly maxReplicas: number
  readonly metrics?: readonly Json[]
  readonly behavior?: Json
}

export interface PodDisruptionBudgetSpec {
  readonly minAvailable?: IntOrString
  readonly maxUnavailable?: IntOrString
  readonly selector: LabelSelector
  readonly unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow'
}

// The fields of a pod that charts write; each leaf may be an expression (see Templated).
import type { IntOrString, Json, LabelSelector, Metadata, StringMap } from './meta.ts'

export interface PodSpec {
  readonly serviceAccountName?: string
  readonly automountServiceAccountToken?: boolean
  readonly imagePullSecrets?: readonly { readonly name: string }[]
  readonly securityContext?: PodSecurityContext
  readonly initContainers?: readonly Container[]
  readonly containers: readonly Container[]
  readonly volumes?: readonly Volume[]
  readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never'
  readonly terminationGracePeriodSeconds?: number
  readonly activeDeadlineSeconds?: number
  readonly nodeSelector?: StringMap
  readonly affinity?: Affinity
  readonly tolerations?: readonly Toleration[]
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[]
  readonly priorityClassName?: string
  readonly hostNetwork?: boolean
  readonly dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None'
  readonly enableServiceLinks?: boolean
  readonly shareProcessNamespace?: boolean
  readonly schedulerName?: string
  readonly runtimeClassName?: string
}

export interface PodTemplate {
  readonly metadata?: Omit<Metadata, 'name'>
  readonly spec: PodSpec
}

export interface Container {
  readonly name: string
  readonly image: string
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never'
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly workingDir?: string
  readonly env?: readonly EnvVar[]
  readonly envFrom?: readonly EnvFrom[]
  readonly ports?: readonly ContainerPort[]
  readonly securityContext?: SecurityContext
  readonly resources?: Resources
  readonly livenessProbe?: Probe
  readonly readinessProbe?: Probe
  readonly startupProbe?: Probe
  readonly lifecycle?: { readonly postStart?: Handler; readonly preStop?: Handler }
  readonly volumeMounts?: readonly VolumeMount[]
  readonly restartPolicy?: 'Always'
  readonly stdin?: boolean
  readonly tty?: boolean
  readonly terminationMessagePolicy?: 'File' | 'FallbackToLogsOnError'
}

export interface EnvVar {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: {
    readonly secretKeyRef?: KeyRef
    readonly configMapKeyRef?: KeyRef
    readonly fieldRef?: { readonly fieldPath: string }
    readonly resourceFieldRef?: { readonly resource: string; readonly containerName?: string }
  }
}

export interface KeyRef {
  readonly name: string
  readonly key: string
  readonly optional?: boolean
}

export interface EnvFrom {
  readonly prefix?: string
  readonly configMapRef?: { readonly name: string; readonly optional?: boolean }
  readonly secretRef?: { readonly name: string; readonly optional?: boolean }
}

export interface ContainerPort {
  readonly name?: string
  readonly containerPort: number
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP'
  readonly hostPort?: number
}

export interface Resources {
  readonly requests?: Readonly<Record<string, string | number>>
  readonly limits?: Readonly<Record<string, string | number>>
}

export interface Handler {
  readonly exec?: { readonly command: readonly string[] }
  readonly httpGet?: {
    readonly path?: string
    readonly port: IntOrString
    readonly host?: string
    readonly scheme?: 'HTTP' | 'HTTPS'
    readonly httpHeaders?: readonly { readonly name: string; readonly value: string }[]
  }
  readonly tcpSocket?: { readonly port: IntOrString; readonly host?: string }
  readonly sleep?: { readonly seconds: number }
}

export interface ProbeTiming {
  readonly initialDelaySeconds?: number
  readonly periodSeconds?: number
  readonly timeoutSeconds?: number
  readonly successThreshold?: number
  readonly failureThreshold?: number
  readonly terminationGracePeriodSeconds?: number
}

export interface Probe extends ProbeTiming, Omit<Handler, 'sleep'> {
  readonly grpc?: { readonly port: number; readonly service?: string }
}

export interface SecurityContext {
  readonly allowPrivilegeEscalation?: boolean
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] }
  readonly privileged?: boolean
  readonly readOnlyRootFilesystem?: boolean
  readonly runAsNonRoot?: boolean
  readonly runAsUser?: number
  readonly runAsGroup?: number
  readonly seccompProfile?: SeccompProfile
}

export interface SeccompProfile {
  readonly type: 'RuntimeDefault' | 'Unconfined' | 'Localhost'
  readonly localhostProfile?: string
}

export interface PodSecurityContext {
  readonly runAsNonRoot?: boolean
  readonly runAsUser?: number
  readonly runAsGroup?: number
  readonly fsGroup?: number
  readonly fsGroupChangePolicy?: 'Always' | 'OnRootMismatch'
  readonly supplementalGroups?: readonly number[]
  readonly seccompProfile?: SeccompProfile
  readonly sysctls?: readonly { readonly name: string; readonly value: string }[]
}

export interface VolumeMount {
  readonly name: string
  readonly mountPath: string
  readonly subPath?: string
  readonly readOnly?: boolean
}

export interface KeyToPath {
  readonly key: string
  readonly path: string
  readonly mode?: number
}

export interface Volume {
  readonly name: string
  readonly emptyDir?: { readonly sizeLimit?: string; readonly medium?: '' | 'Memory' }
  readonly configMap?: {
    readonly name: string
    readonly items?: readonly KeyToPath[]
    readonly defaultMode?: number
    readonly optional?: boolean
  }
  readonly secret?: {
    readonly secretName: string
    readonly items?: readonly KeyToPath[]
    readonly defaultMode?: number
    readonly optional?: boolean
  }
  readonly persistentVolumeClaim?: { readonly claimName: string; readonly readOnly?: boolean }
  readonly projected?: { readonly sources: readonly Json[]; readonly defaultMode?: number }
  readonly csi?: Readonly<Record<string, Json>>
  readonly hostPath?: { readonly path: string; readonly type?: string }
  readonly downwardAPI?: Readonly<Record<string, Json>>
}

export interface Affinity {
  readonly nodeAffinity?: Readonly<Record<string, Json>>
  readonly podAffinity?: Readonly<Record<string, Json>>
  readonly podAntiAffinity?: Readonly<Record<string, Json>>
}

export interface Toleration {
  readonly key?: string
  readonly operator?: 'Exists' | 'Equal'
  readonly value?: string
  readonly effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'
  readonly tolerationSeconds?: number
}

export interface TopologySpreadConstraint {
  readonly maxSkew: number
  readonly topologyKey: string
  readonly whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway'
  readonly labelSelector?: LabelSelector
  readonly matchLabelKeys?: readonly string[]
}

import type { KubeObject } from '@seaworthy/kube'
import type { World } from '../../actor.ts'
import { templateOf } from '../controller-revision.ts'
import { isAvailable } from '../availability.ts'
import { ordinalOf, podOf, startOrdinal } from './identity.ts'

/** One place of a set: the pod that is there, or the one that should be. */
export interface Place {
  readonly ordinal: number
  readonly exists: boolean
  readonly pod: KubeObject
}

/** What one pass over a StatefulSet works with. */
export interface SetPass {
  readonly world: World<unknown>
  readonly set: KubeObject
  readonly pods: readonly KubeObject[]
  /** By ordinal, lowest first. */
  readonly places: readonly Place[]
  /** Beyond the wished count, highest ordinal first. */
  readonly condemned: readonly KubeObject[]
  readonly currentRevision: KubeObject
  readonly updateRevision: KubeObject
  readonly isOrdered: boolean
  /** Pods that were deleted in this pass for an update, to be taken off `currentReplicas`. */
  updated: number
}

/** Puts every pod in its place, and a pod to be created in every empty one. */
export function beginPass(
  world: World<unknown>,
  set: KubeObject,
  pods: readonly KubeObject[],
  currentRevision: KubeObject,
  updateRevision: KubeObject,
): SetPass {
  const start = startOrdinal(set)
  const replicas: number = set.spec.replicas ?? 1
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod), pod]))
  const places = Array.from({ length: replicas }, (_, index) => {
    const ordinal = start + index
    const pod = byOrdinal.get(ordinal)
    return {
      ordinal,
      exists: pod !== undefined,
      pod: pod ?? plannedPod(set, ordinal, currentRevision, updateRevision),
    }
  })
  const isBeyond = (ordinal: number) => ordinal >= 0 && (ordinal < start || ordinal >= start + replicas)
  const condemned = pods
    .filter((pod) => isBeyond(ordinalOf(set, pod)))
    .sort((a, b) => ordinalOf(set, b) - ordinalOf(set, a))
  const isOrdered = set.spec.podManagementPolicy !== 'Parallel'
  return { world, set, pods, places, condemned, currentRevision, updateRevision, isOrdered, updated: 0 }
}

/** Below the partition a missing pod comes back as it was, above it as it should become. */
function plannedPod(
  set: KubeObject,
  ordinal: number,
  currentRevision: KubeObject,
  updateRevision: KubeObject,
): KubeObject {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {}
  const kept: number =
    rollingUpdate === undefined ? (set.status?.currentReplicas ?? 0) : (rollingUpdate.partition ?? 0)
  const keepsOld = type !== 'OnDelete' && ordinal < startOrdinal(set) + kept
  const revision = keepsOld ? currentRevision : updateRevision
  return podOf(set, ordinal, templateOf(revision), revision.metadata.name)
}

export function isUnavailable(pass: SetPass, pod: KubeObject): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return true
  return !isAvailable(pod, pass.set.spec.minReadySeconds ?? 0, pass.world.now())
}

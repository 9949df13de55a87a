import type { KubeObject } from '@seaworthy/kube'
import type { World } from '../../actor.ts'
import { type RolloutBounds, rolloutBounds } from './rolling-math.ts'

/** What one pass over a Deployment works with. ReplicaSets are as they were read, before this pass changed any. */
export interface Rollout {
  readonly world: World<unknown>
  /** As it was read. */
  readonly deployment: KubeObject
  readonly replicas: number
  readonly bounds: RolloutBounds
  /** The ReplicaSet of the present template; undefined before it is created. */
  newSet: KubeObject | undefined
  /** Oldest first. */
  readonly oldSets: readonly KubeObject[]
}

export function isRollingUpdate(deployment: KubeObject): boolean {
  return deployment.spec.strategy?.type !== 'Recreate'
}

/** Under Recreate nothing may surge, and nothing is allowed to be missing either. */
export function boundsOf(deployment: KubeObject): RolloutBounds {
  if (!isRollingUpdate(deployment)) return { maxSurge: 0, maxUnavailable: 0 }
  return rolloutBounds(deployment.spec.strategy?.rollingUpdate ?? {}, replicasOf(deployment))
}

export function replicasOf(object: KubeObject): number {
  return object.spec.replicas ?? 1
}

export function allSets(rollout: Rollout): readonly KubeObject[] {
  return rollout.newSet === undefined ? rollout.oldSets : [...rollout.oldSets, rollout.newSet]
}

/** ReplicaSets that have pods, or ought to. */
export function activeSets(sets: readonly KubeObject[]): readonly KubeObject[] {
  return sets.filter((set) => replicasOf(set) > 0)
}

export function totalReplicas(sets: readonly KubeObject[]): number {
  return sets.reduce((total, set) => total + replicasOf(set), 0)
}

/** By creation, then by name: creation times are whole seconds. */
export function byCreation(a: KubeObject, b: KubeObject): number {
  const [timeA, timeB] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '']
  if (timeA !== timeB) return timeA < timeB ? -1 : 1
  return a.metadata.name < b.metadata.name ? -1 : a.metadata.name > b.metadata.name ? 1 : 0
}

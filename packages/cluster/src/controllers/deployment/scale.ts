import type { KubeObject } from '@seaworthy/kube'
import { recordEvent } from '../recorded-event.ts'
import { type ActiveSet, proportionalSizes } from './proportion.ts'
import { countAnnotation, DESIRED_REPLICAS, MAX_REPLICAS, replicaAnnotations } from './revision.ts'
import {
  activeSets,
  allSets,
  byCreation,
  isRollingUpdate,
  type Rollout,
  replicasOf,
  totalReplicas,
} from './rollout.ts'

/** Sizes a ReplicaSet and says in its annotations what the Deployment wished then. True when the size changed. */
export function scaleSet(rollout: Rollout, set: KubeObject, replicas: number, force = false): boolean {
  const before = replicasOf(set)
  if (before === replicas && !force) return false
  const wish = replicaAnnotations(rollout.replicas, rollout.bounds.maxSurge)
  const annotations = set.metadata.annotations ?? {}
  const saysSo = Object.entries(wish).every(([key, value]) => annotations[key] === value)
  if (before === replicas && saysSo) return false
  rollout.world.api.update({
    ...set,
    metadata: { ...set.metadata, annotations: { ...annotations, ...wish } },
    spec: { ...set.spec, replicas },
  })
  if (before === replicas) return false
  const direction = before < replicas ? 'up' : 'down'
  recordEvent(
    rollout.world,
    rollout.deployment,
    'Normal',
    'ScalingReplicaSet',
    `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${replicas}`,
  )
  return true
}

/** Whether the Deployment's count changed since its ReplicaSets were sized. */
export function isScalingEvent(rollout: Rollout): boolean {
  return activeSets(allSets(rollout)).some((set) => {
    const desired = countAnnotation(set, DESIRED_REPLICAS)
    return desired !== undefined && desired !== rollout.replicas
  })
}

/** Follows a changed count, or a paused Deployment's: one set alone takes it all, several share it in proportion. */
export function scaleAll(rollout: Rollout): void {
  const sets = allSets(rollout)
  const active = activeSets(sets)
  if (active.length <= 1) {
    const only = active[0] ?? rollout.newSet ?? rollout.oldSets.at(-1)
    if (only !== undefined) scaleSet(rollout, only, rollout.replicas)
    return
  }
  if (isSaturated(rollout, rollout.newSet)) {
    for (const old of activeSets(rollout.oldSets)) scaleSet(rollout, old, 0)
    return
  }
  if (isRollingUpdate(rollout.deployment)) shareOut(rollout, active)
}

function shareOut(rollout: Rollout, active: readonly KubeObject[]): void {
  const { replicas, bounds, deployment } = rollout
  const allowed = replicas > 0 ? replicas + bounds.maxSurge : 0
  const newerFirst = allowed > totalReplicas(active)
  const ordered = active.toSorted(
    (a, b) => replicasOf(b) - replicasOf(a) || (newerFirst ? byCreation(b, a) : byCreation(a, b)),
  )
  const statusReplicas = deployment.status?.replicas ?? 0
  const sizes = proportionalSizes(ordered.map(activeSet), {
    replicas,
    maxSurge: bounds.maxSurge,
    statusReplicas,
  })
  for (const set of ordered) scaleSet(rollout, set, sizes.get(set.metadata.name) ?? replicasOf(set), true)
}

function activeSet(set: KubeObject): ActiveSet {
  return {
    name: set.metadata.name,
    replicas: replicasOf(set),
    maxReplicas: countAnnotation(set, MAX_REPLICAS),
  }
}

function isSaturated(rollout: Rollout, set: KubeObject | undefined): boolean {
  return (
    set !== undefined &&
    replicasOf(set) === rollout.replicas &&
    countAnnotation(set, DESIRED_REPLICAS) === rollout.replicas &&
    (set.status?.availableReplicas ?? 0) === rollout.replicas
  )
}

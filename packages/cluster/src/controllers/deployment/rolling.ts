import type { KubeObject } from '@seaworthy/kube'
import type { Result } from '../controller.ts'
import { cleanUpHistory } from './history.ts'
import { createNewSet } from './new-set.ts'
import { isComplete } from './progress.ts'
import { newSetSize, type SetSize, shrinkOldSets } from './rolling-math.ts'
import { activeSets, allSets, type Rollout, replicasOf, totalReplicas } from './rollout.ts'
import { scaleSet } from './scale.ts'
import { reportRollout } from './status.ts'

/** One step of a rolling update: first the new set grows; only when it could not, the old ones shrink. */
export function rollUpdate(rollout: Rollout): Result {
  if (rollout.newSet === undefined) createNewSet(rollout)
  const { newSet, deployment } = rollout
  if (newSet === undefined) return reportRollout(rollout)
  if (growNewSet(rollout, newSet) || shrinkOld(rollout, newSet)) return reportRollout(rollout)
  if (isComplete(deployment, deployment.status ?? {})) cleanUpHistory(rollout)
  return reportRollout(rollout)
}

function growNewSet(rollout: Rollout, newSet: KubeObject): boolean {
  const size = replicasOf(newSet)
  if (size >= rollout.replicas) return scaleSet(rollout, newSet, rollout.replicas)
  const total = totalReplicas(allSets(rollout))
  return scaleSet(rollout, newSet, newSetSize(rollout.replicas, rollout.bounds.maxSurge, size, total))
}

function shrinkOld(rollout: Rollout, newSet: KubeObject): boolean {
  const old = activeSets(rollout.oldSets)
  const sizes = shrinkOldSets(
    rollout.replicas,
    rollout.bounds.maxUnavailable,
    old.map(sizeOf),
    sizeOf(newSet),
  )
  for (const set of old) {
    const size = sizes.get(set.metadata.name)
    if (size !== undefined) scaleSet(rollout, set, size)
  }
  return sizes.size > 0
}

function sizeOf(set: KubeObject): SetSize {
  return {
    name: set.metadata.name,
    replicas: replicasOf(set),
    available: set.status?.availableReplicas ?? 0,
  }
}

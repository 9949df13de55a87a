import { type KubeObject, refOf } from '@seaworthy/kube'
import { revisionOf } from './revision.ts'
import { byCreation, type Rollout, replicasOf } from './rollout.ts'

/** Deletes the oldest revisions beyond `revisionHistoryLimit`; one that still has pods, or may get some, stays. */
export function cleanUpHistory(rollout: Rollout): void {
  const limit: number = rollout.deployment.spec.revisionHistoryLimit ?? 10
  const sets = rollout.oldSets.filter((set) => set.metadata.deletionTimestamp === undefined)
  const surplus = sets.length - limit
  if (surplus <= 0) return
  const oldest = sets.toSorted((a, b) => revisionOf(a) - revisionOf(b) || byCreation(a, b)).slice(0, surplus)
  for (const set of oldest) if (isEmpty(set)) rollout.world.api.delete(refOf(set))
}

function isEmpty(set: KubeObject): boolean {
  const hasSeen = (set.status?.observedGeneration ?? 0) >= (set.metadata.generation ?? 0)
  return hasSeen && replicasOf(set) === 0 && (set.status?.replicas ?? 0) === 0
}

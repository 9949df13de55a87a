import type { Result } from '../controller.ts'
import { isTerminal } from '../pod-state.ts'
import { cleanUpHistory } from './history.ts'
import { createNewSet } from './new-set.ts'
import { isComplete } from './progress.ts'
import { activeSets, type Rollout } from './rollout.ts'
import { scaleSet } from './scale.ts'
import { reportRollout } from './status.ts'

/** All old pods go first; the new set comes when none of them can run any more, terminating ones included. */
export function recreate(rollout: Rollout): Result {
  const { deployment } = rollout
  const old = activeSets(rollout.oldSets)
  for (const set of old) scaleSet(rollout, set, 0)
  if (old.length > 0 || hasOldPods(rollout)) return reportRollout(rollout)
  if (rollout.newSet === undefined) createNewSet(rollout)
  if (rollout.newSet !== undefined) scaleSet(rollout, rollout.newSet, rollout.replicas)
  if (isComplete(deployment, deployment.status ?? {})) cleanUpHistory(rollout)
  return reportRollout(rollout)
}

function hasOldPods(rollout: Rollout): boolean {
  for (const set of rollout.oldSets) {
    if ((set.status?.replicas ?? 0) > 0) return true
    for (const pod of rollout.world.store.ownedBy(set.metadata.uid ?? '', 'Pod')) {
      if (!isTerminal(pod)) return true
    }
  }
  return false
}

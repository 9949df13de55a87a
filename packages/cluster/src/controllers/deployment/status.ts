import { type Condition, findCondition, type Json, type KubeObject } from '@seaworthy/kube'
import { type Result, settled } from '../controller.ts'
import { withCondition, withoutCondition } from '../workload-condition.ts'
import {
  deadlineSeconds,
  deploymentCondition,
  isComplete,
  judgeProgress,
  msUntilDeadline,
} from './progress.ts'
import { allSets, type Rollout, totalReplicas } from './rollout.ts'

/** Writes the status during a rollout, with its progress; asks to come back when the deadline would pass. */
export function reportRollout(rollout: Rollout): Result {
  const status = statusOf(rollout)
  const judged = { ...status, conditions: withReplicaFailure(rollout, judgeProgress(rollout, status)) }
  const written = rollout.world.api.updateStatus(rollout.deployment, judged)
  if (written !== rollout.deployment) return settled
  return untilDeadline(rollout)
}

/** Writes the status without judging progress: while paused, scaling or being deleted. */
export function reportStatus(rollout: Rollout): void {
  rollout.world.api.updateStatus(rollout.deployment, statusOf(rollout))
}

/** Counts come from the ReplicaSets' status, as they were read before this pass changed any. */
function statusOf(rollout: Rollout): Json {
  const { deployment, replicas, bounds } = rollout
  const sets = allSets(rollout)
  const available = total(sets, 'availableReplicas')
  const isMet = available >= replicas - bounds.maxUnavailable
  const condition = isMet
    ? deploymentCondition(
        rollout,
        'Available',
        'True',
        'MinimumReplicasAvailable',
        'Deployment has minimum availability.',
      )
    : deploymentCondition(
        rollout,
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
      )
  return {
    observedGeneration: deployment.metadata.generation,
    ...nonZero('replicas', total(sets, 'replicas')),
    ...nonZero('updatedReplicas', rollout.newSet?.status?.replicas ?? 0),
    ...nonZero('readyReplicas', total(sets, 'readyReplicas')),
    ...nonZero('availableReplicas', available),
    ...nonZero('unavailableReplicas', Math.max(0, totalReplicas(sets) - available)),
    terminatingReplicas: total(sets, 'terminatingReplicas'),
    conditions: withCondition(deployment.status?.conditions ?? [], condition),
    ...nonZero('collisionCount', deployment.status?.collisionCount ?? 0),
  }
}

function total(sets: readonly KubeObject[], field: string): number {
  return sets.reduce((sum, set) => sum + (set.status?.[field] ?? 0), 0)
}

/** The API leaves these fields out at zero. */
function nonZero(field: string, count: number): Record<string, number> {
  return count === 0 ? {} : { [field]: count }
}

/** A ReplicaSet that cannot create its pods makes the Deployment say so; the new set's failure is told first. */
function withReplicaFailure(rollout: Rollout, conditions: readonly Condition[]): readonly Condition[] {
  const sets = rollout.newSet === undefined ? rollout.oldSets : [rollout.newSet, ...rollout.oldSets]
  for (const set of sets) {
    const failure = findCondition(set.status?.conditions, 'ReplicaFailure')
    if (failure === undefined) continue
    return withCondition(conditions, { ...failure, lastUpdateTime: failure.lastTransitionTime })
  }
  return withoutCondition(conditions, 'ReplicaFailure')
}

function untilDeadline(rollout: Rollout): Result {
  const { deployment, world } = rollout
  const current = findCondition(deployment.status?.conditions, 'Progressing')
  if (current === undefined || deadlineSeconds(deployment) === undefined) return settled
  if (isComplete(deployment, deployment.status) || current.reason === 'ProgressDeadlineExceeded')
    return settled
  // It was complete once: a pod that is replaced has no deadline, and time alone changes nothing.
  if (current.reason === 'NewReplicaSetAvailable') return settled
  const left = msUntilDeadline(deployment, current, world.now())
  if (left === undefined) return settled
  // A second more than needed, as upstream adds it; close to the deadline it asks again at once.
  return { requeueAfterMs: left < 1000 ? left + 1 : left + 1000 }
}

import { type Condition, findCondition, type Json, type KubeObject } from '@seaworthy/kube'
import { parseTimestamp } from '../../timestamp.ts'
import { withCondition, withoutCondition } from '../workload-condition.ts'
import { REVISION } from './revision.ts'
import { type Rollout, replicasOf } from './rollout.ts'

/** A deadline of the largest int32 is none. */
const NO_DEADLINE = 2_147_483_647

export function deadlineSeconds(deployment: KubeObject): number | undefined {
  const seconds: number | undefined = deployment.spec.progressDeadlineSeconds
  return seconds === undefined || seconds === NO_DEADLINE ? undefined : seconds
}

export function deploymentCondition(
  rollout: Rollout,
  type: string,
  status: Condition['status'],
  reason: string,
  message: string,
): Condition {
  const now = rollout.world.timestamp()
  return { type, status, lastUpdateTime: now, lastTransitionTime: now, reason, message }
}

/** What is written before the end of a pass. */
export interface EarlyWrite {
  /** Annotation `deployment.kubernetes.io/revision`. */
  readonly revision?: string
  /** The Progressing condition; a Deployment without a deadline has none. */
  readonly progressing?: Pick<Condition, 'status' | 'reason' | 'message'>
}

/**
 * Writes before the end of a pass, which goes on with the Deployment as it was read: its report then is a conflict, as it is
 * upstream, and what else the pass did is told by the next one. Until that comes, other controllers may have gone on.
 */
export function writeEarly(rollout: Rollout, { revision, progressing }: EarlyWrite): void {
  const { world } = rollout
  let { deployment } = rollout
  const { annotations } = deployment.metadata
  if (revision !== undefined && annotations?.[REVISION] !== revision) {
    deployment = world.api.updateMetadata(deployment, {
      annotations: { ...annotations, [REVISION]: revision },
    })
  }
  if (progressing === undefined || deadlineSeconds(deployment) === undefined) return
  const now = world.timestamp()
  const condition = { type: 'Progressing', lastUpdateTime: now, lastTransitionTime: now, ...progressing }
  const conditions = withCondition(deployment.status?.conditions ?? [], condition)
  world.api.updateStatus(deployment, { ...deployment.status, conditions })
}

/** All its pods are of the new template, available, and none is left of an old one. */
export function isComplete(deployment: KubeObject, status: Json): boolean {
  const replicas = replicasOf(deployment)
  return (
    (status.updatedReplicas ?? 0) === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.availableReplicas ?? 0) === replicas &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  )
}

/** The Progressing condition after this pass (`syncRolloutStatus`, k8s.io/kubernetes pkg/controller/deployment/progress.go). */
export function judgeProgress(rollout: Rollout, next: Json): readonly Condition[] {
  const conditions: readonly Condition[] = next.conditions
  const { deployment } = rollout
  if (deadlineSeconds(deployment) === undefined) return withoutCondition(conditions, 'Progressing')
  const current = findCondition(deployment.status?.conditions, 'Progressing')
  const wasComplete =
    (next.replicas ?? 0) === (next.updatedReplicas ?? 0) && current?.reason === 'NewReplicaSetAvailable'
  if (wasComplete) return conditions
  if (isComplete(deployment, next)) {
    const message = `${subject(rollout)} has successfully progressed.`
    return withCondition(conditions, progressing(rollout, 'True', 'NewReplicaSetAvailable', message))
  }
  if (hasProgressed(deployment.status ?? {}, next)) return renewed(rollout, conditions, current)
  if (!isTimedOut(rollout, current)) return conditions
  const message = `${subject(rollout)} has timed out progressing.`
  return withCondition(conditions, progressing(rollout, 'False', 'ProgressDeadlineExceeded', message))
}

/** Any step forward starts the clock again, also when the reason stays what it was. */
function renewed(
  rollout: Rollout,
  conditions: readonly Condition[],
  current: Condition | undefined,
): readonly Condition[] {
  const condition = progressing(rollout, 'True', 'ReplicaSetUpdated', `${subject(rollout)} is progressing.`)
  const { lastTransitionTime } = current?.status === 'True' ? current : condition
  const others = withoutCondition(conditions, 'Progressing')
  return [...others, lastTransitionTime === undefined ? condition : { ...condition, lastTransitionTime }]
}

function hasProgressed(before: Json, next: Json): boolean {
  const old = (status: Json) => (status.replicas ?? 0) - (status.updatedReplicas ?? 0)
  return (
    (next.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(next) < old(before) ||
    (next.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (next.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  )
}

function isTimedOut(rollout: Rollout, current: Condition | undefined): boolean {
  if (current === undefined || current.reason === 'NewReplicaSetAvailable') return false
  if (current.reason === 'ProgressDeadlineExceeded') return true
  const left = msUntilDeadline(rollout.deployment, current, rollout.world.now())
  return left !== undefined && left < 0
}

/** Counted from the last progress; negative when it has passed. */
export function msUntilDeadline(
  deployment: KubeObject,
  current: Condition,
  nowMs: number,
): number | undefined {
  const seconds = deadlineSeconds(deployment)
  if (seconds === undefined) return undefined
  return parseTimestamp(String(current.lastUpdateTime)) + seconds * 1000 - nowMs
}

function progressing(
  rollout: Rollout,
  status: Condition['status'],
  reason: string,
  message: string,
): Condition {
  return deploymentCondition(rollout, 'Progressing', status, reason, message)
}

function subject(rollout: Rollout): string {
  return rollout.newSet === undefined
    ? `Deployment "${rollout.deployment.metadata.name}"`
    : `ReplicaSet "${rollout.newSet.metadata.name}"`
}

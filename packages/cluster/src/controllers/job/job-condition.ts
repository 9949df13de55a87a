import { type Condition, findCondition, isConditionTrue, type KubeObject } from '@seaworthy/kube'
import type { World } from '../../actor.ts'

export function isFinished(job: KubeObject): boolean {
  const conditions = job.status?.conditions
  return isConditionTrue(conditions, 'Complete') || isConditionTrue(conditions, 'Failed')
}

export function jobCondition(
  world: World<unknown>,
  type: string,
  status: Condition['status'],
  reason: string,
  message: string,
): Condition {
  const now = world.timestamp()
  return { type, status, lastProbeTime: now, lastTransitionTime: now, reason, message }
}

/** Sets a condition in its place; one that was never there is not put in as False, and the same list means no change. */
export function ensureCondition(conditions: readonly Condition[], wanted: Condition): readonly Condition[] {
  const before = findCondition(conditions, wanted.type)
  if (before === undefined) return wanted.status === 'False' ? conditions : [...conditions, wanted]
  const isSame =
    before.status === wanted.status && before.reason === wanted.reason && before.message === wanted.message
  return isSame ? conditions : conditions.map((each) => (each === before ? wanted : each))
}

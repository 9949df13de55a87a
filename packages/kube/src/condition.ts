/** One entry of `status.conditions`. Some kinds add `lastUpdateTime`, `lastProbeTime` or `observedGeneration`. */
export interface Condition {
  readonly type: string
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason?: string
  readonly message?: string
  readonly lastTransitionTime?: string
  readonly [field: string]: unknown
}

export function findCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find((condition) => condition.type === type)
}

export function isConditionTrue(conditions: readonly Condition[] | undefined, type: string): boolean {
  return findCondition(conditions, type)?.status === 'True'
}

/**
 * The list with one condition set: in its place when it was there, else at the end. `lastTransitionTime` is `now`
 * (RFC 3339) only when the status changes; otherwise the time of the old entry stays.
 */
export function setCondition(
  conditions: readonly Condition[] | undefined,
  wanted: Condition,
  now: string,
): readonly Condition[] {
  const before = findCondition(conditions, wanted.type)
  const keepsTime = before !== undefined && before.status === wanted.status
  const lastTransitionTime = keepsTime ? (before.lastTransitionTime ?? now) : now
  const condition: Condition = { ...wanted, lastTransitionTime }
  if (before === undefined) return [...(conditions ?? []), condition]
  return (conditions ?? []).map((each) => (each === before ? condition : each))
}

export function removeCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
): readonly Condition[] {
  return (conditions ?? []).filter((condition) => condition.type !== type)
}

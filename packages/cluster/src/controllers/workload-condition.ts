import { type Condition, findCondition } from '@seaworthy/kube'

/**
 * Sets a condition as the apps controllers do: one of the same status and reason stays as it is, message included; a
 * changed one moves to the end and keeps its transition time unless its status changes.
 */
export function withCondition(conditions: readonly Condition[], wanted: Condition): readonly Condition[] {
  const before = findCondition(conditions, wanted.type)
  if (before === undefined) return [...conditions, wanted]
  if (before.status === wanted.status && before.reason === wanted.reason) return conditions
  const { lastTransitionTime } = before.status === wanted.status ? before : wanted
  const condition = lastTransitionTime === undefined ? wanted : { ...wanted, lastTransitionTime }
  return [...conditions.filter((each) => each !== before), condition]
}

export function withoutCondition(conditions: readonly Condition[], type: string): readonly Condition[] {
  return findCondition(conditions, type) === undefined
    ? conditions
    : conditions.filter((each) => each.type !== type)
}

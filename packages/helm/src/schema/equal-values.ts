import { compareExact, exactNumber } from './exact-number.ts'
import { isInstanceMap } from './instance.ts'

/** Whether two JSON values are the same; numbers are compared by what they mean. */
export function areEqual(a: unknown, b: unknown): boolean {
  if (isInstanceMap(a)) {
    if (!isInstanceMap(b) || a.size !== b.size) return false
    return [...a].every(([key, value]) => b.has(key) && areEqual(value, b.get(key)))
  }
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => areEqual(item, b[index]))
  }
  if (a === null || typeof a === 'boolean' || typeof a === 'string') return a === b
  const [left, right] = [exactNumber(a), exactNumber(b)]
  return left !== undefined && right !== undefined && compareExact(left, right) === 0
}

/** The first two places of a list with equal items. */
export function equalItems(items: readonly unknown[]): readonly [number, number] | undefined {
  const seen = new Map<string, number[]>()
  for (const [index, item] of items.entries()) {
    const key = bucket(item)
    const before = seen.get(key) ?? []
    const same = before.find((at) => areEqual(item, items[at]))
    if (same !== undefined) return [same, index]
    seen.set(key, [...before, index])
  }
  return undefined
}

/** Equal values have equal texts here; few others do. */
function bucket(value: unknown): string {
  if (isInstanceMap(value))
    return `{${[...value]
      .map(([key, item]) => JSON.stringify(key) + bucket(item))
      .sort()
      .join()}}`
  if (Array.isArray(value)) return `[${value.map(bucket).join()}]`
  const number = exactNumber(value)
  return number === undefined ? JSON.stringify(value) : String(number.nearest)
}

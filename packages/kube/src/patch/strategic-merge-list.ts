import type { Json } from '../object.ts'
import { StatusError } from '../status-error.ts'
import { goText } from './go-text.ts'
import { isJsonObject, type JsonObject } from './json-value.ts'

export type MergeItem = (item: JsonObject, change: JsonObject) => JsonObject

export function isBothLists(a: Json, b: Json): boolean {
  return Array.isArray(a) && Array.isArray(b)
}

/**
 * Two lists as one: items with the same key are merged, new ones are added, `$patch: delete` takes away and
 * `$patch: replace` empties the target first. Lists of scalars become their union. Items of the patch keep the patch's
 * order and come before an item of the target whose place is not known to be earlier.
 */
export function mergeList(
  target: readonly Json[],
  patch: readonly Json[],
  mergeKey: string | undefined,
  mergeItem: MergeItem,
): readonly Json[] {
  if (![...target, ...patch].some(isJsonObject))
    return interleave([...new Set([...target, ...patch])], patch, target)
  if (mergeKey === undefined) throw new StatusError('InternalError', 'cannot merge lists without merge key')
  const plain = patch.filter((item) => !('$patch' in item))
  if (patch.some((item) => item.$patch === 'replace')) return plain
  const deleted = patch.filter((item) => '$patch' in item).map((item) => deletedKey(item, mergeKey))
  const merged = target.filter((item) => !deleted.includes(keyOf(item, mergeKey)))
  for (const change of plain) {
    const key = keyOf(change, mergeKey)
    const at = merged.findIndex((item) => item[mergeKey] === key)
    if (at === -1) merged.push(change)
    else merged[at] = mergeItem(merged[at], change)
  }
  return interleave(merged, plain, target, mergeKey)
}

/** The list without the given scalars. */
export function removeFromList(list: Json, unwanted: Json): Json {
  if (!Array.isArray(list) || !Array.isArray(unwanted)) {
    throw new StatusError('InternalError', 'invalid patch format of primitive list')
  }
  return list.filter((item) => !unwanted.includes(item))
}

/** The list in the order that `$setElementOrder` gives; items it does not name keep their place among the others. */
export function orderList(
  list: Json,
  order: Json,
  before: readonly Json[],
  mergeKey: string | undefined,
): Json {
  if (!Array.isArray(list) || !Array.isArray(order)) {
    throw new StatusError('InternalError', 'invalid patch format of setElementOrder list')
  }
  return interleave(list, order, before, mergeKey)
}

/**
 * Items that `order` names, in its order, and the others in that of `before`. One of the others comes first only when
 * `before` had both and had it first.
 */
function interleave(
  items: readonly Json[],
  order: readonly Json[],
  before: readonly Json[],
  mergeKey?: string,
): readonly Json[] {
  const identity = (item: Json) => (mergeKey === undefined ? item : item[mergeKey])
  const places = (list: readonly Json[]) => new Map(list.map((item, at) => [identity(item), at]))
  const [wanted, known] = [places(order), places(before)]
  const rank = (map: Map<Json, number>, item: Json) => map.get(identity(item)) ?? -1
  const named = items
    .filter((item) => wanted.has(identity(item)))
    .sort((a, b) => rank(wanted, a) - rank(wanted, b))
  const others = items
    .filter((item) => !wanted.has(identity(item)))
    .sort((a, b) => rank(known, a) - rank(known, b))
  const result: Json[] = []
  while (named.length > 0 || others.length > 0) {
    const goesFirst =
      named.length === 0 ||
      (others.length > 0 &&
        rank(known, named[0]) !== -1 &&
        rank(known, others[0]) !== -1 &&
        rank(known, others[0]) < rank(known, named[0]))
    result.push(goesFirst ? others.shift() : named.shift())
  }
  return result
}

function deletedKey(item: JsonObject, mergeKey: string): Json {
  if (item['$patch'] === 'delete') return keyOf(item, mergeKey)
  const reason =
    item['$patch'] === 'merge'
      ? 'merging lists cannot yet be specified in the patch'
      : `unknown patch type: ${String(item['$patch'])} in map: ${goText(item)}`
  throw new StatusError('InternalError', reason)
}

function keyOf(item: Json, mergeKey: string): Json {
  if (isJsonObject(item) && mergeKey in item) return item[mergeKey]
  throw new StatusError(
    'InternalError',
    `map: ${goText(item)} does not contain declared merge key: ${mergeKey}`,
  )
}

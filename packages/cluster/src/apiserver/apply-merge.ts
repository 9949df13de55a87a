import type { Json, Schema } from '@seaworthy/kube'
import { childrenOf, type FieldSet, isEmptySet, isWhole, stepOfItem } from './field-set.ts'
import { fieldSchemaOf, itemSchemaOf } from '@seaworthy/kube'

/**
 * The live value with an applied configuration laid over it (structured-merge-diff, `typed.Merge`): objects field by
 * field, keyed lists item by item in the order applied, with items of others after; everything else is taken whole.
 */
export function mergeApplied(live: Json, applied: Json, schema: Schema): Json {
  if (live === undefined || live === applied || isWhole(applied, schema) || isWhole(live, schema))
    return applied
  if (Array.isArray(applied)) return Array.isArray(live) ? mergeList(live, applied, schema) : applied
  if (Array.isArray(live)) return applied
  let merged = live
  for (const name in applied) {
    const field = mergeApplied(live[name], applied[name], fieldSchemaOf(schema, name) ?? undescribed)
    if (field === live[name]) continue
    if (merged === live) merged = { ...live }
    merged[name] = field
  }
  return merged
}

const undescribed: Schema = { type: 'object', preserve: true }

/**
 * Applied items in their order; an item of the live list that is not applied keeps its place before the shared item
 * that followed it (`mergeListItems` of structured-merge-diff).
 */
function mergeList(live: readonly Json[], applied: readonly Json[], schema: Schema): Json {
  const items = itemSchemaOf(schema)
  const left = live.map((item) => stepOfItem(item, schema))
  const right = applied.map((item) => stepOfItem(item, schema))
  const liveAt = new Map(left.map((step, at) => [step, at]))
  const wanted = new Set(right)
  const shared = right.filter((step) => liveAt.has(step))
  const merged: Json[] = []
  let [l, r, s] = [0, 0, 0]
  while (l < left.length || r < right.length) {
    const [mine, theirs] = [left[l], right[r]]
    if (mine !== undefined && !wanted.has(mine)) merged.push(live[l++])
    else if (mine !== undefined && mine !== theirs && (theirs === undefined || mine !== shared[s])) l++
    else if (theirs !== undefined) {
      const at = liveAt.get(theirs)
      merged.push(mergeApplied(at === undefined ? undefined : live[at], applied[r++], items))
      if (theirs === shared[s]) s++
      if (mine === theirs) l++
    }
  }
  // Nothing new: the very same list, so that comparing it costs nothing.
  return merged.length === live.length && merged.every((item, at) => item === live[at]) ? live : merged
}

/**
 * The value without what a manager owned and nobody owns any more. A field whose owner let go of everything in it goes
 * whole, with the defaults beside it, and a list item whose owner let go of it goes whatever others put into it
 * (`prune`, structured-merge-diff/merge/update.go).
 */
export function prune(value: Json, last: FieldSet, managed: FieldSet, schema: Schema): Json {
  if (isEmptySet(last) || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return pruneItems(value, last, managed, schema)
  let rest = value
  for (const { step, value: child, schema: described } of childrenOf(value, schema)) {
    const inner = last[step]
    if (inner === undefined) continue
    const kept = managed[step]
    const after =
      kept === undefined ? undefined : isEmptySet(kept) ? child : prune(child, inner, kept, described)
    if (after === child) continue
    if (rest === value) rest = { ...value }
    if (after === undefined || isEmptied(after)) delete rest[step.slice(2)]
    else rest[step.slice(2)] = after
  }
  return rest
}

function pruneItems(items: readonly Json[], last: FieldSet, managed: FieldSet, schema: Schema): Json {
  const described = itemSchemaOf(schema)
  const rest = items.flatMap((item) => {
    const step = stepOfItem(item, schema)
    const [inner, kept] = [last[step], managed[step]]
    if (inner === undefined) return [item]
    const isOwned = kept !== undefined && (isEmptySet(kept) || kept['.'] !== undefined)
    if (!isOwned && (isEmptySet(inner) || inner['.'] !== undefined)) return []
    return [kept === undefined ? item : prune(item, inner, kept, described)]
  })
  return rest.length === items.length && rest.every((item, at) => item === items[at]) ? items : rest
}

function isEmptied(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

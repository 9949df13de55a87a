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

/** The applied items in their order; an item of the live list that is not applied stays after the one it stood behind. */
function mergeList(live: readonly Json[], applied: readonly Json[], schema: Schema): Json {
  const items = itemSchemaOf(schema)
  const before = new Map(live.map((item) => [stepOfItem(item, schema), item]))
  const wanted = new Set(applied.map((item) => stepOfItem(item, schema)))
  const merged = applied.map((item) => mergeApplied(before.get(stepOfItem(item, schema)), item, items))
  const others = live.filter((item) => !wanted.has(stepOfItem(item, schema)))
  const all = [...merged, ...others]
  // Nothing new: the very same list, so that comparing it costs nothing.
  return all.length === live.length && all.every((item, at) => item === live[at]) ? live : all
}

/** The value without the fields of a set; a list or object that it emptied goes too. */
export function removeFields(value: Json, set: FieldSet, schema: Schema): Json {
  if (isEmptySet(set) || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return removeItems(value, set, schema)
  const rest = { ...value }
  for (const { step, value: child, schema: described } of childrenOf(value, schema)) {
    const inner = set[step]
    if (inner === undefined) continue
    const name = step.slice(2)
    if (isEmptySet(inner)) delete rest[name]
    else {
      rest[name] = removeFields(child, inner, described)
      if (isEmptied(child, rest[name])) delete rest[name]
    }
  }
  return rest
}

function removeItems(value: readonly Json[], set: FieldSet, schema: Schema): Json {
  const items = itemSchemaOf(schema)
  return value.flatMap((item) => {
    const inner = set[stepOfItem(item, schema)]
    if (inner === undefined) return [item]
    // The item itself was owned: it goes, whatever else is in it.
    return isEmptySet(inner) || inner['.'] !== undefined ? [] : [removeFields(item, inner, items)]
  })
}

function isEmptied(before: Json, after: Json): boolean {
  return Object.keys(before).length > 0 && Object.keys(after).length === 0
}

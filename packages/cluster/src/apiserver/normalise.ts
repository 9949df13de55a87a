import {
  fieldSchemaOf,
  formatQuantity,
  isQuantity,
  itemSchemaOf,
  type Json,
  parseQuantity,
  type Schema,
} from '@seaworthy/kube'

/** Values met before; a schema belongs to built-in kinds or to custom ones, so it says whether empties go. */
const known = new WeakMap<object, { schema: Schema; normal: Json }>()

/**
 * A value as the server would give it back: without nulls, with quantities in their canonical form. Of built-in kinds
 * empty lists and maps are left out too (`omitempty` of their Go types).
 */
export function normalise(value: Json, schema: Schema, dropsEmpty: boolean): Json {
  if (schema.type === 'quantity') return isQuantity(value) ? formatQuantity(parseQuantity(value)) : value
  if (typeof value !== 'object' || value === null) return value
  const before = known.get(value)
  if (before !== undefined && before.schema === schema) return before.normal
  const normal = Array.isArray(value)
    ? normaliseList(value, itemSchemaOf(schema), dropsEmpty)
    : normaliseObject(value, schema, dropsEmpty)
  known.set(value, { schema, normal })
  return normal
}

function normaliseObject(value: Json, schema: Schema, dropsEmpty: boolean): Json {
  let next = value
  for (const name in value) {
    const before = value[name]
    const after = normaliseField(before, fieldSchemaOf(schema, name), dropsEmpty)
    if (after === before) continue
    if (next === value) next = { ...value }
    if (after === undefined) delete next[name]
    else next[name] = after
  }
  return next
}

function normaliseField(value: Json, schema: Schema | undefined, dropsEmpty: boolean): Json {
  if (value === null) return undefined
  if (schema === undefined) return value
  const next = normalise(value, schema, dropsEmpty)
  const isCollection = dropsEmpty && (schema.type === 'list' || schema.type === 'map')
  return isCollection && Object.keys(next).length === 0 ? undefined : next
}

function normaliseList(items: readonly Json[], schema: Schema, dropsEmpty: boolean): Json {
  let next: Json[] | undefined
  for (let at = 0; at < items.length; at++) {
    // Go decodes a null among structs as an empty one; only built-in kinds are decoded so.
    const isEmptyStruct = items[at] === null && dropsEmpty && schema.type === 'object'
    const after = isEmptyStruct ? {} : normalise(items[at], schema, dropsEmpty)
    if (after === items[at]) continue
    next ??= items.slice()
    next[at] = after
  }
  return next ?? items
}

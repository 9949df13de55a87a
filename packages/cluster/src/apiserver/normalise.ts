import {
  fieldSchemaOf,
  formatQuantity,
  isQuantity,
  itemSchemaOf,
  type Json,
  parseQuantity,
  type Schema,
} from '@seaworthy/kube'

/** A value as the server would give it back: without nulls, with quantities in their canonical form. */
export function normalise(value: Json, schema: Schema): Json {
  if (schema.type === 'quantity') return isQuantity(value) ? formatQuantity(parseQuantity(value)) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return normaliseList(value, itemSchemaOf(schema))
  let next = value
  for (const name in value) {
    const before = value[name]
    const described = fieldSchemaOf(schema, name)
    const after =
      before === null ? undefined : described === undefined ? before : normalise(before, described)
    if (after === before) continue
    if (next === value) next = { ...value }
    if (after === undefined) delete next[name]
    else next[name] = after
  }
  return next
}

function normaliseList(items: readonly Json[], schema: Schema): Json {
  let next: Json[] | undefined
  for (let at = 0; at < items.length; at++) {
    const after = normalise(items[at], schema)
    if (after === items[at]) continue
    next ??= items.slice()
    next[at] = after
  }
  return next ?? items
}

import type { FieldPath } from '../rendered.ts'

/** A field that holds no others: a scalar, null, an empty map or an empty list. */
export interface Leaf {
  readonly path: FieldPath
  readonly value: unknown
}

/** All leaves of a value, in its order. */
export function leavesOf(value: unknown, path: FieldPath = []): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value)
  if (entries.length === 0) return [{ path, value }]
  return entries.flatMap(([step, item]) => leavesOf(item, [...path, step]))
}

/** What stands at a path of a value; undefined where nothing does. */
export function fieldAt(value: unknown, path: FieldPath): unknown {
  let found: unknown = value
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined
    found = (found as Readonly<Record<string | number, unknown>>)[step]
  }
  return found
}

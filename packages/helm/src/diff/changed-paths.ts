import type { FieldPath } from '../rendered.ts'
import { alignItems, reorderedNames } from './align-items.ts'

/** A part of an object that differs. Paths differ between the sides where items of lists moved. */
export interface ChangedPath {
  /** Undefined where the old side has no such field. */
  readonly before?: { readonly path: FieldPath; readonly value: unknown }
  readonly after?: { readonly path: FieldPath; readonly value: unknown }
}

/**
 * The smallest parts in which two values differ. Items of lists belong together by their `name`, else by being alike, else
 * by their place; where named items come in another order, the names in both orders are one change. A map or list that only one
 * side has is one change.
 */
export function changedPaths(
  before: unknown,
  after: unknown,
  beforePath: FieldPath = [],
  afterPath: FieldPath = [],
): ChangedPath[] {
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap((key) => {
      const sides = [Object.hasOwn(before, key), Object.hasOwn(after, key)]
      const [old, now] = [
        { path: [...beforePath, key], value: before[key] },
        { path: [...afterPath, key], value: after[key] },
      ]
      if (sides[0] && sides[1]) return changedPaths(old.value, now.value, old.path, now.path)
      return [sides[0] ? { before: old } : { after: now }]
    })
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return changedItems(before, after, beforePath, afterPath)
  }
  if (Object.is(before, after)) return []
  return [{ before: { path: beforePath, value: before }, after: { path: afterPath, value: after } }]
}

function changedItems(
  before: readonly unknown[],
  after: readonly unknown[],
  beforePath: FieldPath,
  afterPath: FieldPath,
): ChangedPath[] {
  const items = alignItems(before, after).flatMap(([from, to]) => {
    const old = from === undefined ? undefined : { path: [...beforePath, from], value: before[from] }
    const now = to === undefined ? undefined : { path: [...afterPath, to], value: after[to] }
    if (old !== undefined && now !== undefined) return changedPaths(old.value, now.value, old.path, now.path)
    return [{ ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) }]
  })
  const order = reorderedNames(before, after)
  if (order === undefined) return items
  return [
    ...items,
    { before: { path: beforePath, value: order[0] }, after: { path: afterPath, value: order[1] } },
  ]
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

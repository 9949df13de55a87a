import type { GoValue } from '@seaworthy/gotemplate'
import type { Table } from '../chart/chart.ts'

export function isTable(value: GoValue | undefined): value is Table {
  return value instanceof Map
}

/** A copy that shares nothing that can be changed. */
export function deepCopy(value: GoValue): GoValue {
  if (isTable(value)) return copyTable(value)
  return Array.isArray(value) ? value.map((item) => deepCopy(item as GoValue)) : value
}

export function copyTable(table: ReadonlyMap<string, GoValue>): Table {
  return new Map([...table].map(([key, value]) => [key, deepCopy(value)]))
}

/** Maps are merged, everything else is replaced by the later one, null included (loader.MergeMaps). */
export function mergeMaps(a: ReadonlyMap<string, GoValue>, b: ReadonlyMap<string, GoValue>): Table {
  const merged: Table = new Map(a)
  for (const [key, value] of b) {
    const before = merged.get(key)
    merged.set(key, isTable(value) && isTable(before) ? mergeMaps(before, value) : value)
  }
  return merged
}

/** The table at a dotted path, or undefined when a step is missing or no table. */
export function tableAt(values: Table, path: string): Table | undefined {
  let table: Table = values
  for (const step of path.split('.')) {
    const next = table.get(step)
    if (!isTable(next)) return undefined
    table = next
  }
  return table
}

/** The first step of a dotted path at which there is no table. */
export function firstMissing(values: Table, path: string): string {
  const steps = path.split('.')
  const missing = steps.findIndex(
    (_step, index) => tableAt(values, steps.slice(0, index + 1).join('.')) === undefined,
  )
  return steps[missing] ?? path
}

/** The value at a dotted path that is no table, or undefined (null is a value). */
export function scalarAt(values: Table, path: string): GoValue | undefined {
  const cut = path.lastIndexOf('.')
  const table = cut === -1 ? values : tableAt(values, path.slice(0, cut))
  const value = table?.get(path.slice(cut + 1))
  return isTable(value) ? undefined : value
}

/** Values as plain objects, for JSON and for people; a field called `__proto__` stays a field. */
export function plainOf(value: GoValue): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plainOf(item)]))
  if (Array.isArray(value)) return value.map((item) => plainOf(item as GoValue))
  if (typeof value === 'bigint') return Number(value)
  if (value !== null && typeof value === 'object' && 'value' in value) return Number(value.value)
  return value
}

/** Plain objects as values: the other way round. */
export function tableOfPlain(values: Readonly<Record<string, unknown>>): Table {
  return new Map(Object.entries(values).map(([key, value]) => [key, goValueOf(value)]))
}

function goValueOf(value: unknown): GoValue {
  if (Array.isArray(value)) return value.map(goValueOf)
  if (value === undefined) return null
  if (typeof value === 'object' && value !== null && !(value instanceof Map)) {
    return tableOfPlain(value as Record<string, unknown>)
  }
  return value as GoValue
}

/** An object of a cluster as client-go decodes it: whole numbers are int64 there, and not float64 as in values. */
export function tableOfObject(object: Readonly<Record<string, unknown>>): Table {
  return new Map(Object.entries(object).map(([key, value]) => [key, objectValueOf(value)]))
}

function objectValueOf(value: unknown): GoValue {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  if (Array.isArray(value)) return value.map(objectValueOf)
  if (typeof value !== 'object' || value === null) return (value ?? null) as GoValue
  return tableOfObject(value as Record<string, unknown>)
}

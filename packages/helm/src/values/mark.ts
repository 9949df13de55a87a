import { GoStruct, type GoValue } from '@seaworthy/gotemplate'
import type { Table } from '../chart/chart.ts'
import type { SetLayer } from './set-layer.ts'
import { isTable } from './table.ts'

/** A way into the values: `['web', 'hosts', 0]`. */
export type ValuePath = readonly (string | number)[]

/**
 * Stands for a value that is no table, no list and not null, and knows who set it. Merging and coalescing look only at
 * tables, lists and null: marks take the same ways through them as the values do for which they stand, with all quirks
 * of the Helm version, so what arrives tells exactly where a value came from.
 */
export class Mark extends GoStruct {
  override readonly typeName = 'mark'
  readonly layer: SetLayer
  /** The path in that layer, as written there. */
  readonly path: ValuePath
  readonly value: GoValue
  private readonly from: ValuePath | string

  /** `from` is what must be taken out of the layer to unset it: a path, or the name of a part of a flag. */
  constructor(layer: SetLayer, path: ValuePath, from: ValuePath | string, value: GoValue) {
    super()
    this.layer = layer
    this.path = path
    this.from = from
    this.value = value
  }

  /** What must be taken out of the layer to unset it: its own path, the list that holds it, or a part of a flag. */
  get unit(): string {
    return typeof this.from === 'string' ? this.from : unitOf(this.from)
  }

  override field(): undefined {
    return undefined
  }
}

/** Settings that are left out, by layer: what would be if they were not there. */
export type LeftOut = ReadonlyMap<SetLayer, ReadonlySet<string>>

export const nothingLeftOut: LeftOut = new Map()

export function leavingOut(before: LeftOut, layer: SetLayer, unit: string): LeftOut {
  return new Map(before).set(layer, new Set([...(before.get(layer) ?? []), unit]))
}

/** A copy of a layer's values in which marks stand for them, without the settings that are left out. */
export function markTable(values: ReadonlyMap<string, GoValue>, layer: SetLayer, leftOut: LeftOut): Table {
  const without = leftOut.get(layer)
  const mark = (value: GoValue, path: ValuePath, list: ValuePath | undefined): GoValue => {
    if (isTable(value)) return table(value, path, list)
    if (Array.isArray(value)) {
      return value.map((item, index) => mark(item as GoValue, [...path, index], list ?? path))
    }
    return value === null ? null : new Mark(layer, path, list ?? path, value)
  }
  const isKept = (value: GoValue, path: ValuePath) => isTable(value) || without?.has(unitOf(path)) !== true
  const table = (from: ReadonlyMap<string, GoValue>, path: ValuePath, list: ValuePath | undefined): Table => {
    const into: Table = new Map()
    for (const [key, value] of from) {
      const inside = [...path, key]
      if (without === undefined || list !== undefined || isKept(value, inside))
        into.set(key, mark(value, inside, list))
    }
    return into
  }
  return table(values, [], undefined)
}

/** Marks what a flag has set, which is all that has no mark yet. */
export function markUnmarked(values: Table, mark: (path: ValuePath, value: GoValue) => Mark): void {
  const visit = (value: GoValue, path: ValuePath): GoValue => {
    if (isTable(value)) {
      for (const [key, item] of value) value.set(key, visit(item, [...path, key]))
      return value
    }
    if (Array.isArray(value)) return value.map((item, index) => visit(item as GoValue, [...path, index]))
    return value === null || value instanceof Mark ? value : mark(path, value)
  }
  visit(values, [])
}

export function unitOf(path: ValuePath): string {
  return JSON.stringify(path)
}

/** A setting to null: it may delete what another layer sets. */
export interface NullSetting {
  readonly layer: SetLayer
  readonly path: ValuePath
  readonly unit: string
}

/** The nulls in tables; those in lists delete nothing. */
export function nullsOf(values: ReadonlyMap<string, GoValue>, layer: SetLayer): NullSetting[] {
  const found: NullSetting[] = []
  const visit = (table: ReadonlyMap<string, GoValue>, path: ValuePath) => {
    for (const [key, value] of table) {
      const inside = [...path, key]
      if (value === null) found.push({ layer, path: inside, unit: unitOf(inside) })
      else if (isTable(value)) visit(value, inside)
    }
  }
  visit(values, [])
  return found
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(values: GoValue | undefined, path: ValuePath): GoValue | undefined {
  let value = values
  for (const step of path) {
    if (isTable(value)) value = value.get(String(step))
    else if (Array.isArray(value)) value = value[Number(step)] as GoValue | undefined
    else return undefined
    if (value === undefined) return undefined
  }
  return value
}

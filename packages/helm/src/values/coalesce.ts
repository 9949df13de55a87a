import { failure } from '@seaworthy/diagnostics'
import { type GoValue, sprintf } from '@seaworthy/gotemplate'
import type { Table } from '../chart/chart.ts'
import { logLine } from '../log-line.ts'
import type { HelmVersion } from '../version.ts'
import { copyTable, isTable } from './table.ts'

/** What coalescing needs to know of a chart. */
export interface ChartDefaults {
  readonly name: string
  readonly values: ReadonlyMap<string, GoValue>
  readonly dependencies: readonly ChartDefaults[]
}

/**
 * Fills the gaps of given values with the defaults of a chart and its subcharts, and hands globals down: the rules of
 * Helm's coalesce.go, step by step, because their quirks with null are what charts meet. `merge` keeps nulls that
 * delete, for steps after which coalescing happens again. Helm 4.2 drops nulls that are chart defaults; 3.21 does not.
 */
export class Coalescer {
  private readonly version: HelmVersion
  private readonly log: string[]
  private readonly dropsDefaultNulls: boolean

  /** `log` receives what Helm says on standard error. */
  constructor(version: HelmVersion, log: string[]) {
    this.version = version
    this.log = log
    this.dropsDefaultNulls = version === '4.2'
  }

  coalesce(chart: ChartDefaults, given: ReadonlyMap<string, GoValue>): Table {
    return this.chart(chart, copyTable(given), '', false)
  }

  merge(chart: ChartDefaults, given: ReadonlyMap<string, GoValue>): Table {
    return this.chart(chart, copyTable(given), '', true)
  }

  private chart(chart: ChartDefaults, into: Table, prefix: string, merge: boolean): Table {
    this.defaults(chart, into, prefix, merge)
    for (const child of chart.dependencies) this.child(chart, child, into, prefix, merge)
    return into
  }

  private child(
    parent: ChartDefaults,
    child: ChartDefaults,
    into: Table,
    prefix: string,
    merge: boolean,
  ): void {
    const present = into.get(child.name)
    if (!into.has(child.name)) into.set(child.name, new Map())
    else if (!isTable(present)) {
      throw failure({
        code: 'values-type-mismatch',
        message: `type mismatch on ${child.name}: ${sprintf('%t', [present as GoValue])}`,
        found: sprintf('%v', [present as GoValue]),
        expected: `a map: \`${child.name}\` is a subchart, and this value is its values`,
      })
    }
    const table = into.get(child.name) as Table
    const path = join(prefix, parent.name)
    this.globals(table, into, path)
    this.chart(child, table, path, merge)
  }

  /** The parent's globals win over the child's. */
  private globals(into: Table, from: Table, prefix: string): void {
    const target = into.has('global') ? into.get('global') : new Map()
    if (!isTable(target))
      return this.warn(138, 'warning: skipping globals because destination global is not a table.')
    const source = from.has('global') ? from.get('global') : new Map()
    if (!isTable(source))
      return this.warn(145, 'warning: skipping globals because source global is not a table.')
    for (const [key, value] of source) {
      const present = target.get(key)
      if (isTable(value)) {
        const copy: Table = new Map(value)
        if (!target.has(key)) target.set(key, copy)
        else if (!isTable(present))
          this.warn(161, `Conflict: cannot merge map onto non-map for ${JSON.stringify(key)}. Skipping.`)
        else target.set(key, this.tables(copy, present, join(prefix, key), true))
      } else if (isTable(present)) this.warn(175, `key ${key} is table. Skipping`)
      else target.set(key, value)
    }
    into.set('global', target)
  }

  private defaults(chart: ChartDefaults, into: Table, prefix: string, merge: boolean): void {
    const path = join(prefix, chart.name)
    for (const [key, value] of copyTable(chart.values)) {
      const present = into.get(key)
      if (!into.has(key)) this.addDefault(into, key, value, merge)
      else if (present === null) {
        if (!merge) into.delete(key)
      } else if (isTable(present)) this.mergeDefault(chart, present, key, value, path, merge)
    }
  }

  private addDefault(into: Table, key: string, value: GoValue, merge: boolean): void {
    if (!merge && this.dropsDefaultNulls) {
      if (value === null) return
      if (isTable(value)) dropNulls(value)
    }
    into.set(key, value)
  }

  private mergeDefault(
    chart: ChartDefaults,
    into: Table,
    key: string,
    value: GoValue,
    path: string,
    merge: boolean,
  ): void {
    if (!isTable(value)) {
      if (value !== null) this.warn(237, `warning: skipped value for ${path}.${key}: Not a table.`)
      return
    }
    const keepsNulls = merge || chart.dependencies.some(({ name }) => name === key)
    if (!keepsNulls && this.dropsDefaultNulls) dropNulls(value)
    this.tables(into, value, join(path, key), keepsNulls)
  }

  /** Merges `from` into `into`, which wins (coalesceTablesFullKey). Changes both. */
  tables(into: Table, from: Table, prefix: string, merge: boolean): Table {
    const hadValue = new Set([...from].filter(([, value]) => value !== null).map(([key]) => key))
    for (const [key, value] of into) if (value === null) from.set(key, null)
    for (const [key, value] of from) {
      const path = join(prefix, key)
      const present = into.get(key)
      if (into.has(key) && !merge && present === null && hadValue.has(key)) into.delete(key)
      else if (!into.has(key)) into.set(key, value)
      else if (isTable(value)) {
        if (isTable(present)) this.tables(present, value, path, merge)
        else
          this.warn(
            316,
            `warning: cannot overwrite table with non table for ${path} (${sprintf('%v', [value])})`,
          )
      } else if (isTable(present) && value !== null) {
        this.warn(
          319,
          `warning: destination for ${path} is a table. Ignoring non-table value (${sprintf('%v', [value])})`,
        )
      }
    }
    return into
  }

  /** `line` is that of Helm 3's coalesce.go. */
  private warn(line: number, message: string): void {
    this.log.push(logLine(this.version, { message, place3: `coalesce.go:${line}` }))
  }
}

function join(prefix: string, key: string): string {
  return prefix === '' ? key : `${prefix}.${key}`
}

function dropNulls(table: Table): void {
  for (const [key, value] of table) {
    if (value === null) table.delete(key)
    else if (isTable(value)) dropNulls(value)
  }
}

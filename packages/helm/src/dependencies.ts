import { failure } from '@seaworthy/diagnostics'
import type { GoValue } from '@seaworthy/gotemplate'
import type { Chart, Table } from './chart/chart.ts'
import { bind, shareImports, takeAliases } from './dependency-aliases.ts'
import { type LogEntry, logLine } from './log-line.ts'
import type { Dependency } from './metadata.ts'
import { draft, type ResolvedChart, setPaths } from './resolved-chart.ts'
import { Coalescer } from './values/coalesce.ts'
import { copyTable, firstMissing, scalarAt, tableAt } from './values/table.ts'
import type { HelmVersion } from './version.ts'

/** Dependencies that Chart.yaml declares and charts/ does not hold. Compared by name only, as Helm does. */
export function checkDependencies(chart: Chart, version: HelmVersion): void {
  const missing = missingDependencies(chart)
  if (missing.length === 0) return
  const hint =
    version === '4.2'
      ? "an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to fetch missing dependencies"
      : 'An error occurred while checking for chart dependencies. You may need to run `helm dependency build` to fetch missing dependencies'
  throw failure({
    code: 'dependency-missing',
    message: `${hint}: found in Chart.yaml, but missing in charts/ directory: ${missing.join(', ')}`,
    where: { file: 'Chart.yaml', line: 1, column: 1 },
    help: 'helm dependency build',
  })
}

export function missingDependencies({ metadata, dependencies }: Chart): readonly string[] {
  const present = new Set(dependencies.map((each) => each.metadata.name))
  return (metadata.dependencies ?? []).map(({ name }) => name).filter((name) => !present.has(name))
}

/** Carries out tags, conditions, aliases and import-values (dependencies.go). `log` receives what Helm says. */
export function resolveDependencies(
  chart: Chart,
  userValues: Table,
  version: HelmVersion,
  log: string[],
): ResolvedChart {
  const root = draft(chart, version)
  const resolver = new Resolver(version, log)
  resolver.enable(root, userValues, '')
  if (version !== '4.2') shareImports(root)
  resolver.importValues(root)
  setPaths(root)
  return root
}

/** Takes over what charts import from their subcharts, which changes their values. */
export function importValues(root: ResolvedChart, version: HelmVersion, log: string[]): void {
  new Resolver(version, log).importValues(root)
}

class Resolver {
  private readonly version: HelmVersion
  private readonly log: string[]
  private readonly coalescer: Coalescer

  constructor(version: HelmVersion, log: string[]) {
    this.version = version
    this.log = log
    this.coalescer = new Coalescer(version, log)
  }

  private warn(entry: Omit<LogEntry, 'level'>): void {
    this.log.push(logLine(this.version, { level: 'WARN', ...entry }))
  }

  enable(chart: ResolvedChart, given: Table, path: string): void {
    // An empty list is not the same as none: below it, what subcharts declare is decided.
    if (chart.metadata.dependencies === undefined) return
    chart.dependencies = bind(chart, this.version)
    for (const child of chart.dependencies) child.parent = chart
    const named = takeAliases(chart, this.version)
    const values = this.coalescer.coalesce(chart, given)
    const tags = tableAt(values, 'tags')
    const decided = named.map((each) => {
      const byTags = tags === undefined ? true : this.byTags(each, tags)
      return { ...each, enabled: this.byConditions(each, values, path) ?? byTags }
    })
    const disabled = new Set(decided.filter(({ enabled }) => !enabled).map(({ name }) => name))
    chart.dependencies = chart.dependencies.filter(({ name }) => !disabled.has(name))
    for (const child of chart.dependencies) this.enable(child, values, `${path}${child.name}.`)
    chart.declared = decided.filter(({ name }) => !disabled.has(name))
  }

  private byTags(dependency: Dependency, tags: Table): boolean {
    const found: boolean[] = []
    for (const tag of dependency.tags) {
      if (!tags.has(tag)) continue
      const value = tags.get(tag)
      if (typeof value === 'boolean') found.push(value)
      else {
        this.warn({
          message: 'returned non-bool value',
          attributes: { tag, chart: dependency.name },
          place3: 'dependencies.go:95',
          message3: `Warning: Tag '${tag}' for chart ${dependency.name} returned non-bool value`,
        })
      }
    }
    return found.includes(true) || !found.includes(false)
  }

  private byConditions(dependency: Dependency, values: Table, path: string): boolean | undefined {
    for (const condition of dependency.condition.trim().split(',')) {
      if (condition === '') continue
      const value: GoValue | undefined = scalarAt(values, path + condition)
      if (value === undefined) continue
      if (typeof value === 'boolean') return value
      this.warn({
        message: 'returned non-bool value',
        attributes: { path: condition, chart: dependency.name },
        place3: 'dependencies.go:64',
        message3: `Warning: Condition path '${condition}' for chart ${dependency.name} returned non-bool value`,
      })
    }
    return undefined
  }

  importValues(chart: ResolvedChart): void {
    for (const child of chart.dependencies) this.importValues(child)
    if (chart.declared.length === 0) return
    const own = this.coalescer.merge(chart, new Map())
    const imported = this.imported(chart, own)
    chart.values = this.coalescer.tables(copyTable(own), imported, '', true)
  }

  private imported(chart: ResolvedChart, values: Table): Table {
    let imported: Table = new Map()
    for (const dependency of chart.declared) {
      for (const wish of dependency.imports.taken ? dependency.importValues : []) {
        const { child, parent } = typeof wish === 'string' ? { child: `exports.${wish}`, parent: '.' } : wish
        const table = tableAt(values, `${dependency.name}.${child}`)
        if (table === undefined) this.missingImport(dependency, values, child, typeof wish === 'string')
        else {
          // Merging writes nulls into what is imported, which changes the child's values, too; an empty table is a new one.
          const placed = place(parent, table.size === 0 ? new Map() : table)
          imported = this.coalescer.tables(imported, placed, '', true)
        }
      }
    }
    return imported
  }

  private missingImport(dependency: Dependency, values: Table, child: string, byName: boolean): void {
    const error = `"${firstMissing(values, `${dependency.name}.${child}`)}" is not a table`
    const from = byName ? '' : ` from chart ${dependency.name}`
    this.warn({
      message: byName ? 'ImportValues missing table' : 'ImportValues missing table from chart',
      attributes: byName ? { error } : { chart: dependency.name, error },
      place3: byName ? 'dependencies.go:287' : 'dependencies.go:270',
      message3: `Warning: ImportValues missing table${from}: ${error}`,
    })
  }
}

function place(parent: string, table: Table): Table {
  if (parent === '.') return table
  return parent
    .split('.')
    .reduceRight((inner: Table, step) => new Map<string, GoValue>([[step, inner]]), table)
}

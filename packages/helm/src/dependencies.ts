import { failure } from '@seaworthy/diagnostics'
import { type GoValue, SemanticVersion, VersionConstraint, VersionError } from '@seaworthy/gotemplate'
import type { Chart, Table } from './chart/chart.ts'
import { type LogEntry, logLine } from './log-line.ts'
import type { Dependency, Metadata } from './metadata.ts'
import { Coalescer } from './values/coalesce.ts'
import { mergeDocuments } from './values/load-values.ts'
import { copyTable, firstMissing, scalarAt, tableAt } from './values/table.ts'
import type { HelmVersion } from './version.ts'

/** A chart as one render sees it: disabled subcharts gone, aliases taken, imports merged into its defaults. */
export interface ResolvedChart {
  readonly chart: Chart
  /** The alias, where there is one. */
  name: string
  readonly metadata: Metadata
  values: Table
  dependencies: ResolvedChart[]
  /** What Chart.yaml declares and is enabled, under its final name. */
  declared: ResolvedDependency[]
  /** `parent/charts/name`, as in `# Source:`. */
  path: string
  /** The chart that Helm takes for the one above: not always the one whose dependency it is (see `aliasOf`). */
  parent: ResolvedChart | undefined
}

export interface ResolvedDependency extends Dependency {
  readonly enabled: boolean
  /** As Chart.yaml has it: in Helm 3 one for all aliases of a chart. */
  readonly entry: Dependency
  /** Whether this chart takes its import-values over, and whether `.Chart` still shows them. */
  readonly imports: { readonly taken: boolean; readonly shown: boolean }
}

const ownImports = { taken: true, shown: true }

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

/** A copy of what the values.yaml of a chart sets, as its Helm reads it. */
export function ownValues(chart: Chart, version: HelmVersion): Table {
  const readsFirstOnly = version !== '4.2' && chart.valuesDocuments.length > 1
  return readsFirstOnly
    ? mergeDocuments(chart.valuesDocuments.slice(0, 1), 'cannot load values.yaml')
    : copyTable(chart.values)
}

/** Takes over what charts import from their subcharts, which changes their values. */
export function importValues(root: ResolvedChart, version: HelmVersion, log: string[]): void {
  new Resolver(version, log).importValues(root)
}

function draft(chart: Chart, version: HelmVersion): ResolvedChart {
  const drafted: ResolvedChart = {
    chart,
    name: chart.metadata.name,
    metadata: chart.metadata,
    values: ownValues(chart, version),
    dependencies: chart.dependencies.map((each) => draft(each, version)),
    // Below a chart that declares nothing nobody decides.
    declared: (chart.metadata.dependencies ?? []).map((each) => ({
      ...each,
      enabled: false,
      entry: each,
      imports: ownImports,
    })),
    path: chart.metadata.name,
    parent: undefined,
  }
  for (const child of drafted.dependencies) child.parent = drafted
  return drafted
}

/**
 * Helm 3 writes the import-values of an entry anew when it carries them out, in a form that it does not understand itself: the
 * next alias of the chart that shares the entry imports nothing.
 */
function shareImports(root: ResolvedChart): void {
  const first = new Set<Dependency>()
  const shared = new Set<Dependency>()
  const inOrder: ResolvedChart[] = []
  const visit = (chart: ResolvedChart) => {
    chart.dependencies.forEach(visit)
    inOrder.push(chart)
  }
  visit(root)
  for (const chart of inOrder) {
    chart.declared = chart.declared.map((each) => {
      if (first.has(each.entry)) shared.add(each.entry)
      const taken = !first.has(each.entry)
      first.add(each.entry)
      return { ...each, imports: { taken, shown: true } }
    })
  }
  for (const chart of inOrder) {
    chart.declared = chart.declared.map((each) => ({
      ...each,
      imports: { ...each.imports, shown: !shared.has(each.entry) },
    }))
  }
}

function setPaths(chart: ResolvedChart): void {
  chart.path = fullPath(chart)
  for (const child of chart.dependencies) setPaths(child)
}

function fullPath({ name, parent }: ResolvedChart): string {
  return parent === undefined ? name : `${fullPath(parent)}/charts/${name}`
}

/** Whether a version is in a range; a range or version that cannot be read is not. */
export function isCompatible(range: string, version: string): boolean {
  try {
    return VersionConstraint.parse(range).allows(SemanticVersion.parse(version))
  } catch (error) {
    if (error instanceof VersionError) return false
    throw error
  }
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
    if (chart.declared.length === 0) return
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
          const placed = place(parent, table)
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

/** Charts that Chart.yaml does not declare first, then the declared ones in its order, each copy under its alias. */
function bind(chart: ResolvedChart, version: HelmVersion): ResolvedChart[] {
  const binds = (each: ResolvedChart, dependency: Dependency) =>
    each.name === dependency.name && isCompatible(dependency.version, each.metadata.version)
  const undeclared = chart.dependencies.filter((each) => !chart.declared.some((entry) => binds(each, entry)))
  const declared = chart.declared.flatMap((entry) => {
    const found = chart.dependencies.find((each) => binds(each, entry))
    return found === undefined ? [] : [aliasOf(found, entry.alias || found.name, version)]
  })
  return [...undeclared, ...declared]
}

/**
 * A chart under the name of one of its entries (getAliasDependency). Helm 3 copies no more than the chart itself, so that
 * two aliases of it share its dependencies, which then have the path of the last one; Helm 4 copies one floor more.
 * Deeper ones keep the chart that they were loaded with above them, and its name in their path.
 */
function aliasOf(chart: ResolvedChart, name: string, version: HelmVersion): ResolvedChart {
  const alias = { ...chart, name, values: copyTable(chart.values) }
  if (version !== '4.2') return alias
  alias.dependencies = chart.dependencies.map((each) => ({ ...each, parent: alias }))
  return alias
}

/** The entries under their final names. Helm 3 renames them for every other alias of the chart too. */
function takeAliases({ declared }: ResolvedChart, version: HelmVersion): ResolvedDependency[] {
  const named = declared.map((each) => ({ ...each, name: each.alias || each.name }))
  if (version !== '4.2') declared.splice(0, declared.length, ...named)
  return named
}

function place(parent: string, table: Table): Table {
  if (parent === '.') return table
  return parent
    .split('.')
    .reduceRight((inner: Table, step) => new Map<string, GoValue>([[step, inner]]), table)
}

import type { Chart, Table } from './chart/chart.ts'
import type { Dependency, Metadata } from './metadata.ts'
import { mergeDocuments } from './values/load-values.ts'
import { copyTable } from './values/table.ts'
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

/** A chart with all that is in it, before anything of it is decided. */
export function draft(chart: Chart, version: HelmVersion): ResolvedChart {
  const drafted: ResolvedChart = {
    chart,
    name: chart.metadata.name,
    metadata: chart.metadata,
    values: ownValues(chart, version),
    dependencies: chart.dependencies.map((each) => draft(each, version)),
    declared: (chart.metadata.dependencies ?? []).map((each) => ({
      ...each,
      enabled: false,
      entry: each,
      imports: { taken: true, shown: true },
    })),
    path: chart.metadata.name,
    parent: undefined,
  }
  for (const child of drafted.dependencies) child.parent = drafted
  return drafted
}

/** A copy of what the values.yaml of a chart sets, as its Helm reads it. */
export function ownValues(chart: Chart, version: HelmVersion): Table {
  const readsFirstOnly = version !== '4.2' && chart.valuesDocuments.length > 1
  return readsFirstOnly
    ? mergeDocuments(chart.valuesDocuments.slice(0, 1), 'cannot load values.yaml')
    : copyTable(chart.values)
}

/** Charts have their paths when all their names are final. */
export function setPaths(chart: ResolvedChart): void {
  chart.path = fullPath(chart)
  for (const child of chart.dependencies) setPaths(child)
}

function fullPath({ name, parent }: ResolvedChart): string {
  return parent === undefined ? name : `${fullPath(parent)}/charts/${name}`
}

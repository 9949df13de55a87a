import { SemanticVersion, VersionConstraint, VersionError } from '@seaworthy/gotemplate'
import type { Dependency } from './metadata.ts'
import type { ResolvedChart, ResolvedDependency } from './resolved-chart.ts'
import { copyTable } from './values/table.ts'
import type { HelmVersion } from './version.ts'

/** Charts that Chart.yaml does not declare first, then the declared ones in its order, each copy under its alias. */
export function bind(chart: ResolvedChart, version: HelmVersion): ResolvedChart[] {
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
export function takeAliases({ declared }: ResolvedChart, version: HelmVersion): ResolvedDependency[] {
  const named = declared.map((each) => ({ ...each, name: each.alias || each.name }))
  if (version !== '4.2') declared.splice(0, declared.length, ...named)
  return named
}

/**
 * Helm 3 writes the import-values of an entry anew when it carries them out, in a form that it does not understand itself: the
 * next alias of the chart that shares the entry imports nothing.
 */
export function shareImports(root: ResolvedChart): void {
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

/** Whether a version is in a range; a range or version that cannot be read is not. */
export function isCompatible(range: string, version: string): boolean {
  try {
    return VersionConstraint.parse(range).allows(SemanticVersion.parse(version))
  } catch (error) {
    if (error instanceof VersionError) return false
    throw error
  }
}

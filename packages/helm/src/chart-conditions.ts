import type { Table } from './chart/chart.ts'
import type { ResolvedChart } from './resolved-chart.ts'
import type { Dependency } from './metadata.ts'
import { scalarAt } from './values/table.ts'

/**
 * The values that decided whether a chart is rendered at all, of each chart by its path: the conditions and tags of the
 * dependencies on the way to it. Of several conditions the first that holds a boolean decides, and those before it do by
 * holding none.
 */
export function chartConditions(root: ResolvedChart, values: Table): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  const visit = (chart: ResolvedChart, prefix: string, above: readonly string[]): void => {
    found.set(chart.path, above)
    for (const child of chart.dependencies) {
      const declared = chart.declared.find(({ name }) => name === child.name)
      const own = declared === undefined ? [] : conditionsOf(declared, prefix, values)
      visit(child, `${prefix}${child.name}.`, [...above, ...own])
    }
  }
  visit(root, '', [])
  return found
}

/** The chart that a template is of, as `# Source:` names it. */
export function chartPathOf(source: string): string {
  const end = source.indexOf('/templates/')
  return end === -1 ? source : source.slice(0, end)
}

function conditionsOf({ condition, tags }: Dependency, prefix: string, values: Table): string[] {
  const asked: string[] = []
  for (const each of condition.trim().split(',')) {
    if (each === '') continue
    asked.push(prefix + each)
    if (typeof scalarAt(values, prefix + each) === 'boolean') return asked
  }
  return [...asked, ...tags.map((tag) => `tags.${tag}`)]
}

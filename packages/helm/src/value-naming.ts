import type { Table } from './chart/chart.ts'
import { chartConditions, chartPathOf } from './chart-conditions.ts'
import type { ResolvedChart } from './resolved-chart.ts'
import { onDemand } from './on-demand.ts'
import { globalPaths, type PathNormalizer } from './values/value-origin.ts'

/** How the values of a release are named to a person. */
export interface ValueNaming {
  readonly normalize: PathNormalizer
  /** The names of several paths. Fields share the lists of theirs, so each list is answered once. */
  namesOf(paths: readonly string[]): readonly string[]
  /** The values that decided whether the chart of a template is rendered. */
  conditionsOf(source: string): readonly string[]
}

/** Works out names when somebody asks. `values` are those that the templates were given, before they changed them. */
export function valueNaming(root: ResolvedChart, values: Table): ValueNaming {
  const paths = onDemand(() => globalPaths(root, values))
  const named = new Map<string, readonly string[]>()
  const conditions = onDemand(() => chartConditions(root, values))
  const lists = new WeakMap<readonly string[], readonly string[]>()
  const normalize: PathNormalizer = (path) => {
    const names = named.get(path) ?? paths()(path)
    named.set(path, names)
    return names
  }
  return {
    normalize,
    namesOf(of) {
      const names = lists.get(of) ?? of.flatMap(normalize)
      lists.set(of, names)
      return names
    },
    conditionsOf: (source) => conditions().get(chartPathOf(source)) ?? [],
  }
}

import type { ResolvedChart } from '../dependencies.ts'
import type { UserValues } from './layer.ts'
import type { ValueOrigin } from './set-layer.ts'
import { documentOrigin } from './set-place.ts'
import type { Table } from '../chart/chart.ts'
import { isTable } from './table.ts'

/** Where a value was set last: by the user, else in the values.yaml of the chart or of the subchart it belongs to. */
export function valueOrigin(
  path: readonly (string | number)[],
  root: ResolvedChart,
  user: UserValues,
): ValueOrigin | undefined {
  const given = user.origin(path)
  if (given !== undefined) return given
  let chart: ResolvedChart | undefined = root
  let rest = path
  while (chart !== undefined) {
    const file = `${chart.chart.folder}values.yaml`
    const found = documentOrigin(chart.chart.valuesDocuments, rest)
    if (found?.where !== undefined) return { layer: file, where: { ...found.where, file } }
    chart = chart.dependencies.find(({ name }) => name === rest[0])
    rest = rest.slice(1)
  }
  return undefined
}

/** Rewrites a values path to the place where a person would set it. */
export type PathNormalizer = (path: string) => string

/** Globals are copied into every subchart: `web.cache.global.domain` is `global.domain` where the root has that key. */
export function globalPaths(root: ResolvedChart, values: Table): PathNormalizer {
  const global = values.get('global')
  const prefixes = subchartPrefixes(root, '').map((prefix) => `${prefix}.global.`)
  return (path) => {
    const prefix = prefixes.find((each) => path.startsWith(each))
    if (prefix === undefined || !isTable(global)) return path
    const inside = path.slice(prefix.length)
    const [key = ''] = inside.split(/[.[]/, 1)
    return global.has(key) ? `global.${inside}` : path
  }
}

function subchartPrefixes(chart: ResolvedChart, prefix: string): string[] {
  return chart.dependencies.flatMap((child) => {
    const own = prefix === '' ? child.name : `${prefix}.${child.name}`
    return [own, ...subchartPrefixes(child, own)]
  })
}

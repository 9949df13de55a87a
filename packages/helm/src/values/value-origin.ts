import type { ResolvedChart } from '../resolved-chart.ts'
import type { UserValues } from './layer.ts'
import type { ValueOrigin } from './set-layer.ts'
import type { Table } from '../chart/chart.ts'
import { scalarAt, tableAt } from './table.ts'
import { valueHistories } from './value-history.ts'

/** Where a value was set last, by the user or by a chart: the last of its history. Of a flag only the flag is told. */
export function valueOrigin(
  path: readonly (string | number)[],
  root: ResolvedChart,
  user: UserValues,
): ValueOrigin | undefined {
  const setting = valueHistories(root, user).last(path)
  if (setting === undefined) return undefined
  const { name: layer, place } = setting
  if (place === undefined || setting.layer.kind === 'flag') return { layer }
  return { layer, where: { ...place.where, file: layer } }
}

/** Rewrites a values path to the places where a person would set it: one, or for all values of a subchart its globals' too. */
export type PathNormalizer = (path: string) => readonly string[]

/**
 * Globals are copied into every subchart: `web.cache.global.domain` is that of the highest chart that has it, `global.domain`
 * or `web.global.domain`, and of the root where none has it.
 */
export function globalPaths(root: ResolvedChart, values: Table): PathNormalizer {
  const prefixes = subchartPrefixes(root, '')
  return (path) => {
    const prefix = prefixes.find((each) => isBelow(path, `${each}.global`))
    if (prefix === undefined)
      return prefixes.includes(path) ? [path, ...globalsAbove(path, prefixes)] : [path]
    const inside = path.slice(prefix.length)
    const [steps = ''] = inside.split('[', 1)
    const owners = ['', ...prefixes.filter((each) => each === prefix || isBelow(prefix, each))]
    const owner = owners.find((each) => hasPath(values, `${each}${steps}`.replace(/^\./, ''))) ?? ''
    return [owner === '' ? inside.slice(1) : owner + inside]
  }
}

/** The globals that the values of a subchart hold copies of. */
function globalsAbove(path: string, prefixes: readonly string[]): string[] {
  const above = prefixes.filter((each) => each !== path && isBelow(path, each))
  return ['global', ...above.map((each) => `${each}.global`)]
}

/** Whether a values path is another, or the way to it goes through that. */
export function isBelow(path: string, above: string): boolean {
  if (!path.startsWith(above)) return false
  const next = path[above.length]
  return next === undefined || next === '.' || next === '['
}

function hasPath(values: Table, path: string): boolean {
  return tableAt(values, path) !== undefined || scalarAt(values, path) !== undefined
}

function subchartPrefixes(chart: ResolvedChart, prefix: string): string[] {
  return chart.dependencies.flatMap((child) => {
    const own = prefix === '' ? child.name : `${prefix}.${child.name}`
    return [own, ...subchartPrefixes(child, own)]
  })
}

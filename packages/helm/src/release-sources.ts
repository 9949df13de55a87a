import type { Chart } from './chart/chart.ts'
import { textOf } from './chart/chart-file.ts'
import type { ResolvedChart } from './resolved-chart.ts'
import {
  type DocumentedDefault,
  documentedDefault,
  documentedPaths,
  isDocumented,
} from './schema/documented-default.ts'
import { formatPath } from './values/path-syntax.ts'
import type { UserValues } from './values/layer.ts'
import { valueHistories, type ValueHistory, type ValueSetting } from './values/value-history.ts'

/** What a release was made of, to explain it. Everything is found when it is asked for. */
export interface ReleaseSources {
  /** A value as templates first see it; undefined where there is none. */
  value(path: readonly (string | number)[]): unknown
  /** By its path from the root chart; globals under `global`. */
  valueHistory(path: readonly (string | number)[]): ValueHistory
  /** The setting that a value comes from: the last of its history. */
  lastSetting(path: readonly (string | number)[]): ValueSetting | undefined
  /** Where no layer sets a value: what a schema documents as its default. */
  documentedDefault(path: readonly (string | number)[]): DocumentedDefault | undefined
  /** Every value that the user gave, as one layer after the other left them. */
  given(): readonly ValueSetting[]
  /** The values paths that charts know: in a values.yaml or in a schema. */
  knownPaths(): readonly string[]
  /** Whether a schema names a value. */
  isDocumented(path: readonly (string | number)[]): boolean
  /** Values paths that conditions and tags of dependencies look at. */
  dependencyReads(): readonly string[]
  /** Values paths of subcharts that are switched off, and the paths that switch them. */
  disabled(): readonly { readonly chart: string; readonly by: readonly string[] }[]
  /** The text of a template by Helm's name of it: `shop/charts/cache/templates/pod.yaml`. */
  templateText(name: string): string | undefined
}

export function releaseSources(root: ResolvedChart, user: UserValues): ReleaseSources {
  const histories = valueHistories(root, user)
  return {
    value: (path) => histories.value(path),
    valueHistory: (path) => histories.history(path),
    lastSetting: (path) => histories.last(path),
    documentedDefault: (path) => documentedDefault(root, path),
    given: () => histories.given(),
    knownPaths: () => [...histories.defaultPaths(), ...documentedPaths(root)].map(formatPath),
    isDocumented: (path) => isDocumented(root, path),
    dependencyReads: () => dependencyReads(root.chart, []),
    disabled: () => disabledBelow(root, []),
    templateText: (name) => templateText(root, name),
  }
}

function templateText({ path, chart, dependencies }: ResolvedChart, name: string): string | undefined {
  for (const each of dependencies) {
    if (name.startsWith(`${each.path}/`)) return templateText(each, name)
  }
  const file = chart.templates.findLast((each) => `${path}/${each.name}` === name)
  return file === undefined ? undefined : textOf(file)
}

/** Of all charts that lie there, whether they are switched on or not. */
function dependencyReads(chart: Chart, prefix: readonly string[]): string[] {
  return (chart.metadata.dependencies ?? []).flatMap((dependency) => {
    const child = chart.dependencies.find(({ metadata }) => metadata.name === dependency.name)
    const below = [...prefix, dependency.alias || dependency.name]
    const own = switchesOf(dependency, prefix)
    return child === undefined ? own : [...own, ...dependencyReads(child, below)]
  })
}

function switchesOf(
  { condition, tags }: { condition: string; tags: readonly string[] },
  prefix: readonly string[],
): string[] {
  const paths = condition
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '')
  return [
    ...paths.map((path) => formatPath([...prefix, ...path.split('.')])),
    ...tags.map((tag) => formatPath(['tags', tag])),
  ]
}

function disabledBelow(
  chart: ResolvedChart,
  prefix: readonly string[],
): { chart: string; by: readonly string[] }[] {
  const enabled = new Set(chart.dependencies.map(({ name }) => name))
  const own = (chart.metadata.dependencies ?? [])
    .filter(({ alias, name }) => !enabled.has(alias || name))
    .map((each) => ({
      chart: formatPath([...prefix, each.alias || each.name]),
      by: switchesOf(each, prefix),
    }))
  return [...own, ...chart.dependencies.flatMap((each) => disabledBelow(each, [...prefix, each.name]))]
}

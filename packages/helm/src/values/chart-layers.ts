import type { GoValue } from '@seaworthy/gotemplate'
import type { Table } from '../chart/chart.ts'
import { ownValues, type ResolvedChart } from '../resolved-chart.ts'
import type { HelmVersion } from '../version.ts'
import { type NullSetting, nullsOf, valueAt, type ValuePath } from './mark.ts'
import type { SetLayer, ValueOrigin } from './set-layer.ts'
import { documentOrigin, documentPlace, type SetPlace } from './set-place.ts'

/** The values.yaml of one chart of a release. A chart that is there under two aliases has two. */
export interface ChartLayer {
  readonly layer: SetLayer
  readonly chart: ResolvedChart
  /** The values path of the chart. */
  readonly prefix: readonly string[]
  readonly nulls: readonly NullSetting[]
  place(path: ValuePath): SetPlace | undefined
  origin(path: ValuePath): ValueOrigin | undefined
  value(path: ValuePath): GoValue
}

/** The defaults of a chart and of its subcharts, deepest first: what comes later wins. */
export function chartLayers(
  chart: ResolvedChart,
  version: HelmVersion,
  prefix: readonly string[] = [],
): ChartLayer[] {
  const below = chart.dependencies.flatMap((each) => chartLayers(each, version, [...prefix, each.name]))
  return [...below, chartLayer(chart, ownValues(chart.chart, version), version, prefix)]
}

function chartLayer(
  chart: ResolvedChart,
  values: Table,
  version: HelmVersion,
  prefix: readonly string[],
): ChartLayer {
  const { valuesDocuments, folder } = chart.chart
  const documents = version === '4.2' ? valuesDocuments : valuesDocuments.slice(0, 1)
  const layer = { kind: 'chart', chart: prefix.join('.'), file: `${folder}values.yaml` } as const
  return {
    layer,
    chart,
    prefix,
    nulls: nullsOf(values, layer),
    place: (path) => documentPlace(documents, path),
    origin: (path) => documentOrigin(documents, path),
    value: (path) => valueAt(values, path) ?? null,
  }
}

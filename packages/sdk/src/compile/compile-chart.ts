import type { ChartOptions } from '../chart/define-chart.ts'

/** A Helm chart as files: path inside the chart to text. */
export type CompiledChart = ReadonlyMap<string, string>

export function compileChart(options: ChartOptions): CompiledChart {
  throw new Error(`the compiler is not there yet: ${options.name}`)
}

import { type CompiledChart, compileChart } from '../compile/compile-chart.ts'
import type { ChartOptions } from './chart-options.ts'

export interface Chart {
  readonly options: ChartOptions
  /** The Helm chart: path to text, in a stable order. Throws `DiagnosticError` with everything that is wrong. */
  compile(): CompiledChart
}

/** A chart, ready to be compiled. */
export function defineChart(options: ChartOptions): Chart {
  return { options, compile: () => compileChart(options) }
}

import type { ResolvedChart } from '../resolved-chart.ts'

/** Whether a chart or one of its subcharts has a values.schema.json: else there is nothing to check, and nothing to load for it. */
export function hasSchema({ chart, dependencies }: ResolvedChart): boolean {
  return chart.schema !== undefined || dependencies.some(hasSchema)
}

import { setFlagsFromString } from 'node:v8'
import type { Chart } from '@seaworthy/helm'

/** Bytes of templates and values. Nothing in a smaller chart runs so often that V8 would optimise it. */
const LARGE = 40_000

/**
 * Rendering takes a tenth of a second, and V8 would spend more on optimising what runs for so long than that gains: for a large
 * chart it is told to wait ten times longer. docs/performance.md has the measurement.
 */
export function optimizedLate(chart: Chart): Chart {
  if (sizeOf(chart) > LARGE) setFlagsFromString('--interrupt-budget=1200000')
  return chart
}

function sizeOf({ templates, valuesDocuments, dependencies }: Chart): number {
  const own = templates.reduce((sum, { data }) => sum + data.length, 0)
  const values = valuesDocuments.reduce((sum, { text }) => sum + text.length, 0)
  return own + values + dependencies.reduce((sum, each) => sum + sizeOf(each), 0)
}

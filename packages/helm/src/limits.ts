import { failure } from '@seaworthy/diagnostics'
import { defaultWorkLimits, type WorkLimits } from '@seaworthy/gotemplate'

/** What a chart may take of the machine, loaded and rendered; docs/hostile-charts.md has them with their reasons. */
export interface ChartLimits extends WorkLimits {
  /** Bytes of one values file, and of one text that `--set-file` lays. */
  readonly values: number
  /** Bytes of one file of a chart: Helm's own limit. */
  readonly file: number
  /** Bytes of all files of a chart: Helm's own limit for archives. */
  readonly chart: number
  /** Files of a chart, its subcharts' included. */
  readonly files: number
}

export const defaultChartLimits: ChartLimits = {
  ...defaultWorkLimits,
  values: 32 * 1024 * 1024,
  file: 5 * 1024 * 1024,
  chart: 100 * 1024 * 1024,
  files: 50_000,
}

/** The limits of `--limit NAME=NUMBER`, in the order of the command line. Throws a `DiagnosticError` for what is none. */
export function parseLimits(texts: readonly string[]): Partial<ChartLimits> {
  return Object.fromEntries(texts.map(parseLimit))
}

function parseLimit(text: string): [string, number] {
  const [, name = '', digits = ''] = /^([a-z]+)=([\d_]+)$/.exec(text) ?? []
  const limit = Number(digits.replaceAll('_', ''))
  if (Object.hasOwn(defaultChartLimits, name) && digits !== '' && Number.isSafeInteger(limit))
    return [name, limit]
  throw failure({
    code: 'limit-invalid',
    message: `--limit ${text} is no limit`,
    found: text,
    expected: `NAME=NUMBER, with one of ${Object.keys(defaultChartLimits).join(', ')}`,
    help: `--limit text=${defaultChartLimits.text}`,
  })
}

import type { DiagnosticError } from '@seaworthy/diagnostics'
import { type ChartLimits, defaultChartLimits } from '../limits.ts'
import { loadFailure } from './load-error.ts'

/** Charts within charts: an archive can hold itself. Helm would go on until its stack is full. */
const deepestChart = 100

/** Counts what a chart and its subcharts bring, so that a small archive cannot fill the memory. */
export class LoadMeter {
  readonly limits: ChartLimits
  private files = 0
  private bytes = 0
  private depth = 0

  constructor(limits: Partial<ChartLimits> = {}) {
    this.limits = { ...defaultChartLimits, ...limits }
  }

  /** A file is about to be loaded; `what` is how Helm calls it. Throws a `DiagnosticError` beyond a limit. */
  file(what: string, size: number): void {
    const { file, chart, files } = this.limits
    if (size > file) throw beyond('file', file, `${what} is larger than the maximum file size ${file}`)
    this.bytes += size
    if (this.bytes > chart) throw this.chartTooLarge()
    if (++this.files > files) throw beyond('files', files, `the chart has more than ${files} files`)
  }

  chartTooLarge(): DiagnosticError {
    const { chart } = this.limits
    return beyond('chart', chart, `decompressed chart is larger than the maximum size ${chart}`)
  }

  /** Loads a subchart. */
  subchart<T>(load: () => T): T {
    if (++this.depth > deepestChart)
      throw loadFailure(`more than ${deepestChart} charts, one inside the other`, { code: 'chart-archive' })
    try {
      return load()
    } finally {
      this.depth--
    }
  }
}

function beyond(name: keyof ChartLimits, limit: number, message: string): DiagnosticError {
  return loadFailure(message, {
    code: `limit-${name}`,
    expected: `at most ${limit}`,
    help: `for a chart that you trust: --limit ${name}=NUMBER`,
  })
}

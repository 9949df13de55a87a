import { existsSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { failure } from '@seaworthy/diagnostics'
import type { Chart } from '@seaworthy/sdk'

/** A chart where the rest of the command finds it: as a Helm chart on disk. */
export interface ChartSource {
  /** Folder or archive of the Helm chart. */
  readonly path: string
  /** The `trial.ts` beside a typed chart. */
  readonly trialFile?: string
  /** Folder of the typed chart that it was compiled from. */
  readonly compiledFrom?: string
}

/**
 * The Helm chart of a path: itself, or the one that a folder with a `chart.ts` compiles to, under `dist/charts/NAME`.
 * @throws DiagnosticError `chart-not-found` where there is neither
 */
export async function chartSource(cwd: string, path: string): Promise<ChartSource> {
  const full = resolve(cwd, path)
  if (!existsSync(full)) {
    throw failure({
      code: 'chart-not-found',
      message: `there is no chart at ${path}`,
      found: 'no such file or folder',
      expected: 'a folder with a Chart.yaml or a chart.ts, or a packaged chart (.tgz)',
      help: 'check the path; to see what is there: ls ' + (dirname(path) || '.'),
    })
  }
  if (!statSync(full).isDirectory() || existsSync(join(full, 'Chart.yaml'))) return { path: full }
  if (!existsSync(join(full, 'chart.ts'))) {
    throw failure({
      code: 'chart-not-found',
      message: `${path} is a folder without a chart`,
      found: 'neither Chart.yaml nor chart.ts',
      expected: 'a Helm chart (Chart.yaml) or a typed chart (chart.ts)',
      help: 'name the folder that holds the chart itself',
    })
  }
  const { writeChart } = await import('@seaworthy/sdk')
  const chart = await loadTypedChart(join(full, 'chart.ts'))
  const target = join(resolve(cwd), 'dist', 'charts', chart.options.name)
  await writeChart(chart.compile(), target)
  const trialFile = join(full, 'trial.ts')
  return { path: target, compiledFrom: full, ...(existsSync(trialFile) ? { trialFile } : {}) }
}

/** A typed chart from its file. @throws DiagnosticError when its default export is not one */
export async function loadTypedChart(file: string): Promise<Chart> {
  const { loadModule } = await import('./load-module.ts')
  const chart = await loadModule(file)
  if (typeof chart === 'object' && chart !== null && 'compile' in chart) return chart as Chart
  throw failure({
    code: 'typescript-chart',
    message: `${relative(process.cwd(), file)} exports no chart`,
    where: { file: relative(process.cwd(), file), line: 1, column: 1 },
    found: `a default export of type ${chart === undefined ? 'undefined' : typeof chart}`,
    expected: 'export default defineChart({ … })',
    help: "import { defineChart } from 'seaworthy/sdk' and export its result as default",
  })
}

import { join, relative } from 'node:path'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { type Chart, type HelmVersion, loadChart, type LoadOptions } from '@seaworthy/helm'
import { optimizedLate } from '../optimize-late.ts'

/**
 * Loads a Helm chart. Files that are at fault are named from where the user is, and not from inside the chart: a `values.yaml`
 * may be the chart's or one of -f.
 * @throws DiagnosticError with everything that keeps it from loading
 */
export function loadChartAt(
  cwd: string,
  path: string,
  version: HelmVersion,
  options: LoadOptions = {},
): Chart {
  try {
    return optimizedLate(loadChart(path, version, options))
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    throw new DiagnosticError(
      error.diagnostics.map((each) => {
        if (each.where === undefined) return each
        return { ...each, where: { ...each.where, file: join(relative(cwd, path), each.where.file) } }
      }),
    )
  }
}

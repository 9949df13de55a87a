import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { goQuote } from '@seaworthy/gotemplate'
import type { Chart } from '../chart/chart.ts'
import { folderFiles, loadChart, loadFolder, type LoadOptions } from '../chart/load.ts'
import { loadFailure } from '../chart/load-error.ts'
import type { Dependency } from '../metadata.ts'
import type { HelmVersion } from '../version.ts'
import { declaredDependencies } from './declared-dependencies.ts'
import { pathsInCharts } from './charts-folder.ts'
import { dependencyStatus } from './dependency-status.ts'
import { textTable } from './text-table.ts'

export interface DependencyListOptions {
  readonly version: HelmVersion
  /** Columns are cut at this width; 0 for never. */
  readonly columnWidth: number
  readonly loading?: LoadOptions
}

/**
 * What `helm dependency list` prints of a chart, folder or archive: a table of what it declares with what is there, and a warning
 * for each chart in charts/ that it does not declare (rule: `pkg/action/dependency.go`).
 * @throws DiagnosticError with what keeps the chart from loading
 */
export function listDependencies(
  path: string,
  { version, columnWidth, loading }: DependencyListOptions,
): string {
  const load = (each: string) => loadAt(each, version, loading)
  const chart = load(path)
  const dependencies = declaredDependencies(chart)
  if (dependencies === undefined) return `WARNING: no dependencies at ${join(path, 'charts')}\n`
  const rows = dependencies.map((each) => [
    each.name,
    each.version,
    each.repository,
    dependencyStatus(path, each, chart, load),
  ])
  const table = textTable([['NAME', 'VERSION', 'REPOSITORY', 'STATUS'], ...rows], columnWidth)
  return `${table}\n\n${undeclared(path, dependencies, load)}`
}

function loadAt(path: string, version: HelmVersion, loading: LoadOptions | undefined): Chart {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) {
    throw loadFailure(`stat ${path}: no such file or directory`, {
      code: 'chart-not-found',
      expected: 'a chart folder or a .tgz archive',
    })
  }
  return stat.isDirectory()
    ? loadFolder(folderFiles(path, loading), version, loading)
    : loadChart(path, version, loading)
}

function undeclared(
  path: string,
  dependencies: readonly Dependency[],
  load: (path: string) => Chart,
): string {
  const names = new Set(dependencies.map(({ name }) => name))
  const candidates = pathsInCharts(path).filter(
    (each) => each.endsWith('.tgz') || statSync(each).isDirectory(),
  )
  const lines = candidates.flatMap((each) => {
    const name = nameOf(each, load)
    if (name === undefined) return [`WARNING: ${goQuote(each)} is not a chart.\n`]
    return names.has(name) ? [] : [`WARNING: ${goQuote(each)} is not in Chart.yaml.\n`]
  })
  return lines.join('')
}

function nameOf(path: string, load: (path: string) => Chart): string | undefined {
  try {
    return load(path).metadata.name
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined
    throw error
  }
}

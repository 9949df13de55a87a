import { readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { loadChart } from '@seaworthy/helm'
import { wordsOf } from '../failure.ts'
import type { HelmContext } from '../helm-context.ts'
import type { WantedChart } from './wanted-chart.ts'

/**
 * Moves fetched archives into charts/ and deletes archives there that were not fetched now. Unpacked charts stay, and so do
 * archives that are no charts, with a word about them (rule: `pkg/downloader/manager.go`, safeMoveDeps).
 */
export function moveCharts(
  context: HelmContext,
  wanted: readonly WantedChart[],
  source: string,
  charts: string,
): void {
  const before = filesIn(charts)
  const fetched = filesIn(source)
  for (const name of fetched) {
    const [from, to] = [join(source, name), join(charts, name)]
    const chart = nameOrFault(from, context)
    if ('fault' in chart) context.out(`Could not verify ${from} for moving: ${chart.fault} (Skipping)`)
    else renameSync(from, to)
  }
  context.out('Deleting outdated charts\n')
  const local = new Set(wanted.filter(({ repository }) => repository === '').map(({ name }) => name))
  for (const name of before.filter((each) => !fetched.includes(each))) {
    const path = join(charts, name)
    const chart = nameOrFault(path, context)
    if ('fault' in chart) context.out(`Could not verify ${path} for deletion: ${chart.fault} (Skipping)\n`)
    else if (!local.has(chart.name)) rmSync(path)
  }
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

function nameOrFault(path: string, { version, loading }: HelmContext): { name: string } | { fault: string } {
  try {
    return { name: loadChart(path, version, loading).metadata.name }
  } catch (error) {
    if (error instanceof DiagnosticError) return { fault: wordsOf(error) }
    throw error
  }
}

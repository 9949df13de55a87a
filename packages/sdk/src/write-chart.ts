import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { failure } from '@seaworthy/diagnostics'
import type { CompiledChart } from './compile/compile-chart.ts'

/**
 * Writes a compiled chart to `directory`, which then holds that and nothing else. Only an empty directory or one that
 * holds a chart is written over; any other is refused with `not-a-chart`.
 */
export async function writeChart(chart: CompiledChart, directory: string): Promise<void> {
  await refuseStrangers(directory)
  await rm(directory, { recursive: true, force: true })
  for (const [path, text] of chart) {
    const target = join(directory, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, text)
  }
}

async function refuseStrangers(directory: string): Promise<void> {
  if (!existsSync(directory) || existsSync(join(directory, 'Chart.yaml'))) return
  const found = await readdir(directory)
  if (found.length === 0) return
  throw failure({
    code: 'not-a-chart',
    message: `${directory} holds something that is no chart, and writing would delete it`,
    found: found.slice(0, 5).join(', '),
    expected: 'an empty directory, or one with a Chart.yaml',
    help: 'choose another directory',
  })
}

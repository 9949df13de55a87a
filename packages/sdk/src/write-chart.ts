import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { failure } from '@seaworthy/diagnostics'
import type { CompiledChart } from './compile/compile-chart.ts'

/**
 * Writes a compiled chart to `directory`, which then holds that and nothing else. Only an empty directory or one that
 * holds a chart of the same name is written over; any other is refused with `not-a-chart`.
 */
export async function writeChart(chart: CompiledChart, directory: string): Promise<void> {
  await refuseStrangers(chart, directory)
  await rm(directory, { recursive: true, force: true })
  for (const [path, text] of chart) {
    const target = join(directory, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, text)
  }
}

async function refuseStrangers(chart: CompiledChart, directory: string): Promise<void> {
  if (!existsSync(directory)) return
  const found = await readdir(directory)
  if (found.length === 0 || (await isSameChart(chart, directory))) return
  throw failure({
    code: 'not-a-chart',
    message: `${directory} holds something else, and writing this chart would delete it`,
    found: found.slice(0, 5).join(', '),
    expected: 'an empty directory, or one with a chart of the same name',
    help: 'choose another directory',
  })
}

async function isSameChart(chart: CompiledChart, directory: string): Promise<boolean> {
  const file = join(directory, 'Chart.yaml')
  return existsSync(file) && nameIn(await readFile(file, 'utf8')) === nameIn(chart.get('Chart.yaml') ?? '')
}

function nameIn(chartYaml: string): string | undefined {
  return /^name:\s*["']?([^"'\s]+)/m.exec(chartYaml)?.[1]
}

import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { failure } from '@seaworthy/diagnostics'
import { packageChart } from '@seaworthy/helm'
import { systemClock } from '@seaworthy/sim'
import type { PackageFlags } from '../commands/package.ts'
import type { Io } from '../io.ts'
import { helmContext, withPassword } from '../registry/helm-context.ts'
import { pathFrom } from '../registry/path-from.ts'
import { registryOptions } from '../registry/registry-flags.ts'
import { chartSource } from '../subject/chart-source.ts'
import { loadChartAt } from '../subject/load-chart-at.ts'
import { loadOptions } from '../subject/load-options.ts'

/** What `helm package` does: one archive for each chart, told as it is written. @throws DiagnosticError at the first that fails */
export async function packagePaths(io: Io, paths: readonly string[], flags: PackageFlags): Promise<void> {
  const epochSeconds = sourceDateEpoch(process.env['SOURCE_DATE_EPOCH'])
  for (const path of paths) {
    refuseNoFolder(resolve(io.cwd, path), path, flags)
    const folder = await helmChart(io.cwd, path)
    if (flags.dependencyUpdate === true) await updateCharts(io, folder, flags)
    const chart = loadChartAt(io.cwd, folder, flags.helmVersion, loadOptions(flags))
    const { fileName, bytes } = packageChart(chart, {
      helmVersion: flags.helmVersion,
      ...(flags.version !== undefined && { version: flags.version }),
      ...(flags.appVersion !== undefined && { appVersion: flags.appVersion }),
      nowSeconds: Math.floor(systemClock.now() / 1000),
      ...(epochSeconds !== undefined && { epochSeconds }),
    })
    io.out(
      `Successfully packaged chart and saved it to: ${write(io.cwd, flags.destination, fileName, bytes)}\n`,
    )
  }
}

/** A folder as it is, whatever is missing in it; a typed chart is compiled. */
async function helmChart(cwd: string, path: string): Promise<string> {
  const full = resolve(cwd, path)
  const isTyped = existsSync(join(full, 'chart.ts')) && !existsSync(join(full, 'Chart.yaml'))
  return isTyped ? (await chartSource(cwd, path)).path : full
}

/** Helm says nothing of what it fetches here. */
async function updateCharts(io: Io, folder: string, flags: PackageFlags): Promise<void> {
  const { updateDependencies } = await import('@seaworthy/registry')
  const given = withPassword(flags)
  const quiet = { out: () => undefined, err: (text: string) => io.err(text) }
  await updateDependencies(
    { ...helmContext(quiet, given), loading: loadOptions(flags) },
    pathFrom(io.cwd, folder),
    {
      ...registryOptions(given),
      skipRefresh: false,
    },
  )
}

/** Where it was written, as Helm tells it: `.` is told in full, others as they were given. */
function write(cwd: string, destination: string, fileName: string, bytes: Uint8Array): string {
  const told = destination === '.' ? join(cwd, fileName) : join(destination, fileName)
  const folder = resolve(cwd, destination)
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw failure({
      code: 'destination-invalid',
      message: `failed to save: is not a directory: ${join(destination)}`,
      found: 'a file',
      expected: 'a folder, or a path at which one can be made',
    })
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, fileName), bytes)
  return told
}

/** What is packed already is not packed again. */
function refuseNoFolder(full: string, path: string, { helmVersion }: PackageFlags): void {
  const stat = statSync(full, { throwIfNoEntry: false })
  if (stat?.isDirectory() === true) return
  const file = join(full, 'Chart.yaml')
  const noFolder =
    helmVersion === '4.2'
      ? `unable to detect chart at ${file}: open ${file}: not a directory`
      : 'Chart.yaml file is missing'
  throw failure({
    code: 'chart-not-found',
    message: stat === undefined ? `stat ${path}: no such file or directory` : noFolder,
    found: stat === undefined ? path : `${path}, a file`,
    expected: 'the folder of a chart',
  })
}

/** https://reproducible-builds.org/specs/source-date-epoch: whole seconds. @throws DiagnosticError for anything else */
function sourceDateEpoch(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  if (/^\d{1,11}$/.test(text)) return Number(text)
  throw failure({
    code: 'source-date-epoch-invalid',
    message: 'SOURCE_DATE_EPOCH is no number of seconds',
    found: text,
    expected: 'seconds since 1970: 1700000000',
  })
}

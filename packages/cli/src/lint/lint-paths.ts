import {
  type LintMessage,
  lintChart,
  type LintOptions,
  type LintSubject,
  mergeLayers,
  printLintMessage,
} from '@seaworthy/helm'
import { SecureRandom, systemClock } from '@seaworthy/sim'
import { DiagnosticError } from '@seaworthy/diagnostics'
import type { LintFlags } from '../commands/lint.ts'
import type { ExitStatus } from '../exit.ts'
import { renderFlags } from '../flags.ts'
import type { Io } from '../io.ts'
import { loadOptions } from '../subject/load-options.ts'
import { fetchSetFiles, readValuesFiles, valueLayers } from '../subject/value-layers.ts'
import { chartsBelow, lintSubject } from './chart-paths.ts'

/** What `helm lint` does: its report on standard output, and on standard error that something failed. */
export async function lintPaths(io: Io, paths: readonly string[], flags: LintFlags): Promise<ExitStatus> {
  const options = await optionsOf(io, flags)
  const all =
    flags.withSubcharts === true ? [...paths, ...paths.flatMap((path) => chartsBelow(io.cwd, path))] : paths
  const reports: Report[] = []
  for (const path of all) reports.push(await examine(io, path, options, flags))
  io.out(reports.map(({ text }) => text).join(''))
  const failed = reports.filter(({ isFailed }) => isFailed).length
  const summary = `${all.length} chart(s) linted, ${failed} chart(s) failed\n`
  if (failed > 0) {
    io.err(`Error: ${summary}`)
    return 1
  }
  if (flags.quiet !== true || reports.some(({ isRemarkable }) => isRemarkable)) io.out(summary)
  return 0
}

async function optionsOf(io: Io, raw: LintFlags): Promise<LintOptions> {
  const flags = renderFlags('test-release', raw)
  const files = await readValuesFiles(io.cwd, flags)
  const layers = valueLayers(io.cwd, flags, files, await fetchSetFiles(flags))
  return {
    user: mergeLayers(layers, flags.helmVersion),
    namespace: flags.namespace,
    helmVersion: flags.helmVersion,
    ...(flags.kubeVersion !== undefined && { kubeVersion: flags.kubeVersion }),
    limits: loadOptions(flags).limits,
    skipSchemaValidation: raw.skipSchemaValidation ?? false,
    clock: systemClock,
    random: new SecureRandom(),
    log: (line) => io.err(`${line}\n`),
  }
}

interface Report {
  readonly text: string
  readonly isFailed: boolean
  /** There is a warning or an error. */
  readonly isRemarkable: boolean
}

async function examine(io: Io, path: string, options: LintOptions, flags: LintFlags): Promise<Report> {
  const subject = await found(io, path, flags)
  if (typeof subject === 'object') return report(path, lintChart(subject, options), flags)
  return { text: `==> Linting ${path}\n${subject}\n`, isFailed: true, isRemarkable: true }
}

/** The chart, or the lines that say why there is none. */
async function found(io: Io, path: string, flags: LintFlags): Promise<LintSubject | string> {
  try {
    return await lintSubject(io.cwd, path, loadOptions(flags))
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    return error.diagnostics.map(({ message }) => `Error ${message}\n`).join('')
  }
}

function report(
  path: string,
  messages: readonly LintMessage[],
  { quiet = false, strict = false }: LintFlags,
): Report {
  const remarkable = messages.filter(({ severity }) => severity !== 'INFO')
  const isRemarkable = remarkable.length > 0
  const isFailed = strict ? isRemarkable : remarkable.some(({ severity }) => severity === 'ERROR')
  if (quiet && !isRemarkable) return { text: '', isFailed, isRemarkable }
  const lines = (quiet ? remarkable : messages).map((each) => `${printLintMessage(each)}\n`)
  return { text: `==> Linting ${path}\n${lines.join('')}\n`, isFailed, isRemarkable }
}

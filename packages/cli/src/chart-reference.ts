import { existsSync, statSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { failure } from '@seaworthy/diagnostics'
import type { Io } from './io.ts'
import { type FetchFlags, fetchReference, repositoryIgnored } from './registry/fetch-reference.ts'
import { updateMissing } from './registry/update-missing.ts'
import { type ChartSource, chartSource } from './subject/chart-source.ts'

/** Helm's flags for charts that are fetched. A chart on disk needs none of them, and Helm takes them with it all the same. */
const referenceFlags: readonly string[] = [
  '--ca-file <file>',
  '--cert-file <file>',
  '--content-cache <folder>',
  '--devel',
  '--insecure-skip-tls-verify',
  '--key-file <file>',
  '--keyring <file>',
  '--pass-credentials',
  '--password <password>',
  '--plain-http',
  '--registry-config <file>',
  '--repository-cache <folder>',
  '--repository-config <file>',
  '--username <name>',
  '--version <range>',
]

export function withReferenceFlags(command: Command): Command {
  for (const flags of referenceFlags) command.addOption(new Option(flags).hideHelp())
  return command
    .addOption(new Option('--repo <address>').hideHelp())
    .addOption(new Option('--verify').hideHelp())
}

/** As commander parses them. */
export interface ReferenceFlags extends FetchFlags {
  readonly verify?: boolean
  readonly dependencyUpdate?: boolean
}

/** The flag of commands that would install: what a chart lacks is fetched into its charts/ before. */
export function withDependencyUpdate(command: Command): Command {
  return command.option('--dependency-update', 'fetch dependencies that the chart lacks before')
}

/**
 * The chart that an argument of a command of Helm's names: on disk, where a typed chart is compiled, or else fetched from a
 * repository or registry into Helm's cache (rule: `pkg/action/install.go`, LocateChart).
 * @throws DiagnosticError with Helm's words for what is not there or cannot be fetched
 */
export async function locateChart(
  io: Pick<Io, 'cwd' | 'out' | 'err'>,
  chart: string,
  flags: ReferenceFlags,
): Promise<ChartSource> {
  const name = chart.trim()
  const path = resolve(io.cwd, name)
  refuseVerify(flags.verify)
  const isOnDisk = existsSync(path)
  if (flags.repo !== undefined && isOnDisk && flags.helmVersion === '3.21')
    io.err(`${await repositoryIgnored('3.21', name, flags.repo)}\n`)
  if ((flags.repo === undefined || flags.helmVersion === '3.21') && isOnDisk) {
    const isHelms = !statSync(path).isDirectory() || existsSync(join(path, 'Chart.yaml'))
    if (!isHelms && existsSync(join(path, 'chart.ts'))) return chartSource(io.cwd, name)
    if (flags.dependencyUpdate === true) await updateMissing(io, path, flags)
    return { path }
  }
  if (flags.repo === undefined) refuseNoReference(io.cwd, name)
  return { path: await fetchReference(io, name, flags) }
}

/** Says of a path that it is not there, before anybody is asked for it. */
function refuseNoReference(cwd: string, name: string): void {
  const isPath = isAbsolute(name) || name.startsWith('.')
  if (!isPath && /[:/]/.test(name)) return
  throw failure({
    code: 'chart-not-found',
    message: isPath
      ? `path ${JSON.stringify(name)} not found`
      : `non-absolute URLs should be in form of repo_name/path_to_chart, got: ${encodeURI(name)}`,
    found: name,
    expected: 'a folder with a Chart.yaml or a chart.ts, or a packaged chart (.tgz)',
    help: `paths are taken from ${cwd}`,
  })
}

/** A signature that nobody looked at must not pass for a good one. */
export function refuseVerify(verify: boolean | undefined): void {
  if (verify !== true) return
  throw failure({
    code: 'verify-unsupported',
    message: 'seaworthy does not check signatures of charts',
    found: '--verify',
    expected: 'a call without it',
    help: 'helm verify checks a chart that was pulled with --prov',
  })
}

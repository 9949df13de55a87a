import { existsSync, statSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { failure } from '@seaworthy/diagnostics'
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

/** Those of them that cannot be passed over even where the chart is on disk. */
export interface ReferenceFlags {
  readonly repo?: string
  readonly verify?: boolean
}

/**
 * The chart that an argument of a command of Helm's names; a typed chart is compiled.
 * @throws DiagnosticError `chart-not-found` with Helm's words, `chart-reference` for what cannot be fetched
 */
export async function locateChart(cwd: string, chart: string, flags: ReferenceFlags): Promise<ChartSource> {
  const name = chart.trim()
  const path = resolve(cwd, name)
  if (flags.verify === true) throw unsupported('--verify', 'the signature of a chart is not checked yet')
  if (flags.repo === undefined && existsSync(path)) {
    const isHelms = !statSync(path).isDirectory() || existsSync(join(path, 'Chart.yaml'))
    return isHelms || !existsSync(join(path, 'chart.ts')) ? { path } : chartSource(cwd, name)
  }
  if (flags.repo === undefined && (isAbsolute(name) || name.startsWith('.'))) {
    throw failure({
      code: 'chart-not-found',
      message: `path ${JSON.stringify(name)} not found`,
      found: name,
      expected: 'a folder with a Chart.yaml or a chart.ts, or a packaged chart (.tgz)',
      help: `paths are taken from ${cwd}`,
    })
  }
  if (flags.repo === undefined && !/[:/]/.test(name)) {
    throw failure({
      code: 'chart-not-found',
      message: `non-absolute URLs should be in form of repo_name/path_to_chart, got: ${name}`,
      found: name,
      expected: 'a folder with a Chart.yaml or a chart.ts, or a packaged chart (.tgz)',
      help: `paths are taken from ${cwd}`,
    })
  }
  throw unsupported(name, 'charts of repositories and registries are not fetched by this command yet')
}

function unsupported(found: string, message: string) {
  return failure({
    code: 'chart-reference',
    message,
    found,
    expected: 'a chart on disk',
    help: 'fetch the chart first: helm pull, then name its folder or archive',
  })
}

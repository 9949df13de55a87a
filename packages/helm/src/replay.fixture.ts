// Replays command lines of `helm template` in a folder, for tests that compare with what real Helm answered.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { fixedClock, Random } from '@seaworthy/sim'
import { type HelmVersion, loadChart, type RenderOptions, renderChart, type ValueLayer } from './index.ts'

/** What real Helm answered. */
export interface Recorded {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Helm stops at the first fault, we report all: its text must be among ours. */
export function replay(
  folder: string,
  chart: string,
  args: readonly string[],
  version: HelmVersion,
  trace = false,
): string {
  return replayLogged(folder, chart, args, version, { trace }).output
}

/** What is printed, and what is said on standard error besides the error with which it ends. */
export function replayLogged(
  folder: string,
  chart: string,
  args: readonly string[],
  version: HelmVersion,
  more: Partial<RenderOptions> = {},
): { output: string; said: readonly string[] } {
  const before = process.cwd()
  const said: string[] = []
  const log = (line: string) => said.push(line)
  process.chdir(folder)
  try {
    const options = { ...optionsOf(folder, args, version), log, ...more }
    return { output: renderChart(loadChart(chart, version), options).output, said }
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    return { output: error.diagnostics.map(({ message }) => `Error: ${message}`).join('\n'), said }
  } finally {
    process.chdir(before)
  }
}

/** The options that a command line of `helm template` stands for. */
function optionsOf(folder: string, args: readonly string[], helmVersion: HelmVersion): RenderOptions {
  const readFile = (path: string) => readFileSync(join(folder, path), 'utf8')
  const values: ValueLayer[] = []
  const apiVersions: string[] = []
  const showOnly: string[] = []
  const flags: Record<string, unknown> = {}
  for (let at = 0; at < args.length; at++) {
    const flag = args[at] as string
    const next = () => args[++at] as string
    if (flag === '-f') {
      for (const file of next().split(',')) values.push({ kind: 'file', file, text: readFile(file) })
    } else if (flag.startsWith('--set')) {
      values.push({ kind: flag.slice(2) as 'set', expression: next(), readFile })
    } else if (flag === '--kube-version') flags['kubeVersion'] = next()
    else if (flag === '-n') flags['namespace'] = next()
    else if (flag === '--api-versions' || flag === '-a') apiVersions.push(...next().split(','))
    else if (flag === '--show-only') showOnly.push(next())
    else {
      const names: Record<string, string> = {
        '--is-upgrade': 'isUpgrade',
        '--include-crds': 'includeCrds',
        '--skip-tests': 'skipTests',
        '--no-hooks': 'noHooks',
        '--skip-schema-validation': 'skipSchemaValidation',
      }
      flags[names[flag] as string] = true
    }
  }
  const shown = showOnly.length === 0 ? {} : { showOnly }
  const base = { releaseName: 'release', namespace: 'default', clock: fixedClock(0), random: new Random(1) }
  return { ...base, helmVersion, values, apiVersions, ...shown, ...flags }
}

function helmError(stderr: string): string {
  return `Error: ${/^Error: ([\s\S]*)$/m.exec(stderr)?.[1] ?? stderr}`
    .replace('\n\nUse --debug flag to render out invalid YAML', '')
    .trim()
}

/** Helm's answer, and ours: one output, or every fault that we report. */
export function compared(ours: string, helm: Recorded): { ours: string[]; helm: string } {
  if (helm.status === 0) return { ours: [ours], helm: helm.stdout }
  return { ours: faultsOf(ours).map(sortCauses), helm: sortCauses(helmError(helm.stderr)) }
}

/** What a successful Helm said on standard error, and what we say, without regard to order: Helm ranges over maps. */
export function comparedLog(said: readonly string[], helm: Recorded): { ours: string[]; helm: string[] } {
  if (helm.status !== 0) return { ours: [], helm: [] }
  const lines = helm.stderr.split('\n').filter((line) => line !== '')
  return { ours: [...new Set(said)].sort(), helm: [...new Set(lines)].sort() }
}

function faultsOf(ours: string): string[] {
  const faults = ours.split(/^Error: /m).filter((each) => each !== '')
  return faults.map((each) => `Error: ${each.trim()}`)
}

/** Helm lists the faults of one schema in the order of a Go map. */
function sortCauses(text: string): string {
  return text.includes('the schema(s)') ? text.split('\n').sort().join('\n') : text
}

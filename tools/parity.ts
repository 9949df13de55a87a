// Renders every chart found below the given folders through real Helm 3 and 4 and through ours, and compares.
//   npm run parity -- FOLDER… [--version 4.2|3.21] [--verbose]
// Every chart is rendered with its defaults and with each ci/*values*.yaml. Lines that real Helm itself writes
// differently in a second run (random, time) are masked.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { type HelmVersion, loadChart, renderChart, type ValueLayer } from '@seaworthy/helm'
import { Random, systemClock } from '@seaworthy/sim'
import { runHelm } from './oracles/run-helm.mjs'

type Verdict = 'identical' | 'masked' | 'different' | 'fails alike' | 'fails otherwise' | 'crash'

interface Outcome {
  readonly verdict: Verdict
  readonly detail?: string
}

interface Answer {
  readonly ok: boolean
  readonly text: string
}

/** Between the faults that ours reports; Helm stops at the first. */
const separator = '\n\u0000\n'

const args = process.argv.slice(2)
const verbose = args.includes('--verbose')
const versionAt = args.indexOf('--version')
const versions: HelmVersion[] = versionAt === -1 ? ['4.2', '3.21'] : [args[versionAt + 1] as HelmVersion]
const folders = args.filter((each, at) => !each.startsWith('--') && args[at - 1] !== '--version')

function chartFolders(folder: string): string[] {
  if (existsSync(join(folder, 'Chart.yaml'))) return [folder]
  const inside = readdirSync(folder).map((name) => join(folder, name))
  return inside
    .filter((path) => statSync(path).isDirectory() && !path.endsWith('/node_modules'))
    .flatMap(chartFolders)
}

function valuesFiles(chart: string): (string | undefined)[] {
  const ci = join(chart, 'ci')
  if (!existsSync(ci)) return [undefined]
  return [
    undefined,
    ...readdirSync(ci)
      .filter((name) => /values.*\.ya?ml$/.test(name))
      .map((name) => join(ci, name)),
  ]
}

function helmAnswer(version: HelmVersion, chart: string, values: string | undefined): Answer {
  const flags = values === undefined ? [] : ['-f', values]
  const { status, stdout, stderr } = runHelm(
    version === '4.2' ? 'helm4' : 'helm3',
    ['template', 'release', chart, '-n', 'space', ...flags],
    '/',
  )
  if (status === 0) return { ok: true, text: stdout }
  const [, error = stderr] = /^Error: ([\s\S]*)$/m.exec(stderr) ?? []
  return { ok: false, text: error.replace('\n\nUse --debug flag to render out invalid YAML', '').trim() }
}

function ourAnswer(version: HelmVersion, chart: string, values: string | undefined): Answer {
  const layers: ValueLayer[] =
    values === undefined ? [] : [{ kind: 'file', file: values, text: readFileSync(values, 'utf8') }]
  try {
    const { output } = renderChart(loadChart(chart, version), {
      releaseName: 'release',
      namespace: 'space',
      helmVersion: version,
      values: layers,
      clock: systemClock,
      random: new Random(1),
    })
    return { ok: true, text: output }
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    return { ok: false, text: error.diagnostics.map(({ message }) => message).join(separator) }
  }
}

function compare(version: HelmVersion, chart: string, values: string | undefined): Outcome {
  const real = helmAnswer(version, chart, values)
  let ours: Answer
  try {
    ours = ourAnswer(version, chart, values)
  } catch (error) {
    return { verdict: 'crash', detail: (error as Error).stack ?? String(error) }
  }
  if (real.ok !== ours.ok)
    return {
      verdict: 'different',
      detail: `Helm ${real.ok ? 'renders' : `fails: ${real.text}`}\n  ours ${ours.ok ? 'renders' : `fails: ${ours.text}`}`,
    }
  if (!real.ok) {
    const alike =
      ours.text.trim() === real.text ||
      ours.text.split(separator).some((each) => sameFault(each.trim(), real.text))
    return alike
      ? { verdict: 'fails alike' }
      : { verdict: 'fails otherwise', detail: `Helm: ${real.text}\n  ours: ${ours.text}` }
  }
  if (real.text === ours.text) return { verdict: 'identical' }
  const difference = firstDifference(real.text.split('\n'), ours.text.split('\n'), new Set())
  const again = helmAnswer(version, chart, values)
  const unstable = unstableLines(real.text.split('\n'), again.text.split('\n'))
  const masked = firstDifference(real.text.split('\n'), ours.text.split('\n'), unstable)
  return masked === undefined && difference !== undefined
    ? { verdict: 'masked' }
    : { verdict: 'different', detail: masked ?? '' }
}

/** Helm lists the faults of a schema in the order of a Go map. */
function sameFault(ours: string, real: string): boolean {
  const sorted = (text: string) =>
    text
      .split('\n')
      .sort((a, b) => (a < b ? -1 : 1))
      .join('\n')
  return ours === real || (real.includes('the schema(s)') && sorted(ours) === sorted(real))
}

function unstableLines(first: readonly string[], second: readonly string[]): Set<number> {
  return new Set(first.flatMap((line, at) => (line === second[at] ? [] : [at])))
}

function firstDifference(
  real: readonly string[],
  ours: readonly string[],
  masked: ReadonlySet<number>,
): string | undefined {
  for (let at = 0; at < Math.max(real.length, ours.length); at++) {
    if (real[at] === ours[at] || masked.has(at)) continue
    const source = real.slice(0, at + 1).findLast((line) => line.startsWith('# Source: ')) ?? ''
    return `${source}\n  line ${at + 1}\n  Helm: ${real[at]}\n  ours: ${ours[at]}`
  }
  return undefined
}

const counts = new Map<string, number>()
for (const chart of folders.map((folder) => resolve(folder)).flatMap(chartFolders)) {
  for (const values of valuesFiles(chart)) {
    for (const version of versions) {
      const { verdict, detail } = compare(version, chart, values)
      const key = `${version} ${verdict}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
      const isGood = verdict === 'identical' || verdict === 'masked' || verdict === 'fails alike'
      if (isGood && !verbose) continue
      console.log(`${verdict}: ${chart}${values === undefined ? '' : ` -f ${basename(values)}`} (${version})`)
      if (detail !== undefined) console.log(`  ${detail.slice(0, 1200)}`)
    }
  }
}
for (const [key, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${key}: ${count}`)

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { fixedClock, Random } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import { type HelmVersion, loadChart, type RenderOptions, renderChart, type ValueLayer } from './index.ts'

// The answers of real Helm are recorded by tools/oracles/record-helm.mjs.
const testdata = fileURLToPath(new URL('../testdata/', import.meta.url))
const cases: { name: string; chart: string; args: string[] }[] = JSON.parse(
  readFileSync(`${testdata}cases.json`, 'utf8'),
)

interface Recorded {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

const readFile = (path: string) => readFileSync(`${testdata}${path}`, 'utf8')

/** The options that a command line of `helm template` stands for. */
function optionsOf(args: readonly string[], helmVersion: HelmVersion): RenderOptions {
  const values: ValueLayer[] = []
  const apiVersions: string[] = []
  const showOnly: string[] = []
  const flags: Record<string, unknown> = {}
  for (let at = 0; at < args.length; at++) {
    const flag = args[at] as string
    const next = () => args[++at] as string
    if (flag === '-f') {
      const file = next()
      values.push({ kind: 'file', file, text: readFile(file) })
    } else if (flag.startsWith('--set')) {
      values.push({ kind: flag.slice(2) as 'set', expression: next(), readFile })
    } else if (flag === '--kube-version') flags['kubeVersion'] = next()
    else if (flag === '-n') flags['namespace'] = next()
    else if (flag === '--api-versions' || flag === '-a') apiVersions.push(next())
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

/** Helm stops at the first fault, we report all: its text must be among ours. */
function render(chart: string, args: readonly string[], version: HelmVersion): string {
  const before = process.cwd()
  process.chdir(testdata)
  try {
    return renderChart(loadChart(chart, version), optionsOf(args, version)).output
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    return error.diagnostics.map(({ message }) => `Error: ${message}`).join('\n')
  } finally {
    process.chdir(before)
  }
}

function helmError(stderr: string): string {
  return `Error: ${/^Error: ([\s\S]*)$/m.exec(stderr)?.[1] ?? stderr}`
    .replace('\n\nUse --debug flag to render out invalid YAML', '')
    .trim()
}

const versions: readonly HelmVersion[] = ['4.2', '3.21']
const recorded = cases.filter(({ name }) => name !== 'missing-values')

for (const version of versions) {
  test.each(recorded)(`$name under Helm ${version}`, (each) => {
    const { ours, helm } = answers(each, version)
    expect(ours).toContain(helm)
  })
}

/** Helm's answer, and ours: one output, or every fault that we report. */
function answers({ name, chart, args }: (typeof cases)[number], version: HelmVersion) {
  const answer: Recorded = JSON.parse(readFile(`recorded/${name}.json`))[version]
  const ours = render(chart, args, version)
  if (answer.status === 0) return { ours: [ours], helm: answer.stdout }
  return { ours: faultsOf(ours).map(sortCauses), helm: sortCauses(helmError(answer.stderr)) }
}

/** Helm lists the faults of one schema in the order of a Go map. */
function sortCauses(text: string): string {
  return text.includes('the schema(s)') ? text.split('\n').sort().join('\n') : text
}

function faultsOf(ours: string): string[] {
  const faults = ours.split(/^Error: /m).filter((each) => each !== '')
  return faults.map((each) => `Error: ${each.trim()}`)
}

test('every recording belongs to a case', () => {
  const names = readdirSync(`${testdata}recorded`).map((file) => file.replace('.json', ''))
  expect(names.sort()).toEqual(cases.map(({ name }) => name).sort())
})

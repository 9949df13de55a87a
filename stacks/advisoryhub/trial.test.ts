import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface Report {
  readonly check: { readonly findings: readonly unknown[]; readonly unjudged: readonly unknown[] }
  readonly scenarios: readonly {
    readonly scenario: string
    readonly wait: boolean
    readonly verdict: string
    readonly runs: number
    readonly properties: readonly { readonly name: string }[]
  }[]
}

/** The report of some runs of each scenario. */
function trialWith(values: string): Report {
  const trial = [
    'packages/seaworthy/bin/seaworthy.cjs',
    'trial',
    'advisoryhub',
    'stacks/advisoryhub',
    '-n',
    'advisoryhub',
  ]
  const flags = ['-f', `stacks/advisoryhub/ci/${values}`, '--runs', '5', '-o', 'json', '--quiet']
  const printed = execFileSync(process.execPath, [...trial, ...flags], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return JSON.parse(printed) as Report
}

const asked: Readonly<Record<string, readonly string[]>> = {
  'first-install': ['ends', 'migration-first'],
  'upgrade-unchanged': ['nothing-changes'],
  'upgrade-image': ['available', 'migration-first', 'singleton'],
  'upgrade-migration-fails': ['available', 'old-pods-serve'],
  'upgrade-never-ready': ['available'],
  drain: ['available', 'drains-end'],
}

test.each(['okd-values.yaml', 'minimal-values.yaml'])(
  'its trials with %s: old pods serve while and after a migration fails, rollouts and drains keep web, beat never runs twice [AH-069] [AH-072] [AH-073] [AH-076] [AH-092]',
  { timeout: 120_000 },
  (values) => {
    const { check, scenarios } = trialWith(values)
    expect(check.findings).toEqual([])
    const verdicts = scenarios.map(({ scenario, wait, verdict, runs }) => [scenario, wait, verdict, runs])
    // A drain releases nothing, so it is tried once.
    const waits = (name: string) => (name === 'drain' ? [false] : [true, false])
    const want = Object.keys(asked).flatMap((name) => waits(name).map((wait) => [name, wait, 'held', 5]))
    expect(verdicts).toEqual(want)
    for (const { scenario, properties } of scenarios)
      expect(properties.map(({ name }) => name)).toEqual(expect.arrayContaining([...(asked[scenario] ?? [])]))
  },
)

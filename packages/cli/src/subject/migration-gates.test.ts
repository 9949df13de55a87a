import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { TrialReport } from '../report/trial-report.ts'
import { run } from '../testing.ts'

const fixtures = join(import.meta.dirname, '../../../../tests/fixtures/charts/post-install-migration')

async function firstInstall(twin: string): Promise<TrialReport> {
  const flags = ['--scenario', 'first-install', '--runs', '2', '-q', '-o', 'json']
  const { out } = await run(['trial', 'demo', join(fixtures, twin), ...flags])
  return JSON.parse(out)
}

test('pods that wait for a migration which waits for the pods: an install with --wait ends failed', async () => {
  const { scenarios, assumptions } = await firstInstall('bad')
  expect(
    scenarios.map(({ wait, verdict, counterexamples }) => [
      wait,
      verdict,
      counterexamples.map(({ violation }) => violation.property),
    ]),
  ).toEqual([
    [true, 'violated', ['ends']],
    [false, 'held', []],
  ])
  expect(assumptions).toContain(
    'init container wait-for-migrations (Deployment/demo-gateway) waits until Job/demo-gateway-migrate has completed with its image',
  )
})

test('a migration before the pods lets both installs end well', async () => {
  const { scenarios } = await firstInstall('good')
  expect(scenarios.map(({ verdict }) => verdict)).toEqual(['held', 'held'])
})

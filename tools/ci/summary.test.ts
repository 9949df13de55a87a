import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'

const folders: string[] = []
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

function summary(steps: readonly string[], runs: Readonly<Record<string, object>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'summary-'))
  folders.push(folder)
  writeFileSync(join(folder, 'steps.tsv'), steps.map((step) => `${step}\n`).join(''))
  for (const [name, run] of Object.entries(runs))
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(run))
  const { stdout, status } = spawnSync('node', [join(import.meta.dirname, 'summary.mjs'), folder], {
    encoding: 'utf8',
  })
  return { last: stdout.trimEnd().split('\n').at(-1), status }
}

const run = (passed: number, failed: number, skipped = 0, testResults: object[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
  numTodoTests: 0,
  testResults,
})

test('tests are counted from the runners, steps that pass are not', () => {
  const { last, status } = summary(['install\t0\t3', 'test\t0\t9', 'test-oracle\t0\t1'], {
    test: run(7, 0, 1),
    'test-oracle': run(2, 0),
  })
  expect(last).toBe('9 passed, 0 failed, 1 skipped')
  expect(status).toBe(0)
})

test('a failed step without a failed test is one failure', () => {
  const { last, status } = summary(['test\t0\t9', 'lint\t1\t2', 'test-oracle\tskipped\t0'], {
    test: run(7, 0),
  })
  expect(last).toBe('7 passed, 1 failed, 1 skipped')
  expect(status).toBe(1)
})

test('failed tests count themselves, and so does a file that did not load', () => {
  const broken = { status: 'failed', assertionResults: [] }
  expect(summary(['test\t1\t9'], { test: run(7, 2) }).last).toBe('7 passed, 2 failed, 0 skipped')
  expect(summary(['test\t1\t9'], { test: run(7, 2, 0, [broken]) }).last).toBe('7 passed, 3 failed, 0 skipped')
})

test('a run without a single passed test has failed', () => {
  expect(summary(['install\t1\t3'])).toEqual({ last: '0 passed, 1 failed, 0 skipped', status: 1 })
  expect(summary(['test\t0\t3'], { test: run(0, 0) }).status).toBe(1)
})

test('renderings that were compared with Helm count as tests', () => {
  const parity = { kind: 'ParityReport', equal: 40, different: 2, table: [], differences: [] }
  expect(summary(['test\t0\t9', 'parity\t1\t5'], { test: run(7, 0), parity })).toEqual({
    last: '47 passed, 2 failed, 0 skipped',
    status: 1,
  })
})

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'

const folders: string[] = []
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

function promises(files: Readonly<Record<string, string>>, ...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'promises-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const command = [
    join(import.meta.dirname, 'promises.mjs'),
    '--root',
    folder,
    ...args.map((arg) => join(folder, arg)),
  ]
  const { stdout, stderr, status } = spawnSync('node', command, { encoding: 'utf8' })
  return { stdout: stdout.trim(), stderr: stderr.trim(), status }
}

const ledger = `# Promises

| ID | Promise | Check |
|---|---|---|
| ZZ-001 | one | R |
| ZZ-002 | two | R |
| ZZ-003 | three | untestable: nobody can |
| ZZ-004 | four | R |
`
// Assembled, so that this file names no promise itself.
const named = (id: string) => `test('[${id}] holds', () => {})\n`

test('each promise is passing, failing, untestable or open, as the tests ran', () => {
  const results = {
    testResults: [
      {
        assertionResults: [
          { fullName: 'one [ZZ-001]', status: 'passed' },
          { fullName: 'two [ZZ-002]', status: 'passed' },
          { fullName: 'two again [ZZ-002]', status: 'failed' },
          { fullName: 'four [ZZ-004]', status: 'skipped' },
        ],
      },
    ],
  }
  const files = {
    'stacks/zed/PROMISES.md': ledger,
    'stacks/zed/chart.test.ts': named('ZZ-001') + named('ZZ-002') + named('ZZ-004'),
    'results.json': JSON.stringify(results),
  }
  expect(promises(files, 'results.json')).toEqual({
    stdout: 'zed: 4 promises, 1 passing, 1 failing, 1 untestable, 1 open',
    stderr: '',
    status: 0,
  })
  expect(promises(files).stdout).toBe('zed: 4 promises, 3 with a test (not run here), 1 untestable, 0 open')
})

test.each([
  ['an unknown ID', { 'tests/x.test.ts': named('ZZ-999') }, '[ZZ-999] is in no PROMISES.md'],
  [
    'a missing reason',
    { 'stacks/zed/PROMISES.md': '| ZZ-001 | one | untestable |\n' },
    'ZZ-001 is untestable without a reason',
  ],
  [
    'an empty reason',
    { 'stacks/zed/PROMISES.md': '| ZZ-001 | one | untestable: |\n' },
    'ZZ-001 is untestable without a reason',
  ],
  [
    'an ID twice',
    { 'stacks/zed/PROMISES.md': '| ZZ-001 | a | R |\n| ZZ-001 | b | R |\n' },
    'ZZ-001 is there twice',
  ],
  [
    'a tested untestable',
    { 'tests/x.test.ts': named('ZZ-003') },
    '[ZZ-003] has a test and is marked untestable',
  ],
])('%s fails', (_what, files, message) => {
  const { stderr, status } = promises({ 'stacks/zed/PROMISES.md': ledger, ...files })
  expect(stderr).toContain(message)
  expect(status).toBe(1)
})

test('a repository without ledgers has nothing to fail', () => {
  expect(promises({ 'tests/x.test.ts': '' })).toMatchObject({
    stdout: 'no stacks/*/PROMISES.md yet',
    status: 0,
  })
})

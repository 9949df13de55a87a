import { spawnSync } from 'node:child_process'
import { closeSync, openSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { failure } from '@seaworthy/diagnostics'
import { expect, test } from 'vitest'
import { sayFailure } from './exit.ts'
import { folderWith, run, testdata } from './testing.ts'

test('a file that the system refuses to read is wrong input', async () => {
  const cwd = folderWith({
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'c/templates/a.yaml': '',
  })
  const denied = Object.assign(new Error('EACCES'), {
    code: 'EACCES',
    syscall: 'open',
    path: 'c/values.yaml',
  })
  const refuses = () => {
    throw denied
  }
  const { status, err } = await run(['template', 'c'], { cwd, out: refuses })
  expect({ status, err }).toEqual({
    status: 1,
    err: `error[file-refused]: cannot read c/values.yaml
  found: permission denied (EACCES, open)
  expected: a file that you may read
  help: see who may: ls -ld c/values.yaml
`,
  })
  symlinkSync('loop.yaml', join(cwd, 'c/templates/loop.yaml'))
  expect((await run(['check', 'c'], { cwd })).status).toBe(2)
})

test.each([
  ['EISDIR', 'open', 'read', 'it is a folder'],
  ['ENOTDIR', 'mkdir', 'write', 'a part of the path is a file'],
  ['ENAMETOOLONG', 'open', 'read', 'the name is too long'],
  ['ENOSPC', 'close', 'write', 'no space left on the device'],
])('what the system says to a path is wrong input too: %s', (code, syscall, does, why) => {
  let err = ''
  const io = { err: (text: string) => (err += text) }
  const thrown = Object.assign(new Error(code), { code, syscall, path: 'a/b' })
  expect(sayFailure(io as never, thrown, { debug: false, json: false })).toBe(2)
  expect(err).toContain(`error[file-refused]: cannot ${does} a/b\n  found: ${why} (${code}, ${syscall})\n`)
})

test.each([['-o', 'json'], ['--output=json'], ['-ojson']])(
  'with %s %s wrong input is data too',
  async (...args) => {
    const { status, out, err } = await run(['check', './nothere', ...args.filter((arg) => arg !== undefined)])
    expect(status).toBe(2)
    expect(JSON.parse(out)).toMatchObject({
      apiVersion: 'seaworthy.dev/v1alpha1',
      kind: 'Error',
      diagnostics: [{ code: 'chart-not-found', message: 'there is no chart at ./nothere' }],
    })
    expect(err).toMatch(/^error\[chart-not-found\]/)
  },
)

test('of a thousand calls five are told', async () => {
  const notes = ['why', ...Array.from({ length: 1000 }, (_, index) => `called from a.yaml:${index}`)]
  let err = ''
  const io = { err: (text: string) => (err += text) }
  sayFailure(io as never, failure({ code: 'c', message: 'm', notes }), { debug: false, json: false })
  expect(err).toBe(
    `error[c]: m\n  = why\n${[0, 1, 2, 3, 4].map((at) => `  = called from a.yaml:${at}\n`).join('')}  = … 995 more\n`,
  )
})

test('an output that cannot be written is one line and status 74', () => {
  const full = openSync('/dev/full', 'w')
  const tsx = createRequire(import.meta.url).resolve('tsx')
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', tsx, join(import.meta.dirname, 'main.ts'), 'template', 'shop'],
    { cwd: testdata, stdio: ['ignore', full, 'pipe'], encoding: 'utf8' },
  )
  closeSync(full)
  expect({ status, stderr }).toEqual({
    status: 74,
    stderr: 'error[output]: cannot write the answer: ENOSPC: no space left on device, write\n',
  })
}, 60_000)

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type Bundle, bundle } from './bundle.mjs'

const packages = join(import.meta.dirname, '../..')
const command = join(packages, 'seaworthy/bin/seaworthy.cjs')
const chart = join(packages, 'helm/testdata/charts/basic')
const dist = mkdtempSync(join(tmpdir(), 'bundle-'))
let made: Bundle

beforeAll(async () => {
  const sources = join(packages, 'seaworthy/src')
  made = await bundle({ main: join(sources, 'main.ts'), sdk: join(sources, 'sdk.ts') }, packages)
  for (const [name, { code, map }] of Object.entries(made.scripts)) {
    writeFileSync(join(dist, `${name}.cjs`), code)
    writeFileSync(join(dist, `${name}.cjs.map`), map)
  }
}, 60_000)

/** The files of ours in a script, as `helm/src/render.ts`, and the libraries, as `commander`. */
function sourcesOf(script: 'core' | 'seldom' | 'rest'): string[] {
  const { sections } = JSON.parse(made.scripts[script].map) as { sections: { map: { sources: string[] } }[] }
  return sections.flatMap(({ map }) =>
    map.sources.map((path) =>
      path.replace(/^.*node_modules\/((?:@[^/]+\/)?[^/]+).*$/, '$1').replace(/^.*packages\//, ''),
    ),
  )
}

function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', SEAWORTHY_DIST: dist, ...env },
  })
  return { status, stdout, stderr }
}

test('template starts with a small script, in which nothing is that only other commands need', () => {
  const sources = sourcesOf('core')
  expect(sources).toContain('helm/src/render.ts')
  const rooms = new Set(sources.map((path) => path.split('/')[0]))
  for (const room of ['trial', 'cluster', 'release', 'check', 'sdk', 'registry', 're2js', 'bcryptjs'])
    expect(rooms).not.toContain(room)
  expect(
    sources.filter((path) => /^kube\/src\/schema\/|^helm\/src\/(schema\/validator|diff|lint)/.test(path)),
  ).toEqual([])
  expect(made.scripts.core.code.length).toBeLessThan(600_000)
})

test('with --debug a defect is shown at its place in the sources', () => {
  const broken = join(dist, 'broken.cjs')
  writeFileSync(broken, "require('node:fs').readdirSync = () => { throw new TypeError('the pump is dry') }")
  const { status, stderr } = run(['template', '--debug', chart], { NODE_OPTIONS: `--require=${broken}` })
  expect(status).toBe(70)
  expect(stderr).toMatch(
    /TypeError: the pump is dry\n.*\n {4}at \w+ \(packages\/helm\/src\/chart\/load\.ts:\d+:\d+\)\n/,
  )
})

test('the version needs no bundle', () => {
  expect(run(['--version'], { SEAWORTHY_DIST: join(dist, 'nowhere') })).toMatchObject({
    status: 0,
    stderr: '',
  })
})

test('what was compiled is kept, and taken by the next call', () => {
  const cache = mkdtempSync(join(tmpdir(), 'cache-'))
  const first = run(['template', chart], { XDG_CACHE_HOME: cache })
  expect(first).toMatchObject({ status: 0, stderr: '' })
  expect(first.stdout).toContain('# Source: basic/templates/')
  const kept = readdirSync(join(cache, 'seaworthy'))
  expect(kept.map((name) => name.replace(/^[0-9a-f]+-v[\d.]+-/, '').replace(/-\d+$/, ''))).toEqual([
    `${process.arch}-template-core`,
  ])
  expect(run(['template', chart], { XDG_CACHE_HOME: cache })).toEqual(first)
  expect(readdirSync(join(cache, 'seaworthy'))).toEqual(kept)
})

test('where nothing can be kept, the command works all the same', () => {
  const file = join(dist, 'file')
  writeFileSync(file, '')
  expect(run(['template', chart], { XDG_CACHE_HOME: file })).toMatchObject({ status: 0, stderr: '' })
})

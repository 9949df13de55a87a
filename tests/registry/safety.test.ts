import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ChartServers } from './chart-servers.ts'
import { ours } from './ours.ts'

// Where Seaworthy promises more than Helm: nothing is believed unseen, and no password goes to whom it is not meant for.

let servers: ChartServers
let room: string
let proxy: string

beforeEach(async () => {
  servers = new ChartServers()
  proxy = await servers.start()
  room = mkdtempSync(join(tmpdir(), 'seaworthy-safety-'))
})

afterEach(async () => {
  await servers.stop()
  rmSync(room, { recursive: true, force: true })
})

/** Calls ours in the room; `home` is Helm's. */
async function call(...args: readonly string[]) {
  const env = {
    HTTP_PROXY: proxy,
    HELM_CONFIG_HOME: join(room, '.c'),
    HELM_CACHE_HOME: join(room, '.k'),
    DOCKER_CONFIG: join(room, '.d'),
  }
  return ours('4.2')(args, room, env)
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(join(room, path, '..'), { recursive: true })
  writeFileSync(join(room, path), content)
}

const visible = () => readdirSync(room).filter((name) => !name.startsWith('.'))
const passwords = () =>
  servers.seen.filter(({ authorization }) => authorization !== undefined).map(({ url }) => new URL(url).host)
const access = ['--username', 'ada', '--password', 's3cret'] as const

test('an archive that is not what the index promises is refused, and nothing is written', async () => {
  await call('repo', 'add', 'ex', 'http://charts.example.com')
  const { status, stderr } = await call('pull', 'ex/drifting')
  expect(stderr).toMatch(
    /^error\[digest-mismatch\]: what was downloaded from http:\/\/charts\.example\.com\/anchor-1\.0\.0\.tgz is not what/,
  )
  expect({ status, files: visible() }).toEqual({ status: 1, files: [] })
})

test('content of a registry that is not what its manifest promises is refused', async () => {
  const registry = servers.registries['registry.example.com']
  if (registry !== undefined) registry.lies = true
  const { status, stderr } = await call('pull', 'oci://registry.example.com/charts/anchor', '--plain-http')
  expect(stderr).toMatch(
    /^error\[digest-mismatch\]: .*is not what the registry promised: digest sha256:\w+ does not match sha256:\w+\n/,
  )
  expect({ status, files: visible() }).toEqual({ status: 1, files: [] })
})

test('a password for a repository does not go to the other server that has the archive', async () => {
  expect((await call('pull', 'elsewhere', '--repo', 'http://private.example.com', ...access)).status).toBe(0)
  expect(servers.seen.map(({ url }) => url)).toEqual([
    'http://private.example.com/index.yaml',
    'http://other.example.com/anchor-1.0.0.tgz',
  ])
  expect(passwords()).toEqual(['private.example.com'])
})

test('--pass-credentials sends it there', async () => {
  await call('pull', 'elsewhere', '--repo', 'http://private.example.com', '--pass-credentials', ...access)
  expect(passwords()).toEqual(['private.example.com', 'other.example.com'])
})

test('a password does not follow a redirect to another server', async () => {
  const { status, stderr } = await call('pull', 'http://moved.example.com/anchor-1.0.0.tgz', ...access)
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr:
      'error[unauthorized]: failed to fetch http://moved.example.com/anchor-1.0.0.tgz : 401 Unauthorized\n',
  })
  expect(passwords()).toEqual(['moved.example.com'])
})

test('a password of a dependency’s repository does not go to the other server that has the archive', async () => {
  await call('repo', 'add', 'mine', 'http://private.example.com', ...access)
  write(
    'ship/Chart.yaml',
    "apiVersion: v2\nname: ship\nversion: 1.0.0\ndependencies: [{name: elsewhere, version: '1', repository: '@mine'}]\n",
  )
  expect((await call('dependency', 'update', 'ship')).status).toBe(0)
  expect(new Set(passwords())).toEqual(new Set(['private.example.com']))
  expect(servers.seen.at(-1)).toEqual({ method: 'GET', url: 'http://other.example.com/anchor-1.0.0.tgz' })
})

test('passwords are in no message, whatever fails', async () => {
  for (const address of [
    'http://ada:s3cret@private.example.com/nothing.tgz',
    'http://ada:s3cret@nowhere.example.com/a.tgz',
    'https://ada:s3cret@127.0.0.1:1/a.tgz',
  ]) {
    const { status, stdout, stderr } = await call(
      'pull',
      address,
      '--username',
      'ada',
      '--password',
      's3cret',
    )
    expect({ status, told: (stdout + stderr).includes('s3cret') }).toEqual({ status: 1, told: false })
  }
})

test('nor are those of repositories', async () => {
  const address = 'http://ada:s3cret@private.example.com'
  const lacking = 'http://ada:s3cret@failing.example.com'
  const of = (name: string, repository: string) =>
    `apiVersion: v2\nname: ship\nversion: 1.0.0\ndependencies: [{name: ${name}, version: '1', repository: '${repository}'}]\n`
  let told = ''
  for (const [name, repository] of [
    ['anchor', address],
    ['mast', address],
    ['lost', address],
    ['anchor', lacking],
  ] as const) {
    write('ship/Chart.yaml', of(name, repository))
    for (const words of [
      ['dependency', 'update', 'ship'],
      ['pull', name, '--repo', repository],
      ['repo', 'add', name, repository],
      ['repo', 'update'],
    ]) {
      const { stdout, stderr } = await call(...words)
      told += stdout + stderr
    }
  }
  expect(told).toContain('http://ada:***@private.example.com')
  expect(told).not.toContain('s3cret')
})

test('a token for one registry is fetched once, and sent to no other', async () => {
  const result = await call('pull', 'oci://bearer.example.com/charts/anchor', '--plain-http', ...access)
  expect(result.status).toBe(0)
  const tokens = servers.seen.filter(({ url }) => new URL(url).pathname === '/token')
  expect(tokens.map(({ url }) => url)).toEqual([
    'http://bearer.example.com/token?scope=repository%3Acharts%2Fanchor%3Apull&service=bearer.example.com',
  ])
  expect(new Set(passwords())).toEqual(new Set(['bearer.example.com']))
})

/** A tar entry of a name, with text. */
function entry(name: string, text: string, type = '0', link = ''): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write('0000644\0', 100)
  header.write(`${text.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write('        ', 148)
  header.write(type, 156)
  header.write(link, 157)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, Buffer.from(text), Buffer.alloc((512 - (text.length % 512)) % 512)])
}

const chartYaml = (name: string) => entry('x/Chart.yaml', `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`)

test.each([
  [
    'a path that climbs',
    [chartYaml('x'), entry('x/../../escaped', 'x')],
    'chart illegally references parent directory',
  ],
  [
    'an absolute path',
    [chartYaml('x'), entry('x//etc/escaped', 'x')],
    'chart illegally contains absolute paths',
  ],
  ['a link', [chartYaml('x'), entry('x/link', '', '2', '/etc/passwd')], 'link or special file'],
  ['a name that climbs', [chartYaml('..')], 'chart name ".." is not allowed'],
  ['a name with a slash', [chartYaml('a/b')], 'chart name "a/b" must not contain path separators'],
  ['no name', [entry('x/values.yaml', 'a: 1')], 'chart name not specified'],
  [
    'a file that is a folder too',
    [chartYaml('x'), entry('x/a', '1'), entry('x/a/b', '2')],
    'failed to untar: "a/b": the archive has a file and a folder of one name',
  ],
  [
    'a folder that is a file too',
    [chartYaml('x'), entry('x/a/b', '2'), entry('x/a', '1')],
    'failed to untar: "a": the archive has a file and a folder of one name',
  ],
  ['no archive', [], 'gzip: '],
])('--untar of %s leaves nothing', async (_what, entries, message) => {
  const archive =
    entries.length === 0 ? Buffer.from('no gzip') : gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)]))
  servers.serve('/bad.tgz', archive)
  const { status, stderr } = await call(
    'pull',
    'http://served.example.com/bad.tgz',
    '--untar',
    '--untardir',
    'in',
  )
  expect(stderr).toContain(message)
  expect({ status, files: visible().flatMap((name) => readdirSync(join(room, name))) }).toEqual({
    status: 1,
    files: [],
  })
})

test.each([
  ['HELM_REPOSITORY_CONFIG', ['repo', 'list']],
  ['HELM_REGISTRY_CONFIG', ['registry', 'logout', 'registry.example.com']],
])('a folder where %s names a file is wrong input, named', async (variable, words) => {
  const env = { HTTP_PROXY: proxy, DOCKER_CONFIG: join(room, '.d'), [variable]: room }
  const { status, stderr } = await ours('4.2')(words, room, env)
  expect(stderr).toContain(`cannot read ${room}\n  found: it is a folder (EISDIR, read)`)
  expect(status).toBe(1)
})

test('a signature is never taken for checked', async () => {
  for (const words of [
    ['pull', 'ex/anchor'],
    ['dependency', 'update', '.'],
    ['template', 'x', '.'],
  ]) {
    const { status, stderr } = await call(...words, '--verify')
    expect({ status, first: stderr.split('\n')[0] }).toEqual({
      status: 1,
      first: 'error[verify-unsupported]: seaworthy does not check signatures of charts',
    })
  }
})

test('a lock is not written through a link', async () => {
  write(
    'ship/Chart.yaml',
    "apiVersion: v2\nname: ship\nversion: 1.0.0\ndependencies: [{name: anchor, version: '1', repository: 'http://charts.example.com'}]\n",
  )
  write('ship/target', '')
  symlinkSync('target', join(room, 'ship/Chart.lock'))
  const { status, stderr } = await call('dependency', 'update', 'ship')
  expect(stderr).toContain('error[lock-is-link]: the Chart.lock file is a symlink to "target"')
  expect({ status, target: readFileSync(join(room, 'ship/target'), 'utf8') }).toEqual({
    status: 1,
    target: '',
  })
})

test('links that lead out of a chart are followed on demand only', async () => {
  write(
    'ship/Chart.yaml',
    'apiVersion: v2\nname: ship\nversion: 1.0.0\ndependencies: [{name: lib, version: 1, repository: "file://../lib"}]\n',
  )
  write('lib/Chart.yaml', 'apiVersion: v2\nname: lib\nversion: 1.0.0\n')
  write('secret', 'of somebody')
  symlinkSync('../secret', join(room, 'lib/leak.txt'))
  const refused = await call('dependency', 'update', 'ship')
  expect(refused.stderr).toContain('error[chart-link]: ')
  expect({ status: refused.status, files: readdirSync(join(room, 'ship')) }).toEqual({
    status: 1,
    files: ['Chart.yaml'],
  })
  const allowed = await call('dependency', 'update', 'ship', '--follow-links')
  expect({ status: allowed.status, files: readdirSync(join(room, 'ship/charts')) }).toEqual({
    status: 0,
    files: ['lib-1.0.0.tgz'],
  })
})

import { execFileSync, type ChildProcess, spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadFolder, memoryFiles, renderChart } from '@seaworthy/helm'
import { fixedClock, SecureRandom } from '@seaworthy/sim'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { repository } from './chart-servers.ts'
import { ours } from './ours.ts'
import type { Outcome } from './run-case.ts'

const oracles = process.env['SEAWORTHY_ORACLES'] ?? join(homedir(), '.cache/seaworthy/oracles')
const helms = { '4.2': join(oracles, 'helm4'), '3.21': join(oracles, 'helm3') } as const
const folders = (process.env['PATH'] ?? '').split(':')
const program = folders.map((folder) => join(folder, 'docker-registry')).find((path) => existsSync(path))
const missing = [
  ...(program === undefined ? ['docker-registry'] : []),
  ...Object.values(helms).filter((path) => !existsSync(path)),
]
if (missing.length > 0)
  process.stderr.write(`real-registry.oracle.test.ts is skipped: there is no ${missing.join(', ')}\n`)

const room = mkdtempSync(join(tmpdir(), 'seaworthy-real-registry-'))
const processes: ChildProcess[] = []
const versions = ['4.2', '3.21'] as const

/** A line of an htpasswd file and a certificate for this machine, as templates make them. */
function made(template: string): string {
  const files = memoryFiles({
    'Chart.yaml': 'apiVersion: v2\nname: made\nversion: 1.0.0\n',
    'templates/made.yaml': `made: {{ ${template} | toJson }}\n`,
  })
  const options = {
    releaseName: 'x',
    namespace: 'x',
    values: [],
    clock: fixedClock(Date.now()),
    random: new SecureRandom(),
  }
  const { output } = renderChart(loadFolder(files), options)
  return JSON.parse(/^made: (.*)$/m.exec(output)?.[1] ?? '""') as string
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Starts Debian's registry server; the host under which it answers. */
async function registry(name: string, more: object = {}, http: object = {}): Promise<string> {
  const port = await freePort()
  const config = {
    version: 0.1,
    log: { level: 'error', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(room, name) } },
    http: { addr: `127.0.0.1:${port}`, ...http },
    ...more,
  }
  writeFileSync(join(room, `${name}.yml`), JSON.stringify(config))
  processes.push(spawn(program ?? '', ['serve', join(room, `${name}.yml`)], { stdio: 'ignore' }))
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await answers(port)) return `localhost:${port}`
    await sleep(100)
  }
  throw new Error(`the registry ${name} does not answer`)
}

async function answers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/v2/`)
    return true
  } catch (error) {
    // A server with TLS closes such a connection: it is there.
    return !JSON.stringify((error as Error).cause).includes('ECONNREFUSED')
  }
}

const env = {
  HELM_CONFIG_HOME: join(room, 'c'),
  HELM_CACHE_HOME: join(room, 'k'),
  DOCKER_CONFIG: join(room, 'd'),
  HOME: room,
}

function real(version: '4.2' | '3.21', ...args: readonly string[]): string {
  const merged = { ...process.env, ...env }
  const told = execFileSync('sh', ['-c', '"$0" "$@" 2>&1', helms[version], ...args], {
    cwd: room,
    env: merged,
  })
  return told.toString()
}

async function call(
  version: '4.2' | '3.21',
  ...args: readonly string[]
): Promise<Pick<Outcome, 'status'> & { told: string }> {
  const { status, stdout, stderr } = await ours(version)(args, room, env)
  return { status, told: stdout + stderr }
}

const bytes = (path: string) => readFileSync(join(room, path)).toString('base64')

describe.skipIf(missing.length > 0)('with a real registry', { timeout: 120_000 }, () => {
  let open = ''
  let guarded = ''
  let secured = ''

  beforeAll(async () => {
    for (const name of ['anchor-1.2.0.tgz', 'buoy-1.1.0+x.1.tgz', 'hull-3.0.0.tgz'])
      copyFileSync(join(repository, name), join(room, name))
    for (const name of ['by-helm', 'by-us']) mkdirSync(join(room, name))
    writeFileSync(join(room, 'htpasswd'), `${made('htpasswd "ada" "s3cret"')}\n`)
    const certificate = JSON.parse(
      made('(genSelfSignedCert "localhost" (list "127.0.0.1") (list "localhost") 2) | toJson'),
    ) as Record<string, string>
    writeFileSync(join(room, 'tls.crt'), certificate['Cert'] ?? '')
    writeFileSync(join(room, 'tls.key'), certificate['Key'] ?? '')
    open = await registry('open')
    guarded = await registry('guarded', {
      auth: { htpasswd: { realm: 'charts', path: join(room, 'htpasswd') } },
    })
    secured = await registry(
      'secured',
      {},
      { tls: { certificate: join(room, 'tls.crt'), key: join(room, 'tls.key') } },
    )
  })

  afterAll(() => {
    for (const each of processes) each.kill()
    rmSync(room, { recursive: true, force: true })
  })

  test.each(
    versions.flatMap((version) =>
      ['anchor-1.2.0.tgz', 'buoy-1.1.0+x.1.tgz', 'hull-3.0.0.tgz'].map((name) => [version, name] as const),
    ),
  )('what Helm %s and we push of %s has one digest, and each pulls the other’s', async (version, name) => {
    const chart = name.split('-')[0] ?? ''
    const wish = name.slice(chart.length + 1, -'.tgz'.length)
    const theirs = real(version, 'push', name, `oci://${open}/theirs`, '--plain-http')
    const { status, told } = await call(version, 'push', name, `oci://${open}/ours`, '--plain-http')
    expect({ status, told: told.replaceAll('/ours/', '/theirs/') }).toEqual({ status: 0, told: theirs })
    const ofOurs = real(
      version,
      'pull',
      `oci://${open}/ours/${chart}`,
      '--version',
      wish,
      '-d',
      'by-helm',
      '--plain-http',
    )
    const ofTheirs = await call(
      version,
      'pull',
      `oci://${open}/theirs/${chart}`,
      '--version',
      wish,
      '-d',
      'by-us',
      '--plain-http',
    )
    expect(ofTheirs).toEqual({ status: 0, told: ofOurs.replaceAll('/ours/', '/theirs/') })
    expect([bytes(`by-helm/${name}`), bytes(`by-us/${name}`)]).toEqual([bytes(name), bytes(name)])
  })

  test.each(versions)(
    'as Helm %s, a password opens what is guarded, and a login is remembered by both',
    async (version) => {
      const push = ['push', 'anchor-1.2.0.tgz', `oci://${guarded}/charts`, '--plain-http'] as const
      const refused = await call(version, ...push)
      expect(refused).toMatchObject({
        status: 1,
        told: expect.stringContaining('basic credential not found') as string,
      })
      const wrong = await call(
        version,
        'registry',
        'login',
        guarded,
        '-u',
        'ada',
        '-p',
        'wrong',
        '--plain-http',
      )
      expect(wrong).toMatchObject({
        status: 1,
        told: expect.stringContaining('response status code 401') as string,
      })
      const login = await call(
        version,
        'registry',
        'login',
        guarded,
        '-u',
        'ada',
        '-p',
        's3cret',
        '--plain-http',
      )
      expect(login).toMatchObject({ status: 0, told: expect.stringContaining('Login Succeeded') as string })
      expect((await call(version, ...push)).told).toBe(real(version, ...push))
      real(version, 'registry', 'logout', guarded)
      expect((await call(version, ...push)).status).toBe(1)
      real(version, 'registry', 'login', guarded, '-u', 'ada', '-p', 's3cret', '--plain-http')
      expect((await call(version, ...push)).status).toBe(0)
      await call(version, 'registry', 'logout', guarded)
      expect((await call(version, ...push)).status).toBe(1)
    },
  )

  test.each(versions)(
    'as Helm %s, --ca-file opens TLS and without it the registry is not believed',
    async (version) => {
      const push = ['push', 'anchor-1.2.0.tgz', `oci://${secured}/charts`] as const
      const stranger = await call(version, ...push)
      expect(stranger).toMatchObject({
        status: 1,
        told: expect.stringContaining('tls: failed to verify certificate: x509: ') as string,
      })
      const known = [...push, '--ca-file', 'tls.crt']
      expect(await call(version, ...known)).toEqual({ status: 0, told: real(version, ...known) })
      expect((await call(version, ...push, '--insecure-skip-tls-verify')).status).toBe(0)
    },
  )

  test.each(versions)('as Helm %s, ranges are resolved against real tags', async (version) => {
    const files = ['Chart.yaml', 'Chart.lock'] as const
    const yaml = `apiVersion: v2\nname: ship\nversion: 1.0.0\ndependencies: [{name: anchor, version: '>=1', repository: 'oci://${open}/theirs'}]\n`
    for (const name of ['ours-ship', 'their-ship']) {
      mkdirSync(join(room, name), { recursive: true })
      rmSync(join(room, name, 'Chart.lock'), { force: true })
      writeFileSync(join(room, name, files[0]), yaml)
    }
    real(version, 'push', 'anchor-1.2.0.tgz', `oci://${open}/theirs`, '--plain-http')
    const theirs = real(version, 'dependency', 'update', 'their-ship', '--plain-http')
    expect(await call(version, 'dependency', 'update', 'ours-ship', '--plain-http')).toMatchObject({
      status: 0,
    })
    expect(theirs).toContain('Saving 1 charts')
    const lock = (name: string) =>
      readFileSync(join(room, name, files[1]), 'utf8').replace(/^generated: .*$/m, '')
    expect(lock('ours-ship')).toBe(lock('their-ship'))
    expect(bytes('ours-ship/charts/anchor-1.2.0.tgz')).toBe(bytes('their-ship/charts/anchor-1.2.0.tgz'))
  })
})

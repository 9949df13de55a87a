import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { gunzipSync } from 'node:zlib'
import { dirname, join } from 'node:path'
import { ChartServers, repository } from './chart-servers.ts'
import type { RegistryCase } from './registry-cases.ts'

/** What one call prints and leaves behind. */
export interface Outcome {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
  /** Files of the folder after it: texts as they are, others by their digest. */
  readonly files: Readonly<Record<string, string>>
  /** Manifests of the registries that were not there before, by name and tag. */
  readonly pushed?: Readonly<Record<string, string>>
}

/** Runs one of Helm's commands in a folder with an environment. */
export type Program = (
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
) => Promise<Pick<Outcome, 'status' | 'stdout' | 'stderr'>>

/** Sets the stage for a case, runs a program on it and tells the outcome; the folder is called `ROOM` in it. */
export async function runCase(each: RegistryCase, program: Program): Promise<Outcome> {
  const servers = new ChartServers()
  const room = mkdtempSync(join(tmpdir(), 'seaworthy-registry-'))
  try {
    const proxy = await servers.start()
    const before = servers.manifests()
    const env = environment(room, proxy)
    const work = join(room, 'work')
    layOut(work, each)
    writeCredentials(room, each.credentials)
    await nameRepositories(room, each.repositories ?? {}, program, work, env)
    if (each.before !== undefined) await program(each.before, work, env)
    const { status, stdout, stderr } = await program(each.args, work, env)
    const pushed = Object.entries(servers.manifests()).filter(([name]) => !(name in before))
    const told = (text: string) => text.replaceAll(room, 'ROOM')
    return {
      status,
      stdout: told(stdout),
      stderr: told(stderr),
      files: { ...filesBelow(work), ...configuration(room) },
      ...(pushed.length === 0 ? {} : { pushed: Object.fromEntries(pushed) }),
    }
  } finally {
    await servers.stop()
    rmSync(room, { recursive: true, force: true })
  }
}

function environment(room: string, proxy: string): Record<string, string> {
  return {
    HTTP_PROXY: proxy,
    HELM_CONFIG_HOME: join(room, 'config'),
    HELM_CACHE_HOME: join(room, 'cache'),
    HELM_DATA_HOME: join(room, 'data'),
    DOCKER_CONFIG: join(room, 'docker'),
    HOME: room,
    TZ: 'UTC',
  }
}

function layOut(work: string, { files = {}, archives = {} }: RegistryCase): void {
  mkdirSync(work)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(work, path)), { recursive: true })
    writeFileSync(join(work, path), text)
    utimesSync(join(work, path), 1_767_225_600, 1_767_225_600)
  }
  for (const [path, name] of Object.entries(archives)) {
    mkdirSync(dirname(join(work, path)), { recursive: true })
    copyFileSync(join(repository, name), join(work, path))
    utimesSync(join(work, path), 1_767_225_600, 1_767_225_600)
  }
}

function writeCredentials(room: string, where: RegistryCase['credentials']): void {
  if (where === undefined) return
  const auth = Buffer.from('ada:s3cret').toString('base64')
  const auths = { 'basic.example.com': { auth }, 'https://bearer.example.com/v2/': { auth } }
  const path = where === 'helm' ? 'config/registry/config.json' : 'docker/config.json'
  mkdirSync(dirname(join(room, path)), { recursive: true })
  writeFileSync(join(room, path), JSON.stringify({ auths }))
}

/** The entries, with the indexes that the program keeps of them once it has seen them. */
async function nameRepositories(
  room: string,
  repositories: Readonly<Record<string, string>>,
  program: Program,
  work: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const entries = Object.entries(repositories)
  if (entries.length === 0) return
  mkdirSync(join(room, 'config'), { recursive: true })
  const text = entries.map(([name, rest]) => `- name: ${name}\n  url: ${rest}\n`).join('')
  writeFileSync(join(room, 'config/repositories.yaml'), `apiVersion: ''\nrepositories:\n${text}`)
  await program(['repo', 'update'], work, env)
}

function filesBelow(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => statSync(join(folder, name)).isFile())
  return Object.fromEntries(files.map((name) => [name, contentOf(join(folder, name))]))
}

/** What Helm itself remembers after the call. */
function configuration(room: string): Record<string, string> {
  const paths = ['config/repositories.yaml', 'config/registry/config.json'].filter((path) =>
    existsSync(join(room, path)),
  )
  return Object.fromEntries(paths.map((path) => [path, contentOf(join(room, path))]))
}

function contentOf(path: string): string {
  const bytes = readFileSync(path)
  if (path.endsWith('.tgz'))
    return `tar ${createHash('sha256')
      .update(timeless(gunzipSync(bytes)))
      .digest('hex')}`
  return bytes.toString('utf8').replace(/^generated: .*$/m, 'generated: NOW')
}

/** A tar without its times, and the sums over its headers: Helm 3 writes the time of packing. */
function timeless(tar: Buffer): Buffer {
  for (let at = 0; at + 512 <= tar.length; ) {
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 135), 8)
    if (Number.isNaN(size)) break
    tar.fill(0, at + 136, at + 156)
    at += 512 + Math.ceil(size / 512) * 512
  }
  return tar
}

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { HelmVersion } from '@seaworthy/helm'
import { helmEnvironment, oracles } from '../oracles/run-helm.mjs'
import type { RenderCase } from './cases.ts'

/** What a renderer gave: its output, or what it said was wrong. */
export type Answer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly faults: readonly string[] }

/** The words of `helm template` before the flags. */
export const release = { name: 'release', namespace: 'space' }

const binaries: Readonly<Record<HelmVersion, string>> = { '4.2': 'helm4', '3.21': 'helm3' }

/** Asks real Helm, and remembers what it said of the same files and flags. */
export class HelmAnswers {
  private readonly folder: string
  private readonly digests = new Map<string, string>()

  constructor(folder = process.env['SEAWORTHY_PARITY_CACHE'] ?? join(homedir(), '.cache/seaworthy/parity')) {
    this.folder = folder
    mkdirSync(folder, { recursive: true })
  }

  /** The answer of one run of several: Helm is asked again where it draws by chance. */
  async answer(version: HelmVersion, each: RenderCase, run: number): Promise<Answer> {
    const file = join(this.folder, `${this.keyOf(version, each)}-${run}.json`)
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Answer
    const answer = await this.ask(version, each)
    const unfinished = `${file}.${process.pid}`
    writeFileSync(unfinished, JSON.stringify(answer))
    renameSync(unfinished, file)
    return answer
  }

  /** Asks without remembering. */
  ask(version: HelmVersion, { chart, args }: RenderCase): Promise<Answer> {
    return helm(binaries[version], ['template', release.name, chart, '-n', release.namespace, ...args])
  }

  private keyOf(version: HelmVersion, { chart, args }: RenderCase): string {
    const { size, mtimeMs } = statSync(join(oracles, binaries[version]))
    const words = args.map((arg) => (existsSync(arg) ? this.digestOf(arg) : arg))
    // The path is part of what Helm prints in errors.
    return sha256(JSON.stringify([version, size, mtimeMs, chart, this.digestOf(chart), words]))
  }

  private digestOf(path: string): string {
    const known = this.digests.get(path) ?? sha256(...contentsOf(path))
    this.digests.set(path, known)
    return known
  }
}

function sha256(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}\n`).update(part)
  return hash.digest('hex')
}

function contentsOf(path: string): (string | Uint8Array)[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return [path]
  if (!stat.isDirectory()) return [path, readFileSync(path)]
  return readdirSync(path)
    .sort()
    .flatMap((name) => contentsOf(join(path, name)))
}

function helm(binary: string, args: readonly string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(oracles, binary), args, {
      cwd: '/',
      env: helmEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (data: Buffer) => out.push(data))
    child.stderr.on('data', (data: Buffer) => err.push(data))
    child.on('error', reject)
    child.on('close', (status) => {
      const text = Buffer.concat(out).toString()
      resolve(
        status === 0 ? { ok: true, text } : { ok: false, faults: [errorOf(Buffer.concat(err).toString())] },
      )
    })
  })
}

/** The error of Helm's standard error, without the warnings before it and the advice after it. */
export function errorOf(stderr: string): string {
  const error = /^Error: ([\s\S]*)$/m.exec(stderr)?.[1] ?? stderr
  return error.replace('\n\nUse --debug flag to render out invalid YAML', '').trim()
}

import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderWith, run, testdata } from '../testing.ts'

// The screens of real Helm are recorded by tools/oracles/record-screens.mjs.
interface Case {
  readonly name: string
  readonly args: readonly string[]
  readonly stdin?: string
  readonly files?: Readonly<Record<string, string>>
}

interface Recorded {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
  readonly written?: Readonly<Record<string, string>>
}

const screens = join(testdata, 'helm-screens')
const packages = join(testdata, '../..')
const charts = join(packages, 'helm/testdata')
const cases: Case[] = JSON.parse(readFileSync(join(screens, 'cases.json'), 'utf8'))
const recorded: Record<string, Record<'4.2' | '3.21', Recorded>> = JSON.parse(
  readFileSync(join(screens, 'recorded.json'), 'utf8'),
)

/** What a call of ours prints and writes, with the places of this machine called as in the recording. */
async function ours({ args, files = {}, stdin }: Case, version: '4.2' | '3.21') {
  const folder = folderWith(files)
  const words = [...args.map((arg) => (arg === 'OUT' ? folder : arg)), '--helm-version', version]
  const { status, out, err } = stdin === undefined ? await run(words, { cwd: charts }) : spawned(words, stdin)
  const told = (text: string) =>
    text.replaceAll(folder, 'OUT').replaceAll(charts, 'CHARTS').replaceAll(packages, 'PACKAGES')
  const written = args.includes('OUT') ? { written: filesBelow(folder) } : {}
  return { status, stdout: told(out), stderr: told(err), ...written }
}

function spawned(words: readonly string[], input: string) {
  const tsx = createRequire(import.meta.url).resolve('tsx')
  const main = join(import.meta.dirname, '../main.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, main, ...words], {
    cwd: charts,
    input,
    encoding: 'utf8',
  })
  return { status, out: stdout, err: stderr }
}

function filesBelow(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => statSync(join(folder, name)).isFile())
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** Helm's words on standard error, without those that it says with `--debug` only. */
function wordsOf(stderr: string): string[] {
  const [logged = '', error] = stderr.split(/^Error: /m)
  const lines = logged.split('\n').filter((line) => line !== '' && !line.startsWith('level=DEBUG'))
  return [...lines, ...(error ?? '').split(/\n\n(?=Use --debug|Usage:)/)].map((text) => text.trim())
}

test.each(['4.2', '3.21'] as const)('screens of Helm %s', { timeout: 60_000 }, async (version) => {
  for (const each of cases) {
    const { stderr, ...helm } = (recorded[each.name] as Record<string, Recorded>)[version] as Recorded
    const { stderr: said, ...shown } = await ours(each, version)
    expect.soft(shown, each.name).toEqual(helm)
    for (const words of wordsOf(stderr)) expect.soft(said, each.name).toContain(words)
  }
})

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import {
  type ChartCase,
  packFirst,
  readChartCases,
  writeCase,
} from '../../../../tools/oracles/chart-cases.mjs'
import { type PackageDigest, packageDigest } from '../../../../tools/oracles/package-digest.mjs'
import { run } from '../testing.ts'

// The answers of real Helm are recorded by tools/oracles/record-packages.mjs.
const testdata = fileURLToPath(new URL('../../../helm/testdata/package/', import.meta.url))
const cases = readChartCases(readFileSync(`${testdata}cases.txt`, 'utf8'))

interface Answer {
  readonly status: number
  readonly stdout: string
  /** From `Error: ` on. */
  readonly error: string
  readonly packages: Readonly<Record<string, PackageDigest>>
}

const recorded: Record<string, Record<'4.2' | '3.21', Answer>> = JSON.parse(
  readFileSync(`${testdata}recorded.json`, 'utf8'),
)

async function ourAnswer(each: ChartCase, version: string): Promise<Answer> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'seaworthy-')))
  try {
    writeCase(folder, each)
    const args = packFirst(folder, each)
    const before = new Set(each.files['c-1.0.0.tgz'] === undefined ? packages(folder) : [])
    const { status, out, err } = await run([...args, '--helm-version', version], { cwd: folder })
    const made = packages(folder).filter((path) => !before.has(path))
    const digests = made.map((path) => [path, packageDigest(readFileSync(join(folder, path)))] as const)
    const masked = (text: string) => text.replaceAll(folder, '<folder>')
    return { status, stdout: masked(out), error: masked(err), packages: Object.fromEntries(digests) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function packages(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tgz'))
    .sort()
}

/** Helm 3 gives every file the time at which it packs, and both do where a time is not known. */
function comparable(answer: Answer, name: string, version: string): object {
  const isTimeless = version === '3.21' || name === 'lock-no-time' || name === 'lock-empty'
  const digests = Object.entries(answer.packages).map(([path, { gzip, names, tar, timeless }]) => {
    return [path, { gzip, names, ...(isTimeless ? { timeless } : { tar }) }]
  })
  return { status: answer.status, stdout: answer.stdout, packages: Object.fromEntries(digests) }
}

const followed = new Set(['link-outside', 'no-path', 'sign'])

for (const version of ['4.2', '3.21'] as const) {
  test.each(cases.filter(({ name }) => !followed.has(name)))(
    `$name: package writes what helm package ${version} writes`,
    async (each) => {
      const ours = await ourAnswer(each, version)
      const helm = recorded[each.name]?.[version]
      if (helm === undefined) throw new Error('not recorded')
      expect(comparable(ours, each.name, version)).toEqual(comparable(helm, each.name, version))
      expect(ours.error).toContain(helm.error.replace(/^Error: /, '').trim())
    },
  )
}

test('every case is recorded, and nothing else is', () => {
  expect(cases.map(({ name }) => name).sort()).toEqual(Object.keys(recorded).sort())
})

afterEach(() => {
  vi.unstubAllEnvs()
})

async function packedTwice(): Promise<[PackageDigest, PackageDigest]> {
  const each = cases.find(({ name }) => name === 'lock-no-time')
  if (each === undefined) throw new Error('no such case')
  const digests = ['a', 'b'].map(async () => Object.values((await ourAnswer(each, '3.21')).packages)[0])
  const [one, two] = await Promise.all(digests)
  if (one === undefined || two === undefined) throw new Error('nothing was packed')
  return [one, two]
}

test('with SOURCE_DATE_EPOCH a package depends on nothing but the chart', async () => {
  vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000')
  const [one, two] = await packedTwice()
  expect(one).toEqual(two)
  vi.stubEnv('SOURCE_DATE_EPOCH', '1700000001')
  const [later] = await packedTwice()
  expect(later.timeless).toBe(one.timeless)
  expect(later.tar).not.toBe(one.tar)
})

test('a SOURCE_DATE_EPOCH that is no number, signatures, and links out of the chart are refused by name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-'))
  mkdirSync(join(folder, 'out'))
  const each = cases.find(({ name }) => name === 'link-outside')
  if (each === undefined) throw new Error('no such case')
  writeCase(folder, each)
  const link = await run(['package', 'c'], { cwd: folder })
  expect({ status: link.status, out: link.out, code: /^error\[(.*?)\]/.exec(link.err)?.[1] }).toEqual({
    status: 1,
    out: '',
    code: 'chart-link',
  })
  expect((await run(['package', 'c', '--follow-links'], { cwd: folder })).status).toBe(0)
  const signed = await run(['package', 'c', '--sign', '--key', 'k'], { cwd: folder })
  expect(signed.err).toMatch(/^error\[sign-unsupported\]: seaworthy does not sign charts/)
  vi.stubEnv('SOURCE_DATE_EPOCH', 'yesterday')
  const epoch = await run(['package', 'c', '--follow-links'], { cwd: folder })
  expect(epoch.err).toMatch(/^error\[source-date-epoch-invalid\]/)
  rmSync(folder, { recursive: true })
})

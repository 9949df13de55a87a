import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import {
  type ChartCase,
  packFirst,
  readChartCases,
  writeCase,
} from '../../../../tools/oracles/chart-cases.mjs'
import { run } from '../testing.ts'

// The answers of real Helm are recorded by tools/oracles/record-lint.mjs.
const testdata = fileURLToPath(new URL('../../../helm/testdata/lint/', import.meta.url))
const cases = readChartCases(readFileSync(`${testdata}cases.txt`, 'utf8'))

interface Recorded {
  readonly status: number
  readonly stdout: string
  /** From `Error: ` on. */
  readonly error: string
}

const recorded: Record<string, Record<'4.2' | '3.21', Recorded>> = JSON.parse(
  readFileSync(`${testdata}recorded.json`, 'utf8'),
)

async function ourAnswer(each: ChartCase, version: string): Promise<{ status: number; stdout: string }> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'seaworthy-')))
  try {
    writeCase(folder, each)
    const args = packFirst(folder, each)
    const { status, out } = await run([...args, '--helm-version', version], { cwd: folder })
    const unpacked = join(tmpdir(), 'helm-lint0')
    return { status, stdout: out.replaceAll(folder, '<folder>').replaceAll(unpacked, '<unpacked>') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Helm lists the faults of one schema in the order of a Go map. */
function inAnyOrder(text: string): string[] {
  return text.includes('- at ') ? text.split('\n').sort() : [text]
}

for (const version of ['4.2', '3.21'] as const) {
  test.each(cases)(`$name: lint prints what helm lint ${version} prints`, async (each) => {
    const ours = await ourAnswer(each, version)
    const helm = recorded[each.name]?.[version]
    expect({ status: ours.status, stdout: inAnyOrder(ours.stdout) }).toEqual({
      status: helm?.status,
      stdout: inAnyOrder(helm?.stdout ?? 'not recorded'),
    })
  })
}

test('every case is recorded, and nothing else is', () => {
  expect(cases.map(({ name }) => name).sort()).toEqual(Object.keys(recorded).sort())
})

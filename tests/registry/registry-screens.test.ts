import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ours } from './ours.ts'
import { registryCases } from './registry-cases.ts'
import { type Outcome, runCase } from './run-case.ts'

// What real Helm does is recorded by tools/oracles/record-registry.ts.
const recorded: Record<string, Record<'4.2' | '3.21', Outcome>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'recorded.json'), 'utf8'),
)

/**
 * Helm's words: `Error: …` without what only Seaworthy adds below it, and without what Helm says once more of an index that it reads
 * again from a copy with a random name.
 */
function helms(stderr: string): string {
  return stderr
    .replace(/^error\[[a-z0-9-]+\]: /m, 'Error: ')
    .split('\n')
    .filter((line) => !/^ +(found|expected|help|note|-->|\||\d+ \|)/.test(line))
    .filter((line) => !line.includes('=-index.yaml'))
    .join('\n')
    .trim()
}

const both = registryCases.flatMap((each) =>
  (['4.2', '3.21'] as const).map((version) => [each.name, version, each] as const),
)

test.each(both)('%s, as Helm %s', async (name, version, each) => {
  const expected = recorded[name]?.[version]
  const found = await runCase(each, ours(version))
  expect({ ...found, stderr: helms(found.stderr) }).toEqual({
    ...expected,
    stderr: helms(expected?.stderr ?? ''),
  })
})

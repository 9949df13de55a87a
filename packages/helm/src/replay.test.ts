import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { HelmVersion } from './index.ts'
import { compared, comparedLog, replayLogged } from './replay.fixture.ts'

// The answers of real Helm are recorded by tools/oracles/record-helm.mjs.
const testdata = fileURLToPath(new URL('../testdata/', import.meta.url))
const cases: { name: string; chart: string; args: string[] }[] = JSON.parse(
  readFileSync(`${testdata}cases.json`, 'utf8'),
)
const versions: readonly HelmVersion[] = ['4.2', '3.21']
const recorded = cases.filter(({ name }) => name !== 'missing-values')

for (const version of versions) {
  test.each(recorded)(`$name under Helm ${version}`, ({ name, chart, args }) => {
    const answer = JSON.parse(readFileSync(`${testdata}recorded/${name}.json`, 'utf8'))[version]
    const { output, said } = replayLogged(testdata, chart, args, version)
    const { ours, helm } = compared(output, answer)
    expect(ours).toContain(helm)
    const log = comparedLog(said, answer)
    expect(log.ours).toEqual(log.helm)
  })
}

test('every recording belongs to a case', () => {
  const names = readdirSync(`${testdata}recorded`).map((file) => file.replace('.json', ''))
  expect(names.sort()).toEqual(cases.map(({ name }) => name).sort())
})

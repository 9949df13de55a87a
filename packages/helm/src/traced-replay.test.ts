import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { HelmVersion } from './index.ts'
import { replay } from './replay.fixture.ts'

const testdata = fileURLToPath(new URL('../testdata/', import.meta.url))
const cases: { name: string; chart: string; args: string[] }[] = JSON.parse(
  readFileSync(`${testdata}cases.json`, 'utf8'),
)

test.each<HelmVersion>(['4.2', '3.21'])('tracing changes no byte of any case under Helm %s', (version) => {
  const recorded = cases.filter(({ name }) => name !== 'missing-values')
  const printed = (trace: boolean) =>
    recorded.map(({ name, chart, args }) => `${name}: ${replay(testdata, chart, args, version, trace)}`)
  expect(printed(true)).toEqual(printed(false))
})

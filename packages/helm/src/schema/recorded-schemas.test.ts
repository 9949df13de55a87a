import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { fixedClock, Random } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import { readSchemaCases } from '../../../../tools/oracles/schema-cases.mjs'
import { type HelmVersion, loadFolder, memoryFiles, renderChart, type ValueLayer } from '../index.ts'

// The answers of real Helm are recorded by tools/oracles/record-schemas.mjs.
const testdata = fileURLToPath(new URL('../../testdata/schema/', import.meta.url))
const cases = readSchemaCases(readFileSync(`${testdata}cases.txt`, 'utf8'))
const recorded: Record<string, Record<HelmVersion, string>> = JSON.parse(
  readFileSync(`${testdata}recorded.json`, 'utf8'),
)

/** What is said of a chart with this schema, below its name; empty where all is well. */
function ourAnswer({ schema, values, args }: (typeof cases)[number], helmVersion: HelmVersion): string {
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'values.yaml': values,
    'values.schema.json': schema,
  }
  const layers = args
    .filter((arg) => arg !== '--set')
    .map((expression): ValueLayer => ({ kind: 'set', expression }))
  try {
    const base = { releaseName: 'r', namespace: 'default', clock: fixedClock(0), random: new Random(1) }
    renderChart(loadFolder(memoryFiles(files), helmVersion), { ...base, helmVersion, values: layers })
    return ''
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    const message = error.diagnostics[0]?.message ?? ''
    return message.replace(/^values don't meet .*\nc:\n/, '').trimEnd()
  }
}

/** Helm lists the faults of one value, and the names in one fault, in the order of a Go map. */
function inAnyOrder(text: string): string[] {
  return text
    .split('\n')
    .map((line) => (/additional properties|duplicate/.test(line) ? [...line].sort().join('') : line))
    .sort()
}

for (const version of ['4.2', '3.21'] as const) {
  test.each(cases)(`$name as Helm ${version} says it`, (each) => {
    expect(inAnyOrder(ourAnswer(each, version))).toEqual(
      inAnyOrder(recorded[each.name]?.[version] ?? 'not recorded'),
    )
  })
}

test('every case is recorded, and nothing else is', () => {
  expect(cases.map(({ name }) => name).sort()).toEqual(Object.keys(recorded).sort())
})

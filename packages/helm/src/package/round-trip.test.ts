import { readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { fixedClock, Random } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import { unpackArchive } from '../chart/archive.ts'
import type { Chart } from '../chart/chart.ts'
import { loadFiles } from '../chart/load-files.ts'
import { type HelmVersion, loadChart, packageChart, renderChart } from '../index.ts'

const charts = fileURLToPath(new URL('../../testdata/charts/', import.meta.url))
const names = readdirSync(charts).filter((name) => statSync(charts + name).isDirectory())

/** What a chart renders to, or why it does not. */
function rendered(chart: Chart, helmVersion: HelmVersion): string {
  const options = { releaseName: 'r', namespace: 'n', clock: fixedClock(0), helmVersion, includeCrds: true }
  return messageOr(() => renderChart(chart, { ...options, random: new Random(1) }).output)
}

function messageOr(make: () => string): string {
  try {
    return make()
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics.map(({ message }) => message).join('\n')
    throw error
  }
}

function loaded(name: string, version: HelmVersion): Chart | undefined {
  try {
    return loadChart(charts + name, version)
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined
    throw error
  }
}

let packed = 0

for (const version of ['4.2', '3.21'] as const) {
  test.each(names)(`%s renders the same from its package, as Helm ${version}`, (name) => {
    const chart = loaded(name, version)
    if (chart === undefined) return
    let bytes: Uint8Array
    try {
      bytes = packageChart(chart, { helmVersion: version, nowSeconds: 0 }).bytes
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error
      expect(rendered(chart, version), 'what cannot be packed does not render either').not.toMatch(/^---/)
      return
    }
    packed++
    const again = loadFiles(unpackArchive(bytes), version)
    expect(rendered(again, version)).toBe(rendered(chart, version))
    expect(packageChart(again, { helmVersion: version, nowSeconds: 0 }).bytes).toEqual(bytes)
  })
}

test('most charts of the fixtures can be packed', () => {
  expect(packed).toBeGreaterThan(names.length)
})

test('what is packed is what is on disk', () => {
  const [first = ''] = names
  const chart = loadChart(charts + first)
  const files = new Map(
    unpackArchive(packageChart(chart, { helmVersion: '4.2', nowSeconds: 0 }).bytes).map((file) => [
      file.name,
      file.data,
    ]),
  )
  for (const { name } of chart.templates)
    expect(Buffer.from(files.get(name) ?? [])).toEqual(readFileSync(`${charts}${first}/${name}`))
})

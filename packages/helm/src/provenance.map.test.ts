import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fixedClock, Random } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import { folderFiles, loadFolder, renderChart } from './index.ts'
import { provenanceMap } from './provenance-map.fixture.ts'

const testdata = join(import.meta.dirname, '../testdata')

/** Charts made to show one kind of way each, and charts of the parity cases. `expected` has the map of each. */
const charts = [
  ...readdirSync(join(testdata, 'traced'))
    .filter((name) => name !== 'expected')
    .map((name) => join(testdata, 'traced', name)),
  ...['basic', 'with-library', 'nested', 'umbrella', 'mutation'].map((name) =>
    join(testdata, 'charts', name),
  ),
]

test('at least a dozen charts are mapped', () => {
  expect(charts.length).toBeGreaterThanOrEqual(12)
})

test.each(charts.map((chart) => [chart.slice(testdata.length + 1), chart]))('%s', (name, folder) => {
  const release = renderChart(loadFolder(folderFiles(folder)), {
    releaseName: 'r',
    namespace: 'ns',
    clock: fixedClock(Date.UTC(2026, 0, 2)),
    random: new Random(1),
    trace: true,
  })
  const expected = readFileSync(join(testdata, 'traced/expected', `${name.replace('/', '-')}.txt`), 'utf8')
  expect(provenanceMap(release)).toBe(expected)
})

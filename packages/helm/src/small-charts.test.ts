import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { HelmVersion } from './index.ts'
import { compared, comparedLog, type Recorded, replayLogged } from './replay.fixture.ts'
import { smallCharts, smallFolder, writeChart } from './small-charts.fixture.ts'

// The answers of real Helm are recorded by tools/oracles/record-small-charts.ts.
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'small-charts-')))
afterAll(() => rmSync(folder, { recursive: true }))
const charts = smallCharts()
for (const chart of charts) writeChart(folder, chart)

function recordedOf(chart: string, name: string, version: HelmVersion): Recorded {
  const answers = JSON.parse(readFileSync(join(smallFolder, 'recorded', `${chart}.json`), 'utf8'))[name]
  return answers.both ?? answers[version]
}

const cases = charts.flatMap((chart) => chart.cases.map((each) => ({ chart: chart.name, ...each })))

for (const version of ['4.2', '3.21'] as const) {
  test.each(cases.filter(({ random }) => !random))(`$name under Helm ${version}`, ({ chart, name, args }) => {
    const { output, said } = replayLogged(folder, chart, args, version)
    const recorded = recordedOf(chart, name, version)
    const { ours, helm } = compared(output, recorded)
    expect(ours.map((each) => each.replaceAll(`${folder}/`, ''))).toContain(helm)
    const log = comparedLog(said, recorded)
    expect(log.ours).toEqual(log.helm)
  })
}

test('every recording belongs to a small chart', () => {
  const names = readdirSync(join(smallFolder, 'recorded')).map((file) => file.replace('.json', ''))
  expect(names.sort()).toEqual(charts.map(({ name }) => name).sort())
})

test('the index names every chart', () => {
  const index = readFileSync(join(smallFolder, '../README.md'), 'utf8')
  expect(charts.map(({ name }) => name).filter((name) => !index.includes(`\`${name}\``))).toEqual([])
})

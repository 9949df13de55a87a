// Records what both Helms answer to the small charts of packages/helm/testdata/small: `npx tsx tools/oracles/record-small-charts.ts [NAME…]`
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type SmallChart,
  smallCharts,
  smallFolder,
  writeChart,
} from '../../packages/helm/src/small-charts.fixture.ts'
import { runHelm } from './run-helm.mjs'

const wanted = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'small-charts-'))
mkdirSync(join(smallFolder, 'recorded'), { recursive: true })
for (const chart of smallCharts()) if (wanted.length === 0 || wanted.includes(chart.name)) record(chart)
rmSync(folder, { recursive: true })

function record(chart: SmallChart): void {
  writeChart(folder, chart)
  const answers = chart.cases.map(({ name, args }) => {
    const [four, three] = ['helm4', 'helm3'].map((binary) => answer(binary, chart, args))
    const same = JSON.stringify(four) === JSON.stringify(three)
    return [name, same ? { both: four } : { '4.2': four, '3.21': three }]
  })
  const file = join(smallFolder, 'recorded', `${chart.name}.json`)
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(answers), null, 1)}\n`)
  console.log(`${chart.name}: ${answers.length}`)
}

function answer(binary: string, chart: SmallChart, args: readonly string[]) {
  const { status, stdout, stderr } = runHelm(binary, ['template', 'release', chart.name, ...args], folder)
  const cause = stderr.replaceAll(`${folder}/`, '').replace(/time=\S+ |^\d{4}\/\d\d\/\d\d [\d:]+ /gm, '')
  return { status, stdout, stderr: cause }
}

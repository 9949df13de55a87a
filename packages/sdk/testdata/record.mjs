// Compiles the charts of the tests, writes them here, and records what real Helm makes of them:
//   npx tsx packages/sdk/testdata/record.mjs
// Helm 3 and 4 are looked for in $SEAWORTHY_ORACLES, or in ~/.cache/seaworthy/oracles.
import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expressions } from '../src/expressions.fixture.ts'
import { shop } from '../src/shop.fixture.ts'
import { writeChart } from '../src/write-chart.ts'

const oracles = process.env['SEAWORTHY_ORACLES'] ?? join(homedir(), '.cache/seaworthy/oracles')
const here = import.meta.dirname

for (const [name, chart] of Object.entries({ shop, expressions })) {
  const folder = join(here, name)
  await writeChart(chart.compile(), join(folder, 'chart'))
  const cases = readdirSync(folder).filter((file) => file.endsWith('.values.yaml'))
  for (const [program, version] of [['helm3', '3.21'], ['helm4', '4.2']]) {
    const helm = (...args) => execFileSync(join(oracles, program), args, { encoding: 'utf8', cwd: folder })
    helm('lint', '--strict', 'chart')
    for (const file of cases) {
      const output = helm('template', 'rel', 'chart', '-f', file)
      writeFileSync(join(folder, file.replace('.values.yaml', `.helm-${version}.yaml`)), output)
    }
  }
}

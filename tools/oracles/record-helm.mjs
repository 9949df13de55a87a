// Records what real Helm 3 and 4 answer to the cases of packages/helm/testdata: one file per case.
//   node tools/oracles/record-helm.mjs [NAME…]: only these, where any are named
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runHelm } from './run-helm.mjs'

const testdata = fileURLToPath(new URL('../../packages/helm/testdata/', import.meta.url))
const cases = JSON.parse(readFileSync(`${testdata}cases.json`, 'utf8'))

const wanted = process.argv.slice(2)
const chosen = cases.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
if (wanted.length === 0) rmSync(`${testdata}recorded`, { recursive: true, force: true })
mkdirSync(`${testdata}recorded`, { recursive: true })
for (const { name, chart, args } of chosen) {
  const answers = {}
  for (const [version, binary] of [
    ['4.2', 'helm4'],
    ['3.21', 'helm3'],
  ]) {
    const { status, stdout, stderr } = runHelm(binary, ['template', 'release', chart, ...args], testdata)
    answers[version] = {
      status,
      stdout,
      stderr: stderr.replaceAll(testdata, '').replace(/time=\S+ |^\d{4}\/\d\d\/\d\d [\d:]+ /gm, ''),
    }
  }
  writeFileSync(`${testdata}recorded/${name}.json`, `${JSON.stringify(answers, null, 1)}\n`)
}
console.log(`${chosen.length} cases recorded`)

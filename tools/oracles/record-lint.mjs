// Records what real Helm 3 and 4 answer to the cases of packages/helm/testdata/lint/cases.txt.
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packFirst, readChartCases, writeCase } from './chart-cases.mjs'
import { runHelm } from './run-helm.mjs'

const testdata = fileURLToPath(new URL('../../packages/helm/testdata/lint/', import.meta.url))
const cases = readChartCases(readFileSync(`${testdata}cases.txt`, 'utf8'))
const recorded = {}
for (const each of cases) recorded[each.name] = { 4.2: answer('helm4', each), 3.21: answer('helm3', each) }
writeFileSync(`${testdata}recorded.json`, `${JSON.stringify(recorded, null, 1)}\n`)
console.log(`${cases.length} cases recorded`)

function answer(binary, each) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'record-lint-')))
  writeCase(folder, each)
  const args = packFirst(folder, each)
  const { status, stdout, stderr } = runHelm(binary, args, folder)
  rmSync(folder, { recursive: true })
  const unpacked = new RegExp(`${tmpdir()}/helm-lint\\d+`, 'g')
  const masked = (text) => text.replaceAll(folder, '<folder>').replace(unpacked, '<unpacked>')
  const error = /^Error: [\s\S]*/m.exec(masked(stderr))?.[0] ?? ''
  return { status, stdout: masked(stdout), error }
}

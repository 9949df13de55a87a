// Records what real Helm 3 and 4 say of each values.schema.json of packages/helm/testdata/schema/cases.txt.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runHelm } from './run-helm.mjs'
import { readSchemaCases } from './schema-cases.mjs'

const testdata = fileURLToPath(new URL('../../packages/helm/testdata/schema/', import.meta.url))
const cases = readSchemaCases(readFileSync(`${testdata}cases.txt`, 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'record-schemas-'))
const recorded = {}
for (const { name, schema, values, args } of cases) {
  const chart = join(folder, 'c')
  mkdirSync(chart, { recursive: true })
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: c\nversion: 1.0.0\n')
  writeFileSync(join(chart, 'values.yaml'), values)
  writeFileSync(join(chart, 'values.schema.json'), schema)
  recorded[name] = { 4.2: answer('helm4', args), 3.21: answer('helm3', args) }
}
rmSync(folder, { recursive: true })
writeFileSync(`${testdata}recorded.json`, `${JSON.stringify(recorded, null, 1)}\n`)
console.log(`${cases.length} cases recorded`)

/** What is said of the chart below its name; empty where all is well. */
function answer(binary, args) {
  const { status, stderr } = runHelm(binary, ['template', 'r', 'c', ...args], folder)
  if (status === 0) return ''
  const before =
    /^Error: values don't meet the specifications of the schema\(s\) in the following chart\(s\):\nc:\n/m
  const found = before.exec(stderr)
  if (found === null) throw new Error(`unforeseen answer: ${stderr}`)
  return stderr.slice(found.index + found[0].length).trimEnd()
}

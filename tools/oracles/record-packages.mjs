// Records what real Helm 3 and 4 pack for the cases of packages/helm/testdata/package/cases.txt.
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packFirst, readChartCases, writeCase } from './chart-cases.mjs'
import { packageDigest } from './package-digest.mjs'
import { runHelm } from './run-helm.mjs'

const testdata = fileURLToPath(new URL('../../packages/helm/testdata/package/', import.meta.url))
const cases = readChartCases(readFileSync(`${testdata}cases.txt`, 'utf8'))
const recorded = {}
for (const each of cases) recorded[each.name] = { 4.2: answer('helm4', each), 3.21: answer('helm3', each) }
writeFileSync(`${testdata}recorded.json`, `${JSON.stringify(recorded, null, 1)}\n`)
console.log(`${cases.length} cases recorded`)

function answer(binary, each) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'record-packages-')))
  writeCase(folder, each)
  const args = packFirst(folder, each)
  const before = new Set(packages(folder))
  if (each.files['c-1.0.0.tgz'] !== undefined) before.clear()
  const { status, stdout, stderr } = runHelm(binary, args, folder)
  const made = packages(folder).filter((path) => !before.has(path))
  const digests = Object.fromEntries(
    made.map((path) => [path, packageDigest(readFileSync(join(folder, path)))]),
  )
  rmSync(folder, { recursive: true })
  const masked = (text) => text.replaceAll(folder, '<folder>')
  const error = /^Error: [\s\S]*/m.exec(masked(stderr))?.[0] ?? ''
  return { status, stdout: masked(stdout), error, packages: digests }
}

function packages(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith('.tgz'))
    .toSorted((a, b) => (a < b ? -1 : 1))
}

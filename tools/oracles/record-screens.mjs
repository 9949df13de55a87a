// Records what real Helm 3 and 4 print for the command lines of packages/cli/testdata/helm-screens/cases.json, run among the
// charts of packages/helm/testdata. `OUT` in a command line is a folder of its own; what is written there is recorded too.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runHelm } from './run-helm.mjs'

const charts = fileURLToPath(new URL('../../packages/helm/testdata/', import.meta.url))
const packages = fileURLToPath(new URL('../../packages/', import.meta.url))
const screens = fileURLToPath(new URL('../../packages/cli/testdata/helm-screens/', import.meta.url))
const cases = JSON.parse(readFileSync(`${screens}cases.json`, 'utf8'))

const recorded = {}
for (const each of cases) {
  recorded[each.name] = { 4.2: record('helm4', each), 3.21: record('helm3', each) }
}
writeFileSync(`${screens}recorded.json`, `${JSON.stringify(recorded, null, 1)}\n`)
console.log(`${cases.length} screens recorded`)

function record(binary, { args, stdin, files }) {
  const folder = mkdtempSync(join(tmpdir(), 'helm-out-'))
  for (const [name, text] of Object.entries(files ?? {})) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const words = args.map((arg) => (arg === 'OUT' ? folder : arg))
  const { status, stdout, stderr } = runHelm(binary, words, charts, stdin)
  const told = (text) =>
    text.replaceAll(folder, 'OUT').replaceAll(charts, 'CHARTS/').replaceAll(packages, 'PACKAGES/')
  const written = Object.fromEntries(
    filesBelow(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )
  rmSync(folder, { recursive: true })
  return {
    status,
    stdout: told(stdout),
    stderr: told(withoutTraces(stderr)),
    ...(args.includes('OUT') && { written }),
  }
}

/** What Helm 3 says with --debug of the time and of its own source. */
function withoutTraces(stderr) {
  return stderr.replace(/^helm\.go:[^]*$/m, '').replace(/^.*\[debug\].*\n\n?/gm, '')
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted((a, b) => (a < b ? -1 : 1))
}

// Counts the promises of the stacks: promises.mjs [RESULTS.json of vitest] [--root FOLDER]
//
// stacks/<name>/PROMISES.md has a table row per promise, its ID in the first cell: `| AH-001 | … | … |`. A promise that no
// test can hold says so in its last cell with the reason: `untestable: needs the maker's own registry`. A test that
// holds a promise has the ID in its name: `[AH-001]`. Fails on a missing reason, an unknown ID, an ID given twice, and
// a promise that is marked untestable and has a test.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { root: { type: 'string' } },
})
const root = options.root ?? join(dirname(fileURLToPath(import.meta.url)), '..')
const faults = []

const ledgers = readLedgers()
const named = namedInTests()
const verdicts = positionals[0] === undefined ? undefined : readVerdicts(positionals[0])

for (const [id, path] of named) {
  if (!ledgers.some((ledger) => ledger.promises.has(id))) faults.push(`${path}: [${id}] is in no PROMISES.md`)
}
for (const ledger of ledgers) console.log(describe(ledger))
if (ledgers.length === 0) console.log('no stacks/*/PROMISES.md yet')
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0

function readLedgers() {
  const stacks = join(root, 'stacks')
  const names = existsSync(stacks) ? readdirSync(stacks).sort() : []
  return names
    .map((name) => ({ name, path: join(stacks, name, 'PROMISES.md') }))
    .filter(({ path }) => existsSync(path))
    .map(({ name, path }) => ({ name, promises: readLedger(path) }))
}

/** The IDs of a ledger, each with the reason why it cannot be tested, where it has one. */
function readLedger(path) {
  const promises = new Map()
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const id = /^\|\s*([A-Z]{2,}-\d{3})\s*\|/.exec(line)?.[1]
    if (id === undefined) continue
    if (promises.has(id)) faults.push(`${relative(root, path)}: ${id} is there twice`)
    const mark = /\|\s*untestable\b:?\s*([^|]*)\|\s*$/i.exec(line)
    if (mark !== null && mark[1].trim() === '')
      faults.push(`${relative(root, path)}: ${id} is untestable without a reason`)
    promises.set(id, mark?.[1].trim())
  }
  return promises
}

/** The IDs in the texts of test files, each with the first file that has it. */
function namedInTests() {
  const found = new Map()
  for (const folder of ['stacks', 'tests', 'packages']) {
    if (!existsSync(join(root, folder))) continue
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true })) {
      const path = join(entry.parentPath, entry.name)
      if (!entry.isFile() || !entry.name.endsWith('.test.ts') || path.includes('node_modules')) continue
      for (const id of idsIn(readFileSync(path, 'utf8')))
        if (!found.has(id)) found.set(id, relative(root, path))
    }
  }
  return found
}

/** For each ID that a test named when it ran: whether every such test passed. */
function readVerdicts(path) {
  const passed = new Map()
  for (const { assertionResults } of JSON.parse(readFileSync(path, 'utf8')).testResults) {
    for (const { fullName, status } of assertionResults) {
      if (status !== 'passed' && status !== 'failed') continue
      for (const id of idsIn(fullName)) passed.set(id, (passed.get(id) ?? true) && status === 'passed')
    }
  }
  return passed
}

function idsIn(text) {
  return [...text.matchAll(/\[([A-Z]{2,}-\d{3})\]/g)].map((match) => match[1])
}

function describe({ name, promises }) {
  const count = { passing: 0, failing: 0, untestable: 0, open: 0 }
  for (const [id, reason] of promises) {
    const isNamed = named.has(id)
    if (reason !== undefined && isNamed)
      faults.push(`${named.get(id)}: [${id}] has a test and is marked untestable`)
    const verdict = verdicts === undefined ? isNamed || undefined : verdicts.get(id)
    count[
      reason !== undefined ? 'untestable' : verdict === undefined ? 'open' : verdict ? 'passing' : 'failing'
    ]++
  }
  const tested = verdicts === undefined ? 'with a test (not run here)' : 'passing'
  const failing = count.failing > 0 ? `, ${count.failing} failing` : ''
  return `${name}: ${promises.size} promises, ${count.passing} ${tested}${failing}, ${count.untestable} untestable, ${count.open} open`
}

// Adds up what .ci/run did: summary.mjs FOLDER, with steps.tsv (name, status, seconds) and a JSON result per runner.
// Renderings compared with Helm's count as tests. Tests are counted as their runner counted them. A step that failed without a failed test counts as one failure.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]
const total = { passed: 0, failed: 0, skipped: 0 }

console.log('')
for (const line of readFileSync(join(folder, 'steps.tsv'), 'utf8').trimEnd().split('\n')) {
  const [name, status, seconds] = line.split('\t')
  const counted =
    status === 'skipped' ? { passed: 0, failed: 0, skipped: 1 } : countStep(name, Number(status))
  for (const key of Object.keys(total)) total[key] += counted[key]
  const verdict = status === 'skipped' ? 'skipped' : counted.failed > 0 ? 'FAILED' : 'ok'
  console.log(`${verdict.padEnd(8)}${name.padEnd(16)}${seconds.padStart(5)} s  ${describe(counted)}`)
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

function countStep(name, status) {
  const counted = countTests(join(folder, `${name}.json`))
  if (status !== 0 && counted.failed === 0) counted.failed = 1
  return counted
}

function countTests(path) {
  if (!existsSync(path)) return { passed: 0, failed: 0, skipped: 0 }
  const run = JSON.parse(readFileSync(path, 'utf8'))
  if (run.kind === 'ParityReport') return { passed: run.equal, failed: run.different, skipped: 0 }
  // A file that cannot be loaded has no tests to fail.
  const unloaded = run.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: run.numPassedTests,
    failed: run.numFailedTests + unloaded.length,
    skipped: run.numPendingTests + run.numTodoTests,
  }
}

function describe({ passed, failed, skipped }) {
  return passed + failed + skipped === 0 ? '' : `${passed} passed, ${failed} failed, ${skipped} skipped`
}

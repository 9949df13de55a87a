// Runs typical calls of a verb and keeps what V8 compiled for them: node warm-up.mjs DIST
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cachedDataVersionTag, setFlagsFromString } from 'node:v8'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../../..')
const [dist, verb] = process.argv.slice(2)
process.env.SEAWORTHY_DIST = dist
const charts = join(root, 'packages/helm/testdata/charts')
/** Every function that is kept costs every start: what few charts need, those compile. docs/performance.md has the measurement. */
const typical =
  'basic capabilities files hooks library nested ranges serial sets tpl umbrella with-library'.split(' ')

if (verb === undefined) for (const each of ['template', 'check', 'any']) perVerb(each)
else await warmUp(verb)

/** Each in a process of its own: code that one verb needs is a burden to another. */
function perVerb(each) {
  const { status, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), dist, each], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
}

async function warmUp(each) {
  const tag = cachedDataVersionTag()
  // The verb decides where compiled code is looked for, and kept.
  process.argv = [process.execPath, 'seaworthy', each]
  const { load, compiledCode, hasDefaultFlags } = createRequire(import.meta.url)('../bin/seaworthy.cjs')
  const quiet = { out() {}, err() {}, cwd: root, live: false, colour: false, width: 100, debug: false }
  const compiledFor = async (all) => {
    // Functions that have not run for a while would be forgotten.
    setFlagsFromString('--no-flush-bytecode')
    for (const args of all) await load('command.js').runCli(args, quiet)
    setFlagsFromString('--flush-bytecode')
    // Compiled code belongs to the flags it was made with.
    if (!hasDefaultFlags(tag)) throw new Error('a call has changed flags of V8')
    return compiledCode()
  }
  const ofMost = await compiledFor(typicalCalls(each))
  const ofAll = await compiledFor(calls(each))
  const folder = join(dist, 'compiled')
  mkdirSync(folder, { recursive: true })
  // What is loaded only for some charts is needed whole by them.
  for (const [name, code] of [...ofAll, ...ofMost.filter(([name]) => name.endsWith('-core'))])
    writeFileSync(join(folder, name), code)
  // Not in the user's folder too.
  process.removeAllListeners('exit')
}

function calls(each) {
  if (each === 'any') return [['--help'], ['--version'], ['nothing']]
  return readdirSync(charts).map((name) => [each, 'release', join(charts, name)])
}

function typicalCalls(each) {
  return each === 'template' ? typical.map((name) => [each, 'release', join(charts, name)]) : calls(each)
}

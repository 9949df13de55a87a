#!/usr/bin/env node
'use strict'
// The command; and what workers and the public modules get their code from, so that every class exists once in a process.
// A script and not a module: Node starts those 10 ms sooner. The code is one file, dist/seaworthy.cjs, and what V8 has
// compiled of it lies beside it; docs/performance.md has the measurements.
const { mkdirSync, readFileSync, renameSync, writeFileSync, writeSync } = require('node:fs')
const { join } = require('node:path')
const { Script } = require('node:vm')

/** The build tries what it makes before it puts it in its place. */
const dist = process.env.SEAWORTHY_DIST ?? join(__dirname, '../dist')
const bundle = join(dist, 'seaworthy.cjs')
const loaded = new Map()
let script
let pack

/** What a file of the bundle exports, by the file's name (`main.js`). It is run once. */
function load(name) {
  const known = loaded.get(name)
  if (known !== undefined) return known
  const exported = {}
  loaded.set(name, exported)
  pack ??= compiledBundle().runInThisContext()(requireLater, (specifier) => import(specifier), place)
  const run = pack[name]
  if (run === undefined) throw new RangeError(`the bundle has no ${name}`)
  run(load, exported)
  return exported
}

/** What `import.meta` is in the bundle. */
const place = {
  get url() {
    return require('node:url').pathToFileURL(bundle).href
  },
  resolve: (specifier) => require('node:url').pathToFileURL(require.resolve(specifier)).href,
}

const atOnce = new Set(['fs', 'path', 'events', 'buffer'])

/** Modules of Node and libraries that a short command never uses are loaded at their first use. */
function requireLater(name) {
  const short = name.replace(/^node:/, '')
  if (short === 'process') return process
  if (atOnce.has(short)) return require(name)
  return later(`${name}.js` in pack ? () => load(`${name}.js`) : () => require(name))
}

/** A module in whose place another stands until something is read from it. */
function later(loadIt) {
  const standIn = new Proxy(Object.create(null), {
    // No library here has that mark, and bundled code asks for it at once.
    get: (_, key) => (key === '__esModule' ? undefined : loadIt()[key]),
    has: (_, key) => key in loadIt(),
    // What copies a module, as bundled code does, gets what leads to it.
    ownKeys: () => [],
    getPrototypeOf: () => standIn,
  })
  return standIn
}

/** The bundle, compiled as far as an earlier call of the same verb needed it. */
function compiledBundle() {
  const source = readFileSync(bundle, 'latin1')
  // The first line is a comment: a digest of the file.
  const digest = source.slice(2, source.indexOf('\n'))
  const verb = /^[a-z]+$/.test(process.argv[2] ?? '') ? process.argv[2] : 'any'
  const shipped = join(dist, 'compiled', `${digest}-${process.version}-${process.arch}-${verb}`)
  script = compiledEarlier(source, shipped) ?? compiledHere(source, `${digest}-${verb}`)
  return script
}

function compiledEarlier(source, file) {
  let cachedData
  try {
    cachedData = readFileSync(file)
  } catch {
    return undefined // nothing was kept
  }
  const made = new Script(source, { filename: bundle, cachedData })
  return made.cachedDataRejected ? undefined : made
}

/** What the build did for the Node that it ran under, a user's machine does for its own. */
function compiledHere(source, name) {
  const folder = join(process.env.XDG_CACHE_HOME || join(require('node:os').homedir(), '.cache'), 'seaworthy')
  // The version of V8, and its flags.
  const tag = require('node:v8').cachedDataVersionTag()
  const file = join(folder, `${name}-${tag}-${process.arch}`)
  const kept = compiledEarlier(source, file)
  if (kept !== undefined) return kept
  if (require('node:worker_threads').isMainThread) process.on('exit', () => keep(folder, file, tag))
  return new Script(source, { filename: bundle })
}

function keep(folder, file, tag) {
  // Compiled code belongs to the flags it was made with; a large chart has changed one.
  if (!hasDefaultFlags(tag)) return
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(`${file}.${process.pid}`, compiledCode())
    renameSync(`${file}.${process.pid}`, file)
  } catch {
    // A folder that cannot be written, a full disk: the next call compiles again, and that is all.
  }
}

/** What V8's flag was before `optimizedLate` changed it can only be tried: the defaults of its versions. */
function hasDefaultFlags(tag) {
  const { cachedDataVersionTag, setFlagsFromString } = require('node:v8')
  return [undefined, 132, 66, 144].some((kilobytes) => {
    if (kilobytes !== undefined) setFlagsFromString(`--interrupt-budget=${kilobytes * 1024}`)
    return cachedDataVersionTag() === tag
  })
}

/** What V8 has compiled by now, in V8's own form. */
function compiledCode() {
  return script.createCachedData()
}

module.exports = { load, bundle, compiledCode, hasDefaultFlags }
if (require.main === module) {
  const [only, second] = process.argv.slice(2)
  if (only === '--version' && second === undefined) writeSync(1, `${require('../package.json').version}\n`)
  else load('main.js')
}

#!/usr/bin/env node
'use strict'
// The command; and what workers and the public modules get their code from, so that every class exists once in a process.
// A script and not a module: Node starts those 10 ms sooner. The code is in three files, of which most calls need one, with what
// V8 has compiled of each beside it; docs/performance.md has the measurements.
const { mkdirSync, readFileSync, renameSync, writeFileSync, writeSync } = require('node:fs')
const { join } = require('node:path')
const { Script } = require('node:vm')

/** The build tries what it makes before it puts it in its place. */
const dist = process.env.SEAWORTHY_DIST ?? join(__dirname, '../dist')
/** Which functions are compiled ahead is the verb's matter. */
const verb = /^[a-z]+$/.test(process.argv[2] ?? '') ? process.argv[2] : 'any'
const loaded = new Map()
const opened = new Map()
/** A digest of all the code, and the script of each file of the bundle. */
let head

/** What a file of the bundle exports, by the file's name (`main.js`). It is run once. */
function load(name) {
  const known = loaded.get(name)
  if (known !== undefined) return known
  const exported = {}
  loaded.set(name, exported)
  const files = filesOf('core')
  const run = files[name] ?? filesOf(head.scripts[name] ?? 'core')[name]
  if (run === undefined) throw new RangeError(`the bundle has no ${name}`)
  run(load, exported)
  return exported
}

function filesOf(script) {
  const known = opened.get(script)
  if (known !== undefined) return known.files
  const compiled = open(script)
  const files = compiled.runInThisContext()(requireLater, (specifier) => import(specifier), place)
  opened.set(script, { compiled, files })
  return files
}

/** What `import.meta` is in the bundle. */
const place = {
  get url() {
    return require('node:url').pathToFileURL(join(dist, 'core.cjs')).href
  },
  resolve: (specifier) => require('node:url').pathToFileURL(require.resolve(specifier)).href,
}

const atOnce = new Set(['fs', 'path', 'events', 'buffer'])

/** Modules of Node and libraries that a short command never uses are loaded at their first use. */
function requireLater(name) {
  const short = name.replace(/^node:/, '')
  if (short === 'process') return process
  if (atOnce.has(short)) return require(name)
  return later(`${name}.js` in head.scripts ? () => load(`${name}.js`) : () => require(name))
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

/** A script, compiled as far as an earlier call of the same verb needed it. */
function open(name) {
  const filename = join(dist, `${name}.cjs`)
  const source = readFileSync(filename, 'latin1')
  head ??= JSON.parse(source.slice(2, source.indexOf('\n')))
  return (
    compiledEarlier(source, filename, join(dist, 'compiled', shippedAs(name))) ?? compiledHere(source, filename, name)
  )
}

function shippedAs(script) {
  return `${head.digest}-${process.version}-${process.arch}-${verb}-${script}`
}

function compiledEarlier(source, filename, file) {
  let cachedData
  try {
    cachedData = readFileSync(file)
  } catch {
    return undefined // nothing was kept
  }
  const made = new Script(source, { filename, cachedData })
  return made.cachedDataRejected ? undefined : made
}

/** What the build did for the Node that it ran under, a user's machine does for its own. */
function compiledHere(source, filename, name) {
  const folder = join(process.env.XDG_CACHE_HOME || join(require('node:os').homedir(), '.cache'), 'seaworthy')
  // The version of V8, and its flags.
  const tag = require('node:v8').cachedDataVersionTag()
  const file = join(folder, `${shippedAs(name)}-${tag}`)
  const kept = compiledEarlier(source, filename, file)
  if (kept !== undefined) return kept
  if (require('node:worker_threads').isMainThread) process.on('exit', () => keep(folder, file, tag, name))
  return new Script(source, { filename })
}

function keep(folder, file, tag, name) {
  // Compiled code belongs to the flags it was made with; a large chart has changed one.
  if (!hasDefaultFlags(tag)) return
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(`${file}.${process.pid}`, opened.get(name).compiled.createCachedData())
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

/** What V8 has compiled by now, in V8's own form, by the names under which it is shipped. */
function compiledCode() {
  return Array.from(opened, ([name, { compiled }]) => [shippedAs(name), compiled.createCachedData()])
}

/** Where a defect arose, in the sources: for `--debug`. Maps are read when the first stack is written. */
function mapStacks() {
  const { SourceMap } = require('node:module')
  const maps = new Map()
  const mapOf = (name) => {
    if (!maps.has(name)) maps.set(name, new SourceMap(JSON.parse(readFileSync(join(dist, `${name}.map`), 'utf8'))))
    return maps.get(name)
  }
  const source = (frame) => {
    const name = frame.getFunctionName() ?? 'anonymous'
    const [file, line, column] = [frame.getFileName() ?? '', frame.getLineNumber(), frame.getColumnNumber()]
    // Compiled code remembers the folder in which it was made.
    const script = /[\\/](core|seldom|rest)\.cjs$/.exec(file)
    const entry = script === null ? {} : mapOf(`${script[1]}.cjs`).findEntry(line - 1, column - 1)
    if (entry.originalSource === undefined) return `${name} (${file}:${line}:${column})`
    return `${name} (${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1})`
  }
  Error.prepareStackTrace = (error, frames) =>
    [error, ...frames.map((frame) => `    at ${source(frame)}`)].join('\n')
}

module.exports = { load, compiledCode, hasDefaultFlags }
if (require.main === module) {
  const [only, second] = process.argv.slice(2)
  if (only === '--version' && second === undefined) writeSync(1, `${require('../package.json').version}\n`)
  else {
    if (process.argv.includes('--debug')) mapStacks()
    load('main.js')
  }
}

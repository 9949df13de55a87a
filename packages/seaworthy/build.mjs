// Bundles the command and the public subpaths into dist/ (or the folder that is named), with V8's compiled code of typical calls.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from './build/bundle.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const dist = resolve(process.argv[2] ?? join(here, 'dist'))
const entries = Object.fromEntries(
  ['main', 'command', 'worker', 'sdk', 'trial'].map((name) => [name, join(here, 'src', `${name}.ts`)]),
)

if (isFresh()) process.exit(0)

// Made beside the present one, which others may be running, and put in its place when it is whole.
const draft = `${dist}.${process.pid}`
const { scripts, exported } = await bundle(entries, join(here, '..'))
mkdirSync(draft, { recursive: true })
for (const [name, { code, map }] of Object.entries(scripts)) {
  writeFileSync(join(draft, `${name}.cjs`), code)
  writeFileSync(join(draft, `${name}.cjs.map`), map)
}
writeFileSync(join(draft, 'worker.cjs'), "require('../bin/seaworthy.cjs').load('worker.js')\n")
for (const name of ['sdk', 'trial']) writeFileSync(join(draft, `${name}.js`), publicModule(name, exported))
compile()
rmSync(dist, { recursive: true, force: true })
renameSync(draft, dist)

/** What authors import is what the command itself uses. */
function publicModule(name, exported) {
  const names = (exported[`${name}.js`] ?? []).filter((each) => each !== 'default')
  return `import { createRequire } from 'node:module'
const { load } = createRequire(import.meta.url)('../bin/seaworthy.cjs')
export const { ${names.join(', ')} } = load('${name}.js')
`
}

/** A fault here costs milliseconds at each start, and nothing else. */
function compile() {
  const { status, stderr } = spawnSync(process.execPath, [join(here, 'build/warm-up.mjs'), draft], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  if (status !== 0) process.stderr.write(`no compiled code is kept: ${stderr}`)
}

/** Nothing that goes into the bundle is newer than it is: `npm ci` has just built it, and `npm start` need not again. */
function isFresh() {
  const made = join(dist, 'core.cjs')
  if (!existsSync(made)) return false
  const built = statSync(made).mtimeMs
  const packages = join(here, '..')
  const sources = readdirSync(packages).flatMap((name) => filesBelow(join(packages, name, 'src')))
  const own = [
    fileURLToPath(import.meta.url),
    ...filesBelow(join(here, 'build')),
    ...filesBelow(join(here, 'bin')),
  ]
  return [...sources, ...own].every((file) => statSync(file).mtimeMs < built)
}

function filesBelow(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true }).map((name) => join(folder, name))
}

// Bundles the command and the public subpaths into dist/, with shared chunks so that every class exists once.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const entries = ['main', 'worker', 'sdk', 'trial']
  .map((name) => join(here, 'src', `${name}.ts`))
  .filter(existsSync)

if (isFresh()) process.exit(0)

// Chunks are named by their content: those of an earlier build would stay for ever.
rmSync(join(here, 'dist'), { recursive: true, force: true })

await build({
  entryPoints: entries,
  outdir: join(here, 'dist'),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'linked',
  external: ['esbuild'],
  logLevel: 'warning',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})

/** Nothing that goes into the bundle is newer than it is: `npm ci` has just built it, and `npm start` need not again. */
function isFresh() {
  const bundle = join(here, 'dist/main.js')
  if (!existsSync(bundle)) return false
  const built = statSync(bundle).mtimeMs
  const packages = join(here, '..')
  const sources = readdirSync(packages).flatMap((name) => filesBelow(join(packages, name, 'src')))
  return [...sources, fileURLToPath(import.meta.url)].every((file) => statSync(file).mtimeMs < built)
}

function filesBelow(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true }).map((name) => join(folder, name))
}

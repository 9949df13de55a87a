// Bundles the command and the public subpaths into dist/, with shared chunks so that every class exists once.
import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const entries = ['main', 'worker', 'sdk', 'trial']
  .map((name) => join(here, 'src', `${name}.ts`))
  .filter(existsSync)

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

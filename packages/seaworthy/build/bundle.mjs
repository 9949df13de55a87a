// The bundle: every entry and chunk that esbuild makes, as functions in three scripts. See bin/seaworthy.cjs, which runs them.
import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import { build, transform } from 'esbuild'
import { directImports } from './direct-imports.mjs'

/** Libraries that few calls need: each is a file of its own in the bundle, which is loaded at its first use. */
const libraries = ['re2js', 'bcryptjs']

/** Files of ours that few calls need, by the name that they have in the bundle. They are loaded in the same way. */
const seldom = {
  schemas: 'helm/src/schema/check-schemas.ts',
  tracing: 'gotemplate/src/tracing/tracing-executor.ts',
  certificates: 'gotemplate/src/pki/certificate.ts',
  'toml-reader': 'helm/src/engine/read-toml.ts',
  'toml-writer': 'helm/src/engine/write-toml.ts',
}

/** What the command that is started most often runs. */
const most = ['main', 'template', 'print-templates']

/**
 * Bundles entries with shared chunks, so that every class exists once and a command runs only what it needs. Scripts hold many of
 * them: Node reads few files, with V8's compiled code of each beside it.
 * @param {Record<string, string>} entries files by their names in the bundle
 * @param {string} packages folder of the packages
 * @returns {Promise<{ scripts: Record<string, { code: string, map: string }>, exported: Record<string, readonly string[]> }>}
 *   `exported`: names by entry
 */
export async function bundle(entries, packages) {
  const files = Object.fromEntries(Object.entries(seldom).map(([name, path]) => [name, join(packages, path)]))
  const { outputFiles, metafile } = await modules({
    entryPoints: { ...entries, ...files },
    splitting: true,
    external: ['esbuild', ...libraries],
    chunkNames: '[name]-[hash]',
    define: { 'import.meta.url': '__place.url', 'import.meta.resolve': '__place.resolve' },
    plugins: [directImports, elsewhere(files)],
  })
  const outputs = Object.entries(metafile.outputs).map(([path, output]) => ({
    ...output,
    name: basename(path),
  }))
  const withLibraries = [...outputFiles, ...(await modules({ entryPoints: libraries })).outputFiles]
  const scriptOf = scriptsOf(outputs)
  const parts = { core: [], seldom: [], rest: [] }
  for (const { path, text } of withLibraries) {
    const name = basename(path)
    parts[scriptOf(name)].push(await asFunction(name, text))
  }
  const exported = Object.fromEntries(
    outputs.flatMap(({ name, entryPoint, exports }) => (entryPoint === undefined ? [] : [[name, exports]])),
  )
  return { scripts: inScripts(parts), exported }
}

/** An import of a file that is loaded at its first use is left to `require`. */
function elsewhere(files) {
  const names = new Map(Object.entries(files).map(([name, file]) => [file, name]))
  const wanted = new RegExp(`(${[...names.keys()].map((file) => basename(file)).join('|')})$`)
  return {
    name: 'elsewhere',
    setup(bundler) {
      bundler.onResolve({ filter: wanted }, ({ path, resolveDir, kind }) => {
        const name =
          kind === 'entry-point' ? undefined : (names.get(join(resolveDir, path)) ?? names.get(path))
        return name === undefined ? undefined : { path: name, external: true }
      })
    },
  }
}

/** In which script a file of the bundle is. */
function scriptsOf(outputs) {
  const reachable = (roots) => {
    const found = new Set()
    const visit = (name) => {
      if (found.has(name)) return
      found.add(name)
      const { imports = [] } = outputs.find((each) => each.name === name) ?? {}
      for (const { path, kind } of imports) if (kind === 'import-statement') visit(basename(path))
    }
    for (const { name } of outputs) if (roots.includes(name.replace(/(-[A-Z0-9]{8})?\.js$/, ''))) visit(name)
    return found
  }
  const core = reachable(most)
  const few = reachable(Object.keys(seldom))
  const known = new Set(outputs.map(({ name }) => name))
  return (name) => (core.has(name) ? 'core' : few.has(name) || !known.has(name) ? 'seldom' : 'rest')
}

function modules(options) {
  return build({
    outdir: '/',
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'warning',
    metafile: true,
    write: false,
    plugins: [directImports],
    ...options,
  })
}

/** A chunk as the body of a function, its map apart. Imports of other chunks become locals: a call is a call. */
async function asFunction(name, text) {
  const whole = text
    .replace(/^import \{([^}]*)\} from "\.\/([^"]+)";/gm, (all, names, from) =>
      sameLines(all, `const {${names.replaceAll(' as ', ': ')}} = __load(${JSON.stringify(from)});`),
    )
    .replace(/^import "\.\/([^"]+)";/gm, (_, from) => `__load(${JSON.stringify(from)});`)
    .replace(/^export \{([^}]*)\};/gm, (all, names) =>
      sameLines(all, `Object.assign(__exports, {${exportsOf(names)}});`),
    )
    .replace(
      /\bimport\("\.\/([^"]+)"\)/g,
      (_, from) => `Promise.resolve().then(() => __load(${JSON.stringify(from)}))`,
    )
    .replace(/(?<![\w$.])import\((?=[^)])/g, '__import(')
  const { code, map } = await transform(whole, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'warning',
  })
  if (/^(import|export)\b/m.test(code)) throw new Error(`${name} is still a module`)
  const read = JSON.parse(map)
  const sources = read.sources.map((path) => path.replace(/^.*?\/(?=(packages|node_modules)\/)/, ''))
  return { name, code: code.trim(), map: { ...read, sources } }
}

function exportsOf(names) {
  return names.replaceAll(/([\w$]+) as ([\w$]+)/g, '$2: $1')
}

/** Maps go by line. */
function sameLines(before, after) {
  if (before.split('\n').length !== after.split('\n').length) throw new Error(`lines were lost: ${after}`)
  return after
}

function inScripts(parts) {
  const places = Object.entries(parts).flatMap(([script, each]) => each.map(({ name }) => [name, script]))
  const made = Object.entries(parts).map(([script, each]) => [script, inOneScript(each)])
  const digest = createHash('sha256')
  for (const [, { body }] of made) digest.update(body)
  // The first line of the core: a digest of all, and where each file is.
  const head = JSON.stringify({
    digest: digest.digest('hex').slice(0, 16),
    scripts: Object.fromEntries(places),
  })
  return Object.fromEntries(
    made.map(([script, { body, map }]) => [script, { code: `//${head}\n${body}\n`, map }]),
  )
}

function inOneScript(parts) {
  const lines = ['(function(require,__import,__place){"use strict";return{']
  const sections = []
  for (const { name, code, map } of parts) {
    lines.push(`${JSON.stringify(name)}(__load,__exports){`)
    // The head is the first line of all.
    sections.push({ offset: { line: lines.join('\n').split('\n').length + 1, column: 0 }, map })
    lines.push(code, '},')
  }
  const body = [...lines, '}})'].join('\n')
  // biome-ignore lint: everything beyond ASCII
  if (/[^\0-\x7f]/.test(body)) throw new Error('the bundle is read as latin1 and holds other characters')
  return { body, map: JSON.stringify({ version: 3, sections }) }
}

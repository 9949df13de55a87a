// The bundle: every entry and chunk that esbuild makes, as functions in one script. See bin/seaworthy.cjs, which runs it.
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { build, transform } from 'esbuild'
import { directImports } from './direct-imports.mjs'

/** Libraries that few calls need: each is a file of its own in the bundle, which is loaded at its first use. */
const seldom = ['re2js', 'bcryptjs']

/**
 * Bundles entries with shared chunks, so that every class exists once and a command runs only what it needs. One script holds them
 * all: Node reads one file, and V8's compiled code is one file beside it.
 * @param {readonly string[]} entryPoints
 * @returns {Promise<{ code: string, map: string, exported: Record<string, readonly string[]> }>} `exported`: names by entry
 */
export async function bundle(entryPoints) {
  const { outputFiles, metafile } = await modules({
    entryPoints,
    splitting: true,
    external: ['esbuild', ...seldom],
    chunkNames: '[name]-[hash]',
    define: { 'import.meta.url': '__place.url', 'import.meta.resolve': '__place.resolve' },
  })
  const libraries = await modules({ entryPoints: seldom })
  const parts = []
  for (const { path, text } of [...outputFiles, ...libraries.outputFiles])
    parts.push(await asFunction(basename(path), text))
  const exported = Object.fromEntries(
    Object.entries(metafile.outputs).flatMap(([path, { entryPoint, exports }]) =>
      entryPoint === undefined ? [] : [[basename(path), exports]],
    ),
  )
  return { ...inOneScript(parts), exported }
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
  return { name, code: code.trim(), map: JSON.parse(map) }
}

function exportsOf(names) {
  return names.replaceAll(/([\w$]+) as ([\w$]+)/g, '$2: $1')
}

/** Maps go by line. */
function sameLines(before, after) {
  if (before.split('\n').length !== after.split('\n').length) throw new Error(`lines were lost: ${after}`)
  return after
}

function inOneScript(parts) {
  const lines = ['(function(require,__import,__place){"use strict";return{']
  const sections = []
  for (const { name, code, map } of parts) {
    lines.push(`${JSON.stringify(name)}(__load,__exports){`)
    // The digest is the first line of all.
    sections.push({ offset: { line: lines.join('\n').split('\n').length + 1, column: 0 }, map })
    lines.push(code, '},')
  }
  const body = [...lines, '}})'].join('\n')
  // biome-ignore lint: everything beyond ASCII
  if (/[^\0-\x7f]/.test(body)) throw new Error('the bundle is read as latin1 and holds other characters')
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 16)
  return { code: `//${digest}\n${body}\n`, digest, map: JSON.stringify({ version: 3, sections }) }
}

import { Emitter } from './emitter.ts'
import { formatFloat } from './float.ts'
import { compareKeys, compareKeysV3 } from './key-order.ts'
import { resolvePlain } from './resolve.ts'
import { YamlConversionError } from './syntax-error.ts'

/** What can be written: numbers are float64, bigints are integers; records are written like maps. */
export type WritableYaml =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly WritableYaml[]
  | ReadonlyMap<string, WritableYaml>
  | { readonly [key: string]: WritableYaml }

/**
 * YAML as sigs.k8s.io/yaml writes it, which is what `toYaml` gives, with a newline at the end. Keys are in go-yaml's
 * natural order, lists are not indented, long lines fold at the first space after column 80. Throws
 * `YamlConversionError` for what has no JSON form (infinite numbers) or does not survive the way through it (U+007F).
 */
export function writeYaml(value: WritableYaml): string {
  const emitter = new Emitter()
  const writer = { emitter, key: keyThroughJson, text: throughJson, word: scalarWord, compare: compareKeys }
  writeNode(writer, value, false)
  return emitter.finish()
}

/** YAML as go-yaml v3 writes it with two spaces, which is what `toYamlPretty` gives. Numbers keep Go's own form. */
export function writeYamlPretty(value: WritableYaml): string {
  const emitter = new Emitter({ width: Number.POSITIVE_INFINITY, indentsLists: true, tabsInBlocks: true })
  const same = (text: string) => text
  writeNode({ emitter, key: same, text: same, word: rawWord, compare: compareKeysV3 }, value, false)
  return emitter.finish()
}

type Word = null | boolean | number | bigint

interface Writer {
  readonly emitter: Emitter
  key(text: string): string
  text(text: string): string
  word(value: Word): string
  compare(a: string, b: string): number
}

function writeNode(writer: Writer, value: WritableYaml, inMapping: boolean): void {
  if (typeof value === 'string') writer.emitter.scalar(writer.text(value), false)
  else if (value === null || typeof value !== 'object') writer.emitter.word(writer.word(value))
  else if (isList(value)) writeList(writer, value, inMapping)
  else writeMap(writer, value)
}

function rawWord(value: Word): string {
  return typeof value === 'number' ? formatFloat(value) : String(value)
}

function isList(value: object): value is readonly WritableYaml[] {
  return Array.isArray(value)
}

function writeList(writer: Writer, items: readonly WritableYaml[], inMapping: boolean): void {
  const { emitter } = writer
  if (items.length === 0) return emitter.word('[]')
  const outer = emitter.enter(inMapping)
  for (const item of items) {
    emitter.indicator('-')
    writeNode(writer, item, false)
  }
  emitter.leave(outer)
}

function writeMap(
  writer: Writer,
  map: Exclude<WritableYaml, string | number | bigint | boolean | null>,
): void {
  const { emitter } = writer
  const entries: [string, WritableYaml][] = map instanceof Map ? [...map] : Object.entries(map)
  if (entries.length === 0) return emitter.word('{}')
  entries.sort(([a], [b]) => writer.compare(a, b))
  const outer = emitter.enter(false)
  for (const [key, value] of entries) {
    const explicit = emitter.key(writer.key(key))
    if (!explicit) emitter.colon()
    writeNode(writer, value, true)
  }
  emitter.leave(outer)
}

/** A number by way of its JSON text: whole ones that fit 64 bits are integers, others are Go's floats. */
function scalarWord(value: Word): string {
  if (typeof value !== 'number') return String(value)
  if (!Number.isFinite(value)) throw new YamlConversionError(`json: unsupported value: ${String(value)}`, 0)
  const text = String(value)
  const found = resolvePlain(text)
  return found.kind === 'int' ? String(found.value) : formatFloat(value)
}

// biome-ignore lint: the point of the expression is to find control characters
const lostInJson = /[\x7f-\x9f\ufffe\uffff]/

/** Go writes JSON and reads it as YAML: U+0085 is a line break there, other control characters are an error. */
function throughJson(text: string): string {
  if (!lostInJson.test(text)) return text
  const folded = text.replace(/ *\x85[ \x85]*/g, (gap) => foldNextLines(gap)) // a tab is an escape there
  if (lostInJson.test(folded)) throw new YamlConversionError('yaml: control characters are not allowed', 0)
  return folded
}

/** A key of the JSON text must be on one line, and not too long. */
function keyThroughJson(text: string): string {
  if (text.length + 2 <= 1024 && !text.includes('\u0085')) return throughJson(text)
  throw new YamlConversionError("yaml: did not find expected ',' or '}'", 0)
}

function foldNextLines(gap: string): string {
  const breaks = gap.replaceAll(' ', '').length
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)
}

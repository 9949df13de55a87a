import { Emitter } from './emitter.ts'
import { formatFloat } from './float.ts'
import { compareKeys } from './key-order.ts'
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
  writeNode(emitter, value, false)
  return emitter.finish()
}

function writeNode(emitter: Emitter, value: WritableYaml, inMapping: boolean): void {
  if (typeof value === 'string') emitter.scalar(throughJson(value), false)
  else if (value === null || typeof value !== 'object') emitter.word(scalarWord(value))
  else if (isList(value)) writeList(emitter, value, inMapping)
  else writeMap(emitter, value)
}

function isList(value: object): value is readonly WritableYaml[] {
  return Array.isArray(value)
}

function writeList(emitter: Emitter, items: readonly WritableYaml[], inMapping: boolean): void {
  if (items.length === 0) return emitter.word('[]')
  const outer = emitter.enter(inMapping)
  for (const item of items) {
    emitter.indicator('-')
    writeNode(emitter, item, false)
  }
  emitter.leave(outer)
}

function writeMap(
  emitter: Emitter,
  map: Exclude<WritableYaml, string | number | bigint | boolean | null>,
): void {
  const entries: [string, WritableYaml][] = map instanceof Map ? [...map] : Object.entries(map)
  if (entries.length === 0) return emitter.word('{}')
  entries.sort(([a], [b]) => compareKeys(a, b))
  const outer = emitter.enter(false)
  for (const [key, value] of entries) {
    if (key.length + 2 > 1024) throw new YamlConversionError("yaml: did not find expected ',' or '}'", 0)
    const explicit = emitter.key(throughJson(key))
    if (!explicit) emitter.colon()
    writeNode(emitter, value, true)
  }
  emitter.leave(outer)
}

/** A number by way of its JSON text: whole ones that fit 64 bits are integers, others are Go's floats. */
function scalarWord(value: null | boolean | number | bigint): string {
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
  const folded = text.replace(/[ \t]*\x85[ \t\x85]*/g, (gap) => foldNextLines(gap))
  if (lostInJson.test(folded)) throw new YamlConversionError('yaml: control characters are not allowed', 0)
  return folded
}

function foldNextLines(gap: string): string {
  const breaks = gap.replace(/[ \t]/g, '').length
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)
}

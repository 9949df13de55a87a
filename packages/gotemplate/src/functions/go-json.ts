import { sortByBytes } from '../go-bytes.ts'
import { isList, isMap, isNilList, isNilMap, isStructFields, typeName } from '../go-type.ts'
import { type GoValue, GoStruct, Int64, Missing } from '../value.ts'

/** What `json.Marshal` cannot write, in Go's words. */
export class GoJsonError extends Error {
  override readonly name = 'GoJsonError'
}

export interface GoJsonOptions {
  /** Text of one level; absent for everything on one line. */
  readonly indent?: string
  /** Write <, > and & as escapes; `json.Marshal` does, and only `toRawJson` does not. */
  readonly escapeHtml?: boolean
}

/**
 * JSON as Go's encoding/json writes it: keys in order of their bytes, floats as ECMAScript writes them,
 * and <, >, &, U+2028, U+2029 escaped. Throws `GoJsonError` for NaN, infinities and structs that have no JSON.
 */
export function writeGoJson(value: GoValue, options: GoJsonOptions = {}): string {
  return write(value, { indent: options.indent ?? '', escapeHtml: options.escapeHtml ?? true }, '\n')
}

function write(value: GoValue, options: Required<GoJsonOptions>, newline: string): string {
  if (value === null || value instanceof Missing || isNilList(value) || isNilMap(value)) return 'null'
  if (typeof value === 'string') return writeGoString(value, options.escapeHtml)
  if (typeof value === 'number') return writeFloat(value)
  if (value instanceof Int64) return String(value.value)
  if (value instanceof GoStruct) return write(plain(value), options, newline)
  if (isList(value))
    return writeItems(
      '[]',
      value.map((item) => (inner: string) => write(item, options, inner)),
      options,
      newline,
    )
  if (isMap(value)) return writeItems('{}', entries(value, options), options, newline)
  return String(value)
}

function entries(map: ReadonlyMap<string, GoValue>, options: Required<GoJsonOptions>) {
  const colon = options.indent === '' ? ':' : ': '
  const keys = isStructFields(map) ? [...map.keys()] : sortByBytes([...map.keys()])
  return keys.map((key) => (inner: string) => {
    return writeGoString(key, options.escapeHtml) + colon + write(map.get(key) ?? null, options, inner)
  })
}

function writeItems(
  brackets: '[]' | '{}',
  items: readonly ((newline: string) => string)[],
  { indent }: Required<GoJsonOptions>,
  newline: string,
): string {
  if (items.length === 0) return brackets
  const inner = newline + indent
  const parts = items.map((item) => item(inner))
  if (indent === '') return brackets[0] + parts.join(',') + brackets[1]
  return brackets[0] + inner + parts.join(`,${inner}`) + newline + brackets[1]
}

function plain(value: GoStruct): GoValue {
  const made = value.jsonValue() ?? value.underlying()
  if (made === undefined) throw new GoJsonError(`json: unsupported type: ${typeName(value)}`)
  return made
}

/** Shortest digits, with an exponent below 1e-6 and from 1e21 on: ECMAScript's form but for -0. */
function writeFloat(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value)
  const word = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
  throw new GoJsonError(`json: unsupported value: ${word}`)
}

/** Characters that no JSON escapes, not even that of Go for HTML. */
const unescaped = /^[ !#-%'-;=?-[\]-~]*$/

/** A JSON string; bytes that are no UTF-8 become U+FFFD. */
function writeGoString(text: string, escapeHtml: boolean): string {
  if (unescaped.test(text)) return `"${text}"`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
  const special = escapeHtml
    ? /["\\\u0000-\u001f\u2028\u2029<>&]|\p{Surrogate}/gu
    : /["\\\u0000-\u001f\u2028\u2029]|\p{Surrogate}/gu
  return `"${text.replace(special, escapeCharacter)}"`
}

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function escapeCharacter(character: string): string {
  if (/\p{Surrogate}/u.test(character)) return '\\ufffd'
  return short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

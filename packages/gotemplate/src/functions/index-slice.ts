import { TemplateFunctionError } from '../function.ts'
import { byteLength, sliceBytes, toBytes } from '../go-bytes.ts'
import { typeName } from '../go-type.ts'
import { integerOf, isNil, underlyingOf } from '../truth.ts'
import { type GoValue, Int64, Missing } from '../value.ts'

function fail(text: string): never {
  throw new TemplateFunctionError(text)
}

/** `index x 1 "a"`: x[1]["a"]. A key that is not there gives nil. */
export function index(value: GoValue, keys: readonly GoValue[]): GoValue {
  if (isNil(value)) fail('index of untyped nil')
  let item: GoValue = value
  for (const key of keys) item = indexOnce(underlyingOf(item), key)
  return item
}

function indexOnce(item: GoValue, key: GoValue): GoValue {
  if (isNil(item)) return fail('index of nil pointer')
  if (item instanceof Map) return indexMap(item as ReadonlyMap<string, GoValue>, key)
  if (typeof item === 'string') return byteAt(item, key)
  if (!Array.isArray(item)) return fail(`can't index item of type ${typeName(item)}`)
  const at = position(key, item.length)
  return at === item.length ? overrun('slice') : ((item as readonly GoValue[])[at] ?? null)
}

function byteAt(text: string, key: GoValue): GoValue {
  const byte = toBytes(text)[position(key, byteLength(text))] ?? overrun('string')
  return new Int64(BigInt(byte), 'uint8')
}

/** An index equal to the length passes the check of the template package and fails in that of reflection. */
function overrun(what: string): never {
  return fail(`reflect: ${what} index out of range`)
}

function indexMap(map: ReadonlyMap<string, GoValue>, key: GoValue): GoValue {
  if (isNil(key)) return fail('value is nil; should be of type string')
  if (typeof key !== 'string') return fail(`value has type ${typeName(key)}; should be string`)
  return map.get(key) ?? (typeName(map) === 'map[string]string' ? '' : null)
}

/** An index within 0 and length, which is itself allowed. */
function position(key: GoValue, length: number): number {
  if (isNil(key)) return fail('cannot index slice/array with nil')
  const at = integerOf(key)
  if (at === undefined) return fail(`cannot index slice/array with type ${typeName(key)}`)
  if (at < 0n || at > BigInt(length)) return fail(`index out of range: ${at}`)
  return Number(at)
}

/** `slice x 1 2`: x[1:2], in bytes for strings. */
export function slice(value: GoValue, bounds: readonly GoValue[]): GoValue {
  if (isNil(value)) fail('slice of untyped nil')
  const item = underlyingOf(value)
  if (bounds.length > 3) fail(`too many slice indexes: ${bounds.length}`)
  const isText = typeof item === 'string'
  if (isText && bounds.length === 3) fail('cannot 3-index slice a string')
  if (!isText && !Array.isArray(item)) fail(`can't slice item of type ${typeName(item)}`)
  const length = isText ? byteLength(item) : (item as readonly GoValue[]).length
  const [start = 0, end = length, limit = end] = bounds.map((each) => position(each, length))
  if (start > end) fail(`invalid slice index: ${start} > ${end}`)
  if (end > limit) fail(`invalid slice index: ${end} > ${limit}`)
  return isText ? sliceBytes(item, start, end) : (item as readonly GoValue[]).slice(start, end)
}

/** `len`: bytes of a string, elements of a list or map. */
export function length(value: GoValue): bigint {
  if (value === null) return fail('len of nil pointer')
  if (value instanceof Missing) return fail('reflect: call of reflect.Value.Type on zero Value')
  const item = underlyingOf(value)
  if (typeof item === 'string') return BigInt(byteLength(item))
  if (Array.isArray(item)) return BigInt(item.length)
  return item instanceof Map ? BigInt(item.size) : fail(`len of type ${typeName(item)}`)
}

import { byteLength, sliceBytes, toBytes } from './go-bytes.ts'
import { GoComplex } from './complex.ts'
import { isNilList, isNilMap, typeName } from './go-type.ts'
import { formatFloat, formatFloatAs } from './format-number.ts'
import { goQuote, goQuoteRune, isPrintable } from './quote.ts'
import { isNil, sortedKeys } from './truth.ts'
import { type GoMap, GoStruct, type GoValue, Int64, Missing } from './value.ts'

/** Flags, width and precision of one verb of a format, as fmt understands them. */
export interface Flags {
  plus: boolean
  minus: boolean
  sharp: boolean
  space: boolean
  zero: boolean
  width: number | undefined
  precision: number | undefined
  /** `%+v` and `%#v`, which take the flag away from what is inside. */
  plusV: boolean
  sharpV: boolean
}

export function noFlags(): Flags {
  return {
    plus: false,
    minus: false,
    sharp: false,
    space: false,
    zero: false,
    width: undefined,
    precision: undefined,
    plusV: false,
    sharpV: false,
  }
}

/** What fmt prints for `%v`: `map[a:1 b:<nil>]`, `[1 2]`, `1e+06`. */
export function formatValue(value: GoValue): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return formatFloat(value)
    case 'bigint':
    case 'boolean':
      return String(value)
    default:
      return formatArgument(value, 'v', noFlags())
  }
}

/** What a template action prints of a value (Go: printValue). */
export function printValue(value: GoValue): string {
  if (typeof value === 'string') return value
  if (value === null || value instanceof Missing) return '<no value>'
  if (!(value instanceof GoStruct)) return formatValue(value)
  const parts = value.parts()
  return (
    value.actionText() ??
    (parts === undefined ? formatValue(value) : formatParts(value, parts, 'v', noFlags()))
  )
}

/** One argument under one verb of fmt; a verb that does not fit gives Go's `%!d(string=x)`. */
export function formatArgument(value: GoValue, verb: string, flags: Flags): string {
  if (isNil(value)) return verb === 'T' || verb === 'v' ? pad('<nil>', flags) : `%!${verb}(<nil>)`
  if (verb === 'T') return formatText(typeName(value), 's', flags)
  if (verb === 'p' && (value instanceof Map || Array.isArray(value) || isBarePointer(value))) {
    return formatAddress(flags)
  }
  // `%w` is for errors only, and never looks into a value.
  const known = verb === 'w' ? undefined : formatKnown(value, verb, flags)
  return known ?? badVerb(value, verb, flags)
}

/** A pointer to a struct that has no text: where it is inside of something, Go does not follow it. */
function isBarePointer(value: GoValue): boolean {
  return value instanceof GoStruct && isPointer(value) && value.text() === undefined
}

/** Go prints where in memory a map, list or struct is; here all of them are in one place. */
function formatAddress(flags: Flags): string {
  return formatInteger(0xc000010000n, 'x', { ...flags, sharp: !flags.sharp }) ?? ''
}

/** Undefined where the verb does not fit the value. */
function formatKnown(
  value: Exclude<GoValue, null | Missing>,
  verb: string,
  flags: Flags,
): string | undefined {
  switch (typeof value) {
    case 'string':
      return 'vsxXq'.includes(verb) ? formatText(value, verb, flags) : undefined
    case 'boolean':
      return verb === 't' || verb === 'v' ? pad(String(value), flags) : undefined
    case 'number':
      return formatFloating(value, verb, flags)
    case 'bigint':
      return formatInteger(value, verb, flags)
    default:
      if (value instanceof Int64) return formatInteger64(value, verb, flags)
      if (value instanceof GoComplex) return formatComplex(value, verb, flags)
      if (value instanceof GoStruct) return formatStruct(value, verb, flags)
      return formatContainer(value, verb, flags)
  }
}

/** Unsigned integers are hexadecimal in Go source. */
function formatInteger64({ value, type }: Int64, verb: string, flags: Flags): string | undefined {
  if (type === 'int64' || !flags.sharpV) return formatInteger(value, verb, flags)
  return formatInteger(value, 'x', { ...flags, sharp: true })
}

/** Go prints the value as `%v` under the same width and precision, and asks no method for a text of it. */
function badVerb(value: GoValue, verb: string, flags: Flags): string {
  const parts = value instanceof GoStruct && !flags.sharpV ? value.parts() : undefined
  const text =
    value instanceof GoStruct && parts !== undefined
      ? (isPointer(value) ? '&' : '') + formatParts(value, parts, 'v', flags)
      : formatArgument(value, 'v', flags)
  return `%!${verb}(${typeName(value)}=${text})`
}

function formatContainer(
  value: ReadonlyMap<string, GoValue> | readonly GoValue[],
  verb: string,
  flags: Flags,
  name = typeName(value),
): string {
  const item = (each: GoValue): string => formatNested(each, verb, flags)
  const items =
    value instanceof Map
      ? sortedKeys(value).map((key) => `${item(key)}:${item(value.get(key) ?? null)}`)
      : (value as readonly GoValue[]).map(item)
  if (flags.sharpV && (isNilList(value) || isNilMap(value))) return `${name}(nil)`
  if (flags.sharpV) return `${name}{${items.join(', ')}}`
  return `${value instanceof Map ? 'map[' : '['}${items.join(' ')}]`
}

function formatNested(value: GoValue, verb: string, flags: Flags): string {
  if (isNil(value)) return flags.sharpV ? 'interface {}(nil)' : '<nil>'
  if (isBarePointer(value) && verb !== 'T') return formatAddress(flags)
  return formatArgument(value, verb, flags)
}

function formatStruct(value: GoStruct, verb: string, flags: Flags): string | undefined {
  if (flags.sharpV) return formatSyntax(value, flags)
  const text = value.text()
  const isText = 'sxXq'.includes(verb) || (verb === 'v' && value.typeName !== '[]uint8')
  if (text !== undefined && isText) return formatText(text, verb, flags)
  const under = value.underlying()
  if (under !== undefined) return formatContainer(under, verb, flags)
  const integer = value.integer()
  if (integer !== undefined) return formatInteger(integer, verb, flags)
  const parts = value.parts()
  if (parts === undefined) return verb === 'v' || verb === 's' ? `{${value.typeName}}` : undefined
  return (isPointer(value) ? '&' : '') + formatParts(value, parts, verb, flags)
}

/** `%#v`: the value as Go source. */
function formatSyntax(value: GoStruct, flags: Flags): string {
  const syntax = value.syntax()
  if (syntax !== undefined) return syntax
  const under = value.underlying()
  if (under !== undefined) return formatContainer(under, 'v', flags, value.typeName)
  const integer = value.integer()
  if (integer !== undefined) return formatArgument(integer, 'v', flags)
  const parts = value.parts()
  if (parts === undefined) return formatText(value.text() ?? `{${value.typeName}}`, 'v', flags)
  return (isPointer(value) ? '&' : '') + formatParts(value, parts, 'v', flags)
}

function isPointer(value: GoStruct): boolean {
  return value.typeName.startsWith('*')
}

/** The fields of a struct: `{1 x}`, with names under `%+v` and `%#v`. */
function formatParts(value: GoStruct, parts: GoMap, verb: string, flags: Flags): string {
  const items = [...parts].map(([name, part]) => {
    const text = formatNested(part, verb, flags)
    return flags.plusV || flags.sharpV ? `${name}:${text}` : text
  })
  if (flags.sharpV) return `${value.typeName.replace(/^\*/, '')}{${items.join(', ')}}`
  return `{${items.join(' ')}}`
}

function formatText(value: string, verb: string, flags: Flags): string {
  const { precision } = flags
  if (verb === 'x' || verb === 'X') return formatHex(value, verb, flags)
  const text = precision === undefined ? value : [...value].slice(0, precision).join('')
  if (verb !== 'q' && !(verb === 'v' && flags.sharpV)) return pad(text, flags)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: CanBackquote refuses control characters, except tab
  if (flags.sharp && !/[\x00-\x08\x0a-\x1f\x7f`\ufeff]/.test(text)) return pad(`\`${text}\``, flags)
  return pad(goQuote(text, flags.plus), flags)
}

function formatHex(value: string, verb: string, flags: Flags): string {
  const text =
    flags.precision === undefined ? value : sliceBytes(value, 0, Math.min(flags.precision, byteLength(value)))
  const prefix = flags.sharp ? `0${verb}` : ''
  const digits = [...toBytes(text)].map((byte) => byte.toString(16).padStart(2, '0'))
  if (digits.length === 0) return pad('', flags)
  const joined = flags.space ? digits.map((each) => prefix + each).join(' ') : prefix + digits.join('')
  return pad(verb === 'X' ? joined.toUpperCase() : joined, flags)
}

const bases: Readonly<Record<string, number>> = { v: 10, d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 }

function formatInteger(value: bigint, verb: string, flags: Flags): string | undefined {
  if (verb === 'c' || verb === 'q') {
    const character = value >= 0n && value <= 0x10ffffn ? String.fromCodePoint(Number(value)) : '\ufffd'
    return pad(verb === 'c' ? character : goQuoteRune(character, flags.plus), flags)
  }
  if (verb === 'U') return formatCodePoint(value, flags)
  const base = bases[verb]
  if (base === undefined) return undefined
  if (flags.precision === 0 && value === 0n) return pad('', { ...flags, zero: false })
  const sign = value < 0n ? '-' : flags.plus ? '+' : flags.space ? ' ' : ''
  const size = (value < 0n ? -value : value).toString(base)
  const zeros =
    flags.precision ??
    (flags.zero && !flags.minus && flags.width !== undefined ? flags.width - sign.length : 0)
  const digits = size.padStart(zeros, '0')
  const text =
    sign + integerPrefix(digits, base, verb, flags) + (verb === 'X' ? digits.toUpperCase() : digits)
  return pad(text, { ...flags, zero: false })
}

function integerPrefix(digits: string, base: number, verb: string, flags: Flags): string {
  const octal = flags.sharp && base === 8 && !digits.startsWith('0') ? '0' : ''
  if (base === 8) return verb === 'O' ? `0o${octal}` : octal
  if (!flags.sharp || base === 10) return ''
  return base === 2 ? '0b' : `0${verb}`
}

function formatCodePoint(value: bigint, flags: Flags): string {
  const unsigned = BigInt.asUintN(64, value)
  const digits = unsigned
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(4, flags.precision ?? 0), '0')
  const character = unsigned <= 0x10ffffn ? String.fromCodePoint(Number(unsigned)) : ''
  const shown = flags.sharp && character !== '' && isPrintable(character) ? ` '${character}'` : ''
  return pad(`U+${digits}${shown}`, { ...flags, zero: false })
}

function formatFloating(value: number, verb: string, flags: Flags): string | undefined {
  const as = { v: 'g', F: 'f' }[verb] ?? verb
  if (!/^[geEfGbxX]$/.test(as)) return undefined
  const precision = flags.precision ?? (as === 'f' || as === 'e' || as === 'E' ? 6 : -1)
  const text = formatFloatAs(value, as as 'g', precision)
  const signed = text.startsWith('-') || text.startsWith('+')
  const sign =
    signed && text !== '+Inf' ? '-' : flags.plus ? '+' : flags.space ? ' ' : text === '+Inf' ? '+' : ''
  const size = signed ? text.slice(1) : text
  if (!Number.isFinite(value)) {
    const shown = Number.isNaN(value) && !flags.plus && !flags.space ? size : (sign || '+') + size
    return pad(shown, { ...flags, zero: false })
  }
  const body = flags.sharp && as !== 'b' ? withPoint(size, as, flags.precision) : size
  if (sign !== '' && flags.zero && !flags.minus && flags.width !== undefined) {
    return sign + body.padStart(flags.width - 1, '0')
  }
  return pad(sign + body, flags)
}

/** Both parts under the same verb, the second always with its sign. */
function formatComplex({ real, imaginary }: GoComplex, verb: string, flags: Flags): string | undefined {
  const first = formatFloating(real, verb, flags)
  const second = formatFloating(imaginary, verb, { ...flags, plus: true })
  return first === undefined ? undefined : `(${first}${second}i)`
}

/** The sharp flag keeps the decimal point and, for `%g`, the zeros after it. */
function withPoint(size: string, verb: string, precision: number | undefined): string {
  const cut = verb === 'x' || verb === 'X' ? size.search(/[pP]/) : size.search(/[eE]/)
  const mantissa = cut === -1 ? size : size.slice(0, cut)
  const tail = cut === -1 ? '' : size.slice(cut)
  const wanted = verb === 'g' || verb === 'G' || verb === 'x' ? (precision ?? 6) : 0
  // Go counts the x of the prefix too.
  const significant = mantissa.replace('.', '').replace(/^0+/, '').length
  const pointed = mantissa.includes('.') ? mantissa : `${mantissa}.`
  const missing = wanted - significant - (mantissa === '0' ? 1 : 0)
  return pointed + '0'.repeat(Math.max(0, missing)) + tail
}

/** Width counts characters; zeros pad only on the left. */
function pad(text: string, flags: Flags): string {
  const { width } = flags
  if (width === undefined || width === 0) return text
  const missing = width - [...text].length
  if (missing <= 0) return text
  if (flags.minus) return text + ' '.repeat(missing)
  return (flags.zero ? '0' : ' ').repeat(missing) + text
}

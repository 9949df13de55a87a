import { GoStruct, type GoValue, Int64 } from '../../value.ts'

const largestInt64 = 2n ** 63n - 1n
const smallestInt64 = -(2n ** 63n)

/** `cast.ToInt64`: what cannot be converted is 0. Floats are cut towards zero; strings may be 0x1F, 017, 0b1, 1_000. */
export function toInt64(value: GoValue): bigint {
  if (typeof value === 'bigint') return value
  if (value instanceof Int64) return BigInt.asIntN(64, value.value)
  if (typeof value === 'number') return truncate(value)
  if (typeof value === 'string') return parseInteger(withoutZeroDecimals(value), 0) ?? 0n
  if (value instanceof GoStruct) return namedInteger(value)
  return value === true ? 1n : 0n
}

/** `cast.ToFloat64`: what cannot be converted is 0. */
export function toFloat64(value: GoValue): number {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Int64) return Number(value.value)
  if (typeof value === 'string') return parseFloat64(value) ?? 0
  if (value instanceof GoStruct) return Number(namedInteger(value))
  return value === true ? 1 : 0
}

/** Of the named integers the library knows months and weekdays only; a duration is 0. */
function namedInteger(value: GoStruct): bigint {
  return ['time.Month', 'time.Weekday'].includes(value.typeName) ? (value.integer() ?? 0n) : 0n
}

/** Go's int64(float) on amd64: out of range and NaN give the smallest int64. */
export function truncate(value: number): bigint {
  if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 63) return smallestInt64
  return BigInt(Math.trunc(value))
}

/**
 * `strconv.ParseInt` into 64 bits. Base 0 reads the prefixes 0x, 0o, 0b and 0 and allows underscores.
 * Undefined where Go returns an error, out of range included.
 */
export function parseInteger(text: string, base: number): bigint | undefined {
  const match = /^([+-]?)(.+)$/s.exec(text)
  if (match === null) return undefined
  const digits = base === 0 ? normalDigits(match[2] ?? '') : plainDigits(match[2] ?? '', base)
  if (digits === undefined) return undefined
  const value = match[1] === '-' ? -BigInt(digits) : BigInt(digits)
  return value < smallestInt64 || value > largestInt64 ? undefined : value
}

/** Digits with the prefix that BigInt() reads, underscores gone. */
function normalDigits(text: string): string | undefined {
  if (text.includes('_') && !underscoresPlaced(text)) return undefined
  const plain = text.replaceAll('_', '')
  if (/^0[xX][0-9a-fA-F]+$|^0[bB][01]+$|^0[oO][0-7]+$/.test(plain)) return plain.toLowerCase()
  if (/^0[0-7]+$/.test(plain)) return `0o${plain.slice(1)}`
  return /^(0|[1-9][0-9]*)$/.test(plain) ? plain : undefined
}

/** Underscores stand between digits, or between the prefix and a digit. */
function underscoresPlaced(text: string): boolean {
  const body = text.replace(/^0[xXbBoO]/, '0')
  return /^[0-9a-fA-F]+(_[0-9a-fA-F]+)*$/.test(body)
}

function plainDigits(text: string, base: number): string | undefined {
  if (base === 8) return /^[0-7]+$/.test(text) ? `0o${text}` : undefined
  return /^[0-9]+$/.test(text) ? text : undefined
}

/** Drops `.0`, `.00` at the end, as cast does before it parses: "3.0" is 3 and "3.7" is not a number. */
function withoutZeroDecimals(text: string): string {
  return text.replace(/\.0+\.*$/, '')
}

/** `strconv.ParseFloat(text, 64)`; undefined where Go returns an error, overflow included. */
function parseFloat64(text: string): number | undefined {
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(text)
  if (word !== null) {
    if (word[2]?.toLowerCase() === 'nan') return word[1] === '' ? Number.NaN : undefined
    return word[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  }
  if (/^[+-]?0[xX]/.test(text)) return parseHexFloat(text)
  const plain = text.replace(/(?<=\d)_(?=\d)/g, '')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain)) return undefined
  const value = Number(plain)
  return Number.isFinite(value) ? value : undefined
}

/** Hexadecimal floats need an exponent of two: 0x1p-2. */
function parseHexFloat(text: string): number | undefined {
  const match = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)$/.exec(text)
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  if (whole + fraction === '') return undefined
  const value = Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(exponent) - 4 * fraction.length)
  if (!Number.isFinite(value)) return undefined
  return sign === '-' ? -value : value
}

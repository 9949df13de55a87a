import { Int64 } from '@seaworthy/gotemplate'
import { JsonNumber } from './json-document.ts'
import { SchemaError } from './schema-error.ts'

/** A decimal number without rounding: `digits` times ten to the power of `-scale`. */
export interface ExactNumber {
  readonly digits: bigint
  readonly scale: number
  /** The nearest float64. */
  readonly nearest: number
}

/** Powers of ten beyond this are refused rather than written out. */
const largestExponent = 5000

/** The number that a value is; undefined where it is none. Throws `SchemaError` for one of absurd size. */
export function exactNumber(value: unknown): ExactNumber | undefined {
  if (typeof value === 'number') return fromText(String(value))
  if (typeof value === 'bigint') return fromText(String(value))
  if (value instanceof Int64) return fromText(String(value.value))
  return value instanceof JsonNumber ? fromText(value.text) : undefined
}

function fromText(text: string): ExactNumber | undefined {
  const match = /^(-?\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(text)
  if (match === null) return undefined
  const [, whole = '', fraction = '', exponent = '0'] = match
  const power = Number(exponent)
  if (Math.abs(power) > largestExponent)
    throw new SchemaError(`the number ${text} is beyond what can be compared`)
  const scale = fraction.length - power
  const digits = BigInt(whole + fraction)
  const nearest = Number(text)
  return scale >= 0
    ? { digits, scale, nearest }
    : { digits: digits * 10n ** BigInt(-scale), scale: 0, nearest }
}

/** Below 0 where `a` is less, 0 where they are equal. */
export function compareExact(a: ExactNumber, b: ExactNumber): number {
  const [left, right] = alike(a, b)
  return left < right ? -1 : left > right ? 1 : 0
}

export function isInteger({ digits, scale }: ExactNumber): boolean {
  return digits % 10n ** BigInt(scale) === 0n
}

export function isMultiple(value: ExactNumber, of: ExactNumber): boolean {
  const [left, right] = alike(value, of)
  return right !== 0n && left % right === 0n
}

/** A whole number that a keyword like `minLength` has; undefined where it is none. */
export function wholeNumber(value: unknown): number | undefined {
  const number = exactNumber(value)
  return number !== undefined && isInteger(number) ? number.nearest : undefined
}

function alike(a: ExactNumber, b: ExactNumber): [bigint, bigint] {
  const scale = Math.max(a.scale, b.scale)
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale)]
}

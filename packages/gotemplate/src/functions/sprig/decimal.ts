import { fail } from './define.ts'

/** A decimal of any length: coefficient * 10^exponent. What sprig's addf, subf, mulf and divf calculate with. */
export interface Decimal {
  readonly coefficient: bigint
  readonly exponent: number
}

/** Digits after the point that a division keeps (shopspring/decimal's DivisionPrecision). */
const divisionPlaces = 16

/** The shortest decimal that reads back as this float. */
export function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value))
    fail(`Cannot create a Decimal from ${Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'}`)
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  return { coefficient: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length }
}

/** The nearest float. */
export function floatOf({ coefficient, exponent }: Decimal): number {
  return Number(`${coefficient}e${exponent}`)
}

export function add(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent)
  return { coefficient: scaled(a, exponent) + scaled(b, exponent), exponent }
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { coefficient: -b.coefficient, exponent: b.exponent })
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent }
}

/** To 16 places, halves away from zero. */
export function divide(a: Decimal, b: Decimal): Decimal {
  if (b.coefficient === 0n) fail('decimal division by 0')
  const exponent = Math.min(a.exponent, b.exponent)
  const dividend = scaled(a, exponent) * 10n ** BigInt(divisionPlaces)
  const divisor = scaled(b, exponent)
  const quotient = dividend / divisor
  const remainder = absolute(dividend % divisor)
  const away = dividend < 0n === divisor < 0n ? 1n : -1n
  const coefficient = remainder * 2n >= absolute(divisor) ? quotient + away : quotient
  return { coefficient, exponent: -divisionPlaces }
}

/** The coefficient that the decimal has at a smaller exponent. */
function scaled({ coefficient, exponent }: Decimal, to: number): bigint {
  return coefficient * 10n ** BigInt(exponent - to)
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}

/** Numbers as Go's strconv writes them. */

/** What `%v` prints of a float64: the shortest digits, with an exponent below 1e-04 and from 1e+06 on. */
export function formatFloat(value: number): string {
  return formatFloatAs(value, 'g', -1)
}

/** `strconv.FormatFloat`; precision -1 is the shortest that reads back the same. */
export function formatFloatAs(
  value: number,
  verb: 'e' | 'E' | 'f' | 'g' | 'G' | 'x' | 'X' | 'b',
  precision: number,
): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  const size = Math.abs(value)
  switch (verb) {
    case 'f':
      return sign + (precision < 0 ? plain(decimal(size, undefined)) : fixed(size, precision))
    case 'e':
    case 'E':
      return sign + exponential(decimal(size, precision < 0 ? undefined : precision + 1), verb)
    case 'g':
    case 'G':
      return sign + general(size, precision, verb === 'g' ? 'e' : 'E')
    case 'b':
      return sign + binary(size)
    default:
      return sign + hexadecimal(size, precision, verb)
  }
}

/** Significant digits, the first of them not zero, and the power of ten of the first. */
interface Decimal {
  readonly digits: string
  readonly power: number
}

/** The digits of a float: as many as asked for, rounded half to even on its exact value, or the fewest that read back. */
function decimal(size: number, count: number | undefined): Decimal {
  const [mantissa = '', exponent = '0'] = size.toExponential().split('e')
  const power = Number(exponent)
  if (count === undefined || size === 0) {
    return { digits: mantissa.replace('.', '').padEnd(count ?? 1, '0'), power }
  }
  const digits = scaled(size, count - 1 - power).toString()
  // The exact value of 1e-7 is a little below it, and rounding 9.99 up gives one digit more.
  if (digits.length < count) return { digits: scaled(size, count - power).toString(), power: power - 1 }
  return digits.length > count ? { digits: digits.slice(0, count), power: power + 1 } : { digits, power }
}

/** size * 10**shift as an integer. */
function scaled(size: number, shift: number): bigint {
  const { mantissa, exponent } = parts(size)
  const up = (10n ** BigInt(Math.max(0, shift))) << BigInt(Math.max(0, exponent))
  const down = (10n ** BigInt(Math.max(0, -shift))) << BigInt(Math.max(0, -exponent))
  return divideHalfEven(mantissa * up, down)
}

/** Digits without an exponent. */
function plain({ digits, power }: Decimal): string {
  const point = power + 1
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return digits + '0'.repeat(point - digits.length)
  return `${digits.slice(0, point)}.${digits.slice(point)}`
}

/** Exact decimal digits, rounded half to even on the exact binary value, as Go does for any precision. */
function fixed(size: number, precision: number): string {
  const text = scaled(size, precision)
    .toString()
    .padStart(precision + 1, '0')
  return precision === 0 ? text : `${text.slice(0, -precision)}.${text.slice(-precision)}`
}

function divideHalfEven(a: bigint, b: bigint): bigint {
  const quotient = a / b
  const twice = (a % b) * 2n
  return twice > b || (twice === b && quotient % 2n === 1n) ? quotient + 1n : quotient
}

/** A float as mantissa * 2**exponent, both integers. */
function parts(size: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, size)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 }
}

function exponential({ digits, power }: Decimal, letter: string): string {
  const fraction = digits.slice(1)
  return `${digits.slice(0, 1)}${fraction === '' ? '' : `.${fraction}`}${exponentText(power, letter)}`
}

function exponentText(power: number, letter: string): string {
  return `${letter}${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

function general(size: number, precision: number, letter: 'e' | 'E'): string {
  const shortest = precision < 0
  const wanted = Math.max(precision, 1)
  const { digits, power } = decimal(size, shortest ? undefined : wanted)
  const trimmed = { digits: digits.replace(/(?<=.)0+$/, ''), power }
  const count = trimmed.digits.length
  // Where more digits were asked for than there are, those that there are decide (strconv.FormatFloat, case 'g').
  const limit = shortest ? 6 : wanted > count && count >= power + 1 ? count : wanted
  return power < -4 || power >= limit ? exponential(trimmed, letter) : plain(trimmed)
}

function binary(size: number): string {
  const { mantissa, exponent } = parts(size)
  return `${mantissa}p${exponent < 0 ? '' : '+'}${exponent}`
}

/** `%x` of a float: 0x1.8p+00. */
function hexadecimal(size: number, precision: number, verb: string): string {
  let { mantissa, exponent } = parts(size)
  if (mantissa === 0n) exponent = -52
  while (mantissa !== 0n && mantissa < 1n << 52n) {
    mantissa <<= 1n
    exponent--
  }
  let power = exponent + 52
  let digits = mantissa.toString(16).padStart(14, '0')
  if (precision >= 0 && precision < 13) {
    const rounded = divideHalfEven(mantissa, 1n << BigInt(4 * (13 - precision)))
    digits = rounded.toString(16).padStart(precision + 1, '0')
    if (digits[0] === '2') {
      digits = `1${'0'.repeat(precision)}`
      power++
    }
  }
  const fraction = precision < 0 ? digits.slice(1).replace(/0+$/, '') : digits.slice(1).padEnd(precision, '0')
  const text = `0x${digits[0]}${fraction === '' ? '' : `.${fraction}`}${exponentText(power, 'p')}`
  return verb === 'X' ? text.toUpperCase() : text
}

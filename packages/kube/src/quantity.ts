/**
 * An amount, exactly: billionths, the finest that Kubernetes keeps. The format is how it was written and decides how
 * it is printed again (k8s.io/apimachinery/pkg/api/resource).
 */
export interface Quantity {
  readonly nanos: bigint
  readonly format: 'decimal' | 'binary' | 'exponent'
  /** The text as it was written, where the API server would keep it; without it the canonical text is printed. */
  readonly written?: string
}

const billion = 1_000_000_000n
const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const maxBinary = (2n ** 63n - 1n) * billion

const pattern = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(n|u|m|k|M|G|T|P|E|[KMGTPE]i|[eE][+-]?[0-9]+)?$/
/** What may be wrong in its suffix only. */
const shape = /^[+-]?[0-9]*(\.[0-9]*)?[eEinumkKMGTP]*[-+]?[0-9]*$/

/**
 * Reads `500m`, `1Gi`, `1e3`, `0.5`, and numbers as YAML gives them. Finer than a billionth is rounded away from zero.
 * A missing number is zero, as in the API server: `Gi` is 0. Throws `RangeError` with the server's words.
 */
export function parseQuantity(text: string | number): Quantity {
  const written = String(text)
  const found = pattern.exec(written)
  if (found === null || written === '') throw new RangeError(refusal(written))
  const [, sign, whole = '', fraction = '', suffix = ''] = found
  const { format, exponent, factor } = readSuffix(suffix)
  const digits = `${whole.replace(/^0+/, '') || '0'}${fraction}`
  const size = shift(BigInt(digits) * factor, 9 + exponent - fraction.length)
  const nanos = format === 'binary' && size > maxBinary ? maxBinary : size
  const quantity = { nanos: sign === '-' ? -nanos : nanos, format } as const
  return isKept(digits, fraction, suffix) ? { ...quantity, written } : quantity
}

/**
 * Whether the server keeps the text: it takes a quick road for short numbers, and there it tests only roughly whether
 * they are canonical already. So `+1`, `1.` and `12E6` stay as they are.
 */
function isKept(digits: string, fraction: string, suffix: string): boolean {
  const { format, exponent } = readSuffix(suffix)
  if (format === 'binary') {
    const room = 14 - digits.length - Math.trunc((10 * binarySuffixes.indexOf(suffix) * 3) / 10)
    return fraction === '' && room >= 0 && BigInt(digits) % 8n !== 0n
  }
  const scale = exponent - fraction.length
  if (digits.length > 18 || scale < -9) return false
  return scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0')
}

/** Whether the API server reads the text as a quantity. */
export function isQuantity(text: unknown): text is string | number {
  if (typeof text !== 'string' && typeof text !== 'number') return false
  return text !== '' && pattern.test(String(text))
}

/** Below, at or above zero as `a` is less than, the same as, or more than `b`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0
}

/** The sum, printed as the first one was written, unless that is zero. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return { nanos: a.nanos + b.nanos, format: a.nanos === 0n ? b.format : a.format }
}

/** The difference, printed as the first one was written, unless that is zero. */
export function subtractQuantities(a: Quantity, b: Quantity): Quantity {
  return addQuantities(a, { nanos: -b.nanos, format: b.format })
}

export const zeroQuantity: Quantity = { nanos: 0n, format: 'decimal' }

/** The whole number at or above it: bytes, replicas. */
export function quantityValue(quantity: Quantity): number {
  return Number(ceilDivide(quantity.nanos, billion))
}

/** Thousandths, rounded up: CPU as millicores. */
export function quantityMilliValue(quantity: Quantity): number {
  return Number(ceilDivide(quantity.nanos, 1_000_000n))
}

/** The text that the API server prints: what was written where it keeps that, else the canonical one: no fraction, and the largest suffix that keeps the amount exact. */
export function formatQuantity({ nanos, format, written }: Quantity): string {
  if (written !== undefined) return written
  if (nanos === 0n) return '0'
  const isSmall = nanos > -1024n * billion && nanos < 1024n * billion
  if (format === 'binary' && !isSmall && nanos % billion === 0n) return formatBinary(nanos / billion)
  let mantissa = nanos
  let step = 0
  while (mantissa % 1000n === 0n && (format === 'exponent' || step < decimalSuffixes.length - 1)) {
    mantissa /= 1000n
    step++
  }
  if (format !== 'exponent') return `${mantissa}${decimalSuffixes[step]}`
  return step === 3 ? String(mantissa) : `${mantissa}e${3 * step - 9}`
}

function formatBinary(whole: bigint): string {
  let mantissa = whole
  let step = 0
  while (mantissa % 1024n === 0n && step < binarySuffixes.length - 1) {
    mantissa /= 1024n
    step++
  }
  return `${mantissa}${binarySuffixes[step]}`
}

function readSuffix(suffix: string): { format: Quantity['format']; exponent: number; factor: bigint } {
  const binary = suffix === '' ? -1 : binarySuffixes.indexOf(suffix)
  if (binary !== -1) return { format: 'binary', exponent: 0, factor: 1024n ** BigInt(binary) }
  const decimal = decimalSuffixes.indexOf(suffix)
  if (decimal !== -1) return { format: 'decimal', exponent: 3 * decimal - 9, factor: 1n }
  return { format: 'exponent', exponent: Number(suffix.slice(1)), factor: 1n }
}

/** Times ten to the power, rounded away from zero when that power is negative. */
function shift(amount: bigint, power: number): bigint {
  return power >= 0 ? amount * 10n ** BigInt(power) : ceilDivide(amount, 10n ** BigInt(-power))
}

function ceilDivide(amount: bigint, by: bigint): bigint {
  const quotient = amount / by
  return amount % by > 0n ? quotient + 1n : quotient
}

function refusal(text: string): string {
  return text !== '' && shape.test(text)
    ? "unable to parse quantity's suffix"
    : "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
}

/** Nanoseconds of each unit. `µ` and `μ` are two characters that look alike. */
const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}

const largest = 2n ** 63n

/** `time.ParseDuration` in nanoseconds; a text is Go's complaint. */
export function parseDuration(text: string): bigint | string {
  const invalid = `time: invalid duration ${quoted(text)}`
  const body = text.replace(/^[+-]/, '')
  if (body === '0') return 0n
  if (body === '') return invalid
  let total = 0n
  for (let rest = body; rest !== ''; ) {
    const match = /^(\d*)(?:\.(\d*))?([^.\d]*)/.exec(rest)
    const [whole = '', digits = '', fraction = '', unit = ''] = match ?? []
    if (digits === '' && fraction === '') return invalid
    if (unit === '') return `time: missing unit in duration ${quoted(text)}`
    const size = units[unit]
    if (size === undefined) return `time: unknown unit ${quoted(unit)} in duration ${quoted(text)}`
    total += BigInt(digits === '' ? '0' : digits) * size + fractionOf(fraction, size)
    if (total > largest) return invalid
    rest = rest.slice(whole.length)
  }
  if (text.startsWith('-')) return -total
  return total === largest ? invalid : total
}

function fractionOf(digits: string, size: bigint): bigint {
  return digits === '' ? 0n : (BigInt(digits) * size) / 10n ** BigInt(digits.length)
}

/** Go's own quoting in package time: only quotes and backslashes and what is not ASCII are escaped. */
export function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Go escapes
  return `"${text.replace(/["\\]/g, '\\$&').replace(/[\u0000-\u001f\u0080-\u{10ffff}]/gu, escapeBytes)}"`
}

function escapeBytes(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
}

/** `Duration.String`: `1h15m30.918s`, `1.5µs`, `0s`. */
export function formatDuration(nanoseconds: bigint): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds
  const sign = nanoseconds < 0n ? '-' : ''
  if (size === 0n) return '0s'
  if (size < 1000n) return `${sign}${size}ns`
  if (size < 1_000_000n) return `${sign}${decimal(size, 3)}µs`
  if (size < 1_000_000_000n) return `${sign}${decimal(size, 6)}ms`
  const minutes = size / 60_000_000_000n
  const seconds = `${decimal(size % 60_000_000_000n, 9)}s`
  if (minutes === 0n) return sign + seconds
  return minutes < 60n
    ? `${sign}${minutes}m${seconds}`
    : `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`
}

/** A number with so many places, without zeros at the end. */
function decimal(value: bigint, places: number): string {
  const digits = String(value).padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '')
}

/** What a scalar without quotes means to go-yaml v2 (resolve.go): YAML 1.1 booleans, YAML 1.1 and 1.2 octals, no base 60. */
export type Resolved =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: number | bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string' }
  /** Read as a string, but quoted when a string that looks so is written. */
  | { readonly kind: 'timestamp' }

const words = new Map<string, Resolved>()
for (const word of ['y', 'yes', 'true', 'on']) addCases(word, { kind: 'bool', value: true })
for (const word of ['n', 'no', 'false', 'off']) addCases(word, { kind: 'bool', value: false })
addCases('null', { kind: 'null' })
for (const word of ['', '~']) words.set(word, { kind: 'null' })
for (const word of ['.nan', '.NaN', '.NAN']) words.set(word, { kind: 'float', value: Number.NaN })
for (const word of ['.inf', '.Inf', '.INF']) {
  words.set(word, { kind: 'float', value: Number.POSITIVE_INFINITY })
  words.set(`+${word}`, { kind: 'float', value: Number.POSITIVE_INFINITY })
  words.set(`-${word}`, { kind: 'float', value: Number.NEGATIVE_INFINITY })
}

function addCases(word: string, meaning: Resolved): void {
  for (const form of [word, (word[0] ?? '').toUpperCase() + word.slice(1), word.toUpperCase()])
    words.set(form, meaning)
}

const string: Resolved = { kind: 'string' }
const firstOfWord = new Set('yYnNtTfFoO~')

export function resolvePlain(text: string): Resolved {
  if (text === '') return { kind: 'null' }
  const first = text.charAt(0)
  if (firstOfWord.has(first)) return words.get(text) ?? string
  if (first === '.') return words.get(text) ?? resolveFloat(text)
  if (first === '+' || first === '-' || (first >= '0' && first <= '9'))
    return words.get(text) ?? resolveNumber(text)
  return string
}

function resolveNumber(text: string): Resolved {
  if (isTimestamp(text)) return { kind: 'timestamp' }
  const digits = text.includes('_') ? text.replaceAll('_', '') : text
  return resolveInt(digits) ?? resolveFloat(digits)
}

const decimal = /^[-+]?(?:0|[1-9][0-9]{0,14})$/
const integer = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|([1-9][0-9]*|0))$/
const maxInt64 = 2n ** 63n - 1n
const maxUint64 = 2n ** 64n - 1n

function resolveInt(text: string): Resolved | undefined {
  if (decimal.test(text)) return { kind: 'int', value: Number(text) + 0 }
  const match = integer.exec(text)
  if (match === null) return undefined
  const [, sign, hex, binary, octal, plain] = match
  const size = BigInt(hex ? `0x${hex}` : binary ? `0b${binary}` : octal ? `0o${octal}` : (plain as string))
  const value = sign === '-' ? -size : size
  if (value > maxUint64 || value < -maxInt64 - 1n || (sign === '+' && value > maxInt64)) return undefined
  const short = Number(value)
  return { kind: 'int', value: Number.isSafeInteger(short) ? short : value }
}

const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/

function resolveFloat(text: string): Resolved {
  if (!float.test(text)) return string
  const value = Number(text)
  return Number.isFinite(value) ? { kind: 'float', value } : string
}

const timestamp =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?))?$/

function isTimestamp(text: string): boolean {
  if (text.charAt(4) !== '-') return false
  const match = timestamp.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const [hour, minute, second] = [4, 5, 6].map((at) => Number(match[at] ?? match[at + 3] ?? 0)) as [
    number,
    number,
    number,
  ]
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false
  return hour < 24 && minute < 60 && second < 60
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

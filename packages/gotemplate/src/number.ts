import type { NumberNode } from './node.ts'
import { readEscape } from './quote.ts'

/** What a number literal can be read as, or Go's complaint about it. */
export function readNumber(
  at: number,
  text: string,
  kind: 'rune' | 'complex' | 'number',
): NumberNode | string {
  if (isShort.test(text)) return shortNode(at, text)
  if (kind === 'rune') return readRune(at, text)
  if (kind === 'complex' || text.endsWith('i')) return readComplex(at, text)
  const integer = readInteger(text)
  if (integer !== undefined) return integerNode(at, text, integer)
  const float = readFloat(text)
  if (float === undefined) return `illegal number syntax: "${text}"`
  if (!/[.eEpP]/.test(text)) return `integer overflow: "${text}"`
  const node = { kind: 'number', at, text, float } as const
  return Number.isInteger(float) && Math.abs(float) < 2 ** 63
    ? { ...node, int: BigInt(float), ...(float >= 0 ? { uint: BigInt(float) } : {}) }
    : node
}

/** Nearly all that templates hold. */
const isShort = /^(?:0|[1-9][0-9]{0,14})$/

function shortNode(at: number, text: string): NumberNode {
  const float = Number(text)
  const int = BigInt(float)
  return { kind: 'number', at, text, float, int, uint: int }
}

function integerNode(at: number, text: string, integer: bigint): NumberNode | string {
  const isInt = BigInt.asIntN(64, integer) === integer
  const isUint =
    integer >= 0n &&
    BigInt.asUintN(64, integer) === integer &&
    !(text.startsWith('+') || text.startsWith('-'))
  if (!isInt && !isUint) return `integer overflow: "${text}"`
  const unsigned = isUint || integer === 0n
  const node = { kind: 'number', at, text, float: Number(integer) } as const
  return { ...node, ...(isInt ? { int: integer } : {}), ...(unsigned ? { uint: integer } : {}) }
}

/** Go's integer literals (strconv.ParseInt with base 0): prefixes, octal by a leading zero, underscores between digits. */
function readInteger(text: string): bigint | undefined {
  const match =
    /^([+-]?)(0[xX]_?[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|0[oO]_?[0-7]+(?:_[0-7]+)*|0[bB]_?[01]+(?:_[01]+)*|0(?:_?[0-7]+)*|[1-9][0-9]*(?:_[0-9]+)*)$/.exec(
      text,
    )
  const digits = match?.[2]?.replaceAll('_', '')
  if (digits === undefined) return undefined
  const value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits)
  return match?.[1] === '-' ? -value : value
}

function readFloat(text: string): number | undefined {
  const hex = /^([+-]?)0[xX]([0-9a-fA-F_]*)(?:\.([0-9a-fA-F_]*))?[pP]([+-]?[0-9]+)$/.exec(text)
  if (hex !== null) {
    const whole = (hex[2] ?? '').replaceAll('_', '')
    const fraction = (hex[3] ?? '').replaceAll('_', '')
    if (whole + fraction === '') return undefined
    const value = Number.parseInt(whole + fraction, 16) * 2 ** (Number(hex[4]) - 4 * fraction.length)
    return hex[1] === '-' ? -value : value
  }
  const digits = text.replace(/([0-9])_(?=[0-9])/g, '$1')
  if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(digits)) return undefined
  const value = Number(digits)
  return Number.isFinite(value) ? value : undefined
}

/** `1+2i`, `3i`. */
function readComplex(at: number, text: string): NumberNode | string {
  const match = /^([+-]?[^i]*?[^eEpP+-])??([+-]?[^+-]*(?:[eEpP][+-][0-9]+)?)i$/.exec(text)
  const imaginary = Number(match?.[2] ?? Number.NaN)
  const real = match?.[1] === undefined ? 0 : Number(match[1])
  if (Number.isNaN(imaginary) || Number.isNaN(real)) return `illegal number syntax: "${text}"`
  return {
    kind: 'number',
    at,
    text,
    complex: { real, imaginary },
    ...(imaginary === 0 ? { float: real } : {}),
  }
}

function readRune(at: number, text: string): NumberNode | string {
  const inner = text.slice(1, -1)
  const bad = 'invalid syntax'
  if (inner === '') return bad
  let code = inner.codePointAt(0) ?? 0
  let length = code > 0xffff ? 2 : 1
  if (inner.startsWith('\\')) {
    const escape = readEscape(inner, 1, "'")
    if (escape === undefined) return bad
    code =
      escape.bytes.length === 1 ? (escape.bytes[0] ?? 0) : (escape.bytes.toString('utf8').codePointAt(0) ?? 0)
    length = escape.end
  }
  if (length !== inner.length) return `malformed character constant: ${text}`
  return { kind: 'number', at, text, int: BigInt(code), uint: BigInt(code), float: code }
}

import { isUnknownToGo } from './unicode-15.ts'

/** Go's quoted strings: `strconv.Quote` and `strconv.Unquote`. */

const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
}

/** Whether Go's `unicode.IsPrint` holds for a character. */
export function isPrintable(character: string): boolean {
  // Classes of Unicode take milliseconds to make: no such expression is made before it is needed.
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character) && !isUnknownToGo(character)
}

/** A double-quoted Go string literal; with `ascii`, everything outside ASCII is escaped (`%+q`). */
export function goQuote(text: string, ascii = false): string {
  return quoteWith(text, '"', ascii)
}

/** A Go character literal (`%q` of a number). */
export function goQuoteRune(character: string, ascii = false): string {
  return quoteWith(character, "'", ascii)
}

/** Characters that no literal escapes. */
const plain = /^[ !#-&(-[\]-~]*$/

function quoteWith(text: string, quote: string, ascii: boolean): string {
  if (plain.test(text)) return quote + text + quote
  let out = quote
  for (const character of text) out += escapeCharacter(character, quote, ascii)
  return out + quote
}

function escapeCharacter(character: string, quote: string, ascii: boolean): string {
  if (character === quote) return `\\${quote}`
  const escape = escapes[character]
  if (escape !== undefined) return escape
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80 ? code >= 0x20 && code < 0x7f : !ascii && isPrintable(character)) return character
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}` // a stray byte: go-bytes.ts
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`
  return `\\U${code.toString(16).padStart(8, '0')}`
}

const simple: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
}

/**
 * The text of a Go string literal (double-quoted or raw), or undefined where it is not valid.
 * Bytes that are not UTF-8 become U+FFFD, because strings here are not bytes.
 */
export function goUnquote(literal: string): string | undefined {
  const quote = literal[0]
  const inner = literal.slice(1, -1)
  if (quote === '`') return inner.replaceAll('\r', '')
  if (!inner.includes('\\')) return inner
  return unescape(inner, quote ?? '"')
}

function unescape(inner: string, quote: string): string | undefined {
  const parts: Buffer[] = []
  for (let at = 0; at < inner.length; ) {
    if (inner[at] !== '\\') {
      const next = inner.indexOf('\\', at)
      const end = next === -1 ? inner.length : next
      parts.push(Buffer.from(inner.slice(at, end)))
      at = end
      continue
    }
    const escape = readEscape(inner, at + 1, quote)
    if (escape === undefined) return undefined
    parts.push(escape.bytes)
    at = escape.end
  }
  return Buffer.concat(parts).toString('utf8')
}

/** The bytes of one escape, whose backslash stands before `at`. */
export function readEscape(
  text: string,
  at: number,
  quote: string,
): { bytes: Buffer; end: number } | undefined {
  const letter = text[at] ?? ''
  const code = simple[letter]
  if (code !== undefined) return { bytes: Buffer.from([code]), end: at + 1 }
  if (letter === quote) return { bytes: Buffer.from(letter), end: at + 1 }
  const octal = /^[0-7]{3}/.exec(text.slice(at, at + 3))?.[0]
  if (octal !== undefined) {
    const value = Number.parseInt(octal, 8)
    return value > 255 ? undefined : { bytes: Buffer.from([value]), end: at + 3 }
  }
  const width = { x: 2, u: 4, U: 8 }[letter]
  if (width === undefined) return undefined
  const digits = text.slice(at + 1, at + 1 + width)
  if (digits.length !== width || !/^[0-9a-fA-F]+$/.test(digits)) return undefined
  const value = Number.parseInt(digits, 16)
  if (letter !== 'x' && (value > 0x10ffff || (value >= 0xd800 && value < 0xe000))) return undefined
  const bytes = letter === 'x' ? Buffer.from([value]) : Buffer.from(String.fromCodePoint(value))
  return { bytes, end: at + 1 + width }
}

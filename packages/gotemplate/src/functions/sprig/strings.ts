import type { FunctionHost, FunctionTable } from '../../function.ts'
import { byteLength, isAscii, sliceBytes } from '../../go-bytes.ts'
import { formatValue } from '../../format.ts'
import type { GoValue } from '../../value.ts'
import { goQuote } from '../../quote.ts'
import { isUnknownToGo } from '../../unicode-15.ts'
import { bounded, define, defineVariadic, fail } from './define.ts'
import { textOf } from './text.ts'
import { spaceClass } from './words.ts'

const oneSpace = new RegExp(`[${spaceClass}]`)

const trimAll = define(['string', 'string'], ([cutset, text]) => trimCutset(text, cutset))

/** Strings of sprig: Go's `strings` with the text as the last argument. */
export const stringFunctions: FunctionTable = {
  hello: define([], () => 'Hello!'),
  upper: define(['string'], ([text]) => mapCase(text, 'upper')),
  lower: define(['string'], ([text]) => mapCase(text, 'lower')),
  trim: define(['string'], ([text]) => withoutSpace(text)),
  trimAll,
  trimall: trimAll,
  trimSuffix: define(['string', 'string'], ([suffix, text]) => withoutSuffix(text, suffix)),
  trimPrefix: define(['string', 'string'], ([prefix, text]) => withoutPrefix(text, prefix)),
  contains: define(['string', 'string'], ([part, text]) => text.includes(part)),
  hasPrefix: define(['string', 'string'], ([prefix, text]) => text.startsWith(prefix)),
  hasSuffix: define(['string', 'string'], ([suffix, text]) => text.endsWith(suffix)),
  replace: define(['string', 'string', 'string'], ([from, to, text], host) =>
    replaceAll(text, from, to, host),
  ),
  repeat: define(['int', 'string'], ([count, text], host) => repeat(text, count, host)),
  trunc: define(['int', 'string'], ([count, text]) => truncate(text, Number(count))),
  substr: define(['int', 'int', 'string'], ([start, end, text]) =>
    substring(text, Number(start), Number(end)),
  ),
  indent: define(['int', 'string'], ([spaces, text], host) => indent(text, spaces, host)),
  nindent: define(['int', 'string'], ([spaces, text], host) => `\n${indent(text, spaces, host)}`),
  quote: defineVariadic([], 'any', (_none, values) =>
    present(values)
      .map((value) => goQuote(textOf(value)))
      .join(' '),
  ),
  squote: defineVariadic([], 'any', (_none, values) =>
    present(values)
      .map((value) => `'${textOf(value)}'`)
      .join(' '),
  ),
  cat: defineVariadic([], 'any', (_none, values) => present(values).map(formatValue).join(' ')),
  toString: define(['any'], ([value]) => textOf(value)),
  plural: define(['string', 'string', 'int'], ([one, many, count]) => (count === 1n ? one : many)),
}

function present(values: readonly GoValue[]): GoValue[] {
  return values.filter((value) => value !== null)
}

/** Upper or lower case rune by rune, as Go does: ß stays, where JavaScript would write SS; what is no UTF-8 is replaced. */
function mapCase(text: string, to: 'upper' | 'lower'): string {
  if (isAscii(text)) return to === 'upper' ? text.toUpperCase() : text.toLowerCase()
  return Array.from(text, (rune) => (/\p{Surrogate}/u.test(rune) ? '\ufffd' : runeCase(rune, to))).join('')
}

/** The simple case mapping of one rune: the rune itself where the full mapping needs several. */
export function runeCase(rune: string, to: 'upper' | 'lower'): string {
  const mapped = to === 'upper' ? rune.toUpperCase() : rune.toLowerCase()
  if (isUnknownToGo(rune) || isUnknownToGo(mapped)) return rune
  if ([...mapped].length === 1) return mapped
  if (rune === 'İ') return to === 'lower' ? 'i' : rune
  return to === 'upper' ? greekCapital(rune) : rune
}

/** Greek vowels with an iota below have a capital of their own, which the full mapping writes as two. */
function greekCapital(rune: string): string {
  const code = rune.codePointAt(0) ?? 0
  if (/[\u1f80-\u1f87\u1f90-\u1f97\u1fa0-\u1fa7]/.test(rune)) return String.fromCodePoint(code + 8)
  return /[\u1fb3\u1fc3\u1ff3]/.test(rune) ? String.fromCodePoint(code + 9) : rune
}

/** An expression for both ends would look for the last one from every space of the text. */
function withoutSpace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && oneSpace.test(text.charAt(start))) start++
  while (end > start && oneSpace.test(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

/** `strings.Trim`: takes off any of the characters in the set, at both ends. */
function trimCutset(text: string, cutset: string): string {
  const set = new Set(cutset)
  const runes = [...text]
  let start = 0
  let end = runes.length
  while (start < end && set.has(runes[start] ?? '')) start++
  while (end > start && set.has(runes[end - 1] ?? '')) end--
  return runes.slice(start, end).join('')
}

function withoutSuffix(text: string, suffix: string): string {
  return text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text
}

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text
}

/** `strings.ReplaceAll`: an empty `from` stands before every rune and at the end. */
function replaceAll(text: string, from: string, to: string, host: FunctionHost): string {
  if (to.length > from.length)
    bounded('replace', BigInt(countOf(text, from)), host, 'text', to.length - from.length)
  if (from === '') return to + Array.from(text, (rune) => rune + to).join('')
  return text.replaceAll(from, to.replaceAll('$', '$$$$'))
}

function countOf(text: string, part: string): number {
  if (part === '') return text.length + 1
  let count = 0
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count++
  return count
}

function repeat(text: string, count: bigint, host: FunctionHost): string {
  if (count < 0n) fail('strings: negative Repeat count')
  const times = text === '' ? 0 : bounded('repeat', count, host, 'text', byteLength(text))
  return text.repeat(times)
}

/** The first bytes, or for a negative count the last ones. */
function truncate(text: string, count: number): string {
  const length = byteLength(text)
  if (count < 0 && length + count > 0) return sliceBytes(text, length + count)
  return count >= 0 && length > count ? sliceBytes(text, 0, count) : text
}

/** Bytes from start to end; a negative start means the first, a negative or too large end the last. */
function substring(text: string, start: number, end: number): string {
  const length = byteLength(text)
  if (start < 0) return checkedSlice(text, 0, end, length)
  return checkedSlice(text, start, end < 0 || end > length ? length : end, length, end < 0 || end > length)
}

/** Go's slice expression with its panics; `open` says that the end was not written. */
function checkedSlice(text: string, start: number, end: number, length: number, open = false): string {
  if (end < 0 || end > length)
    fail(`runtime error: slice bounds out of range [:${end}]${end < 0 ? '' : ` with length ${length}`}`)
  if (start > end) fail(`runtime error: slice bounds out of range [${start}:${open ? length : end}]`)
  return sliceBytes(text, start, end)
}

/** Pads every line, empty ones too. */
function indent(text: string, spaces: bigint, host: FunctionHost): string {
  if (spaces < 0n) fail('strings: negative Repeat count')
  const lines = text.split('\n')
  const pad = ' '.repeat(bounded('indent', spaces, host, 'text', lines.length))
  return pad + lines.join(`\n${pad}`)
}

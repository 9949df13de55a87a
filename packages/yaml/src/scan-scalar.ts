import { type Cursor, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, type Mark } from './cursor.ts'
import type { Token } from './token.ts'

/** What a run of blanks and line breaks inside a flow scalar stands for. */
interface Gap {
  readonly text: string
  readonly broken: boolean
}

/**
 * A scalar without quotes. It ends before `: `, before ` #`, before a line that is indented less than `indent`,
 * and in flow context before an indicator.
 */
export function scanPlain(
  cursor: Cursor,
  indent: number,
  inFlow: boolean,
): { token: Token; broken: boolean } {
  const start = cursor.mark()
  let value = ''
  let end = start.offset
  let gap: Gap = { text: '', broken: false }
  for (;;) {
    if (cursor.atDocumentMarker() || cursor.code() === 35) break
    const word = plainWord(cursor, inFlow)
    if (word !== '') {
      value += gap.text + word
      gap = { text: '', broken: false }
      end = cursor.offset
    }
    if (!isBlank(cursor.code()) && !isBreak(cursor.code())) break
    gap = plainGap(cursor, gap, indent, start)
    if (!inFlow && cursor.column < indent) break
  }
  return { token: { kind: 'scalar', start, end, value, style: 'plain' }, broken: gap.broken }
}

// Expressions pass a word in one step; ends of the text need no care, because no text holds the character 0.
const blockWord = /(?:[^ \t\n\r\x85\u2028\u2029:]|:(?=[^ \t\n\r\x85\u2028\u2029]))*/y
const flowWord = /(?:[^ \t\n\r\x85\u2028\u2029:,?[\]{}]|:(?=[^ \t\n\r\x85\u2028\u2029]))*/y
const quotedText = /[^ \t\n\r\x85\u2028\u2029'"\\]*/y
const restOfLine = /[^\n\r\x85\u2028\u2029]*/y

function pass(cursor: Cursor, expression: RegExp): string {
  const from = cursor.offset
  expression.lastIndex = from
  expression.test(cursor.text)
  cursor.skip(expression.lastIndex - from)
  return cursor.text.slice(from, cursor.offset)
}

function plainWord(cursor: Cursor, inFlow: boolean): string {
  return pass(cursor, inFlow ? flowWord : blockWord)
}

function plainGap(cursor: Cursor, before: Gap, indent: number, start: Mark): Gap {
  const checkTab = (broken: boolean) => {
    if (broken && cursor.column < indent && cursor.code() === 9) {
      throw cursor.error('found a tab character that violates indentation', start)
    }
  }
  return takeGap(cursor, before.broken, checkTab)
}

/** Passes blanks and breaks: one break is a space, more are one newline less, blanks alone are kept. */
function takeGap(cursor: Cursor, escaped: boolean, check?: (broken: boolean) => void): Gap {
  let blanks = ''
  let first: string | undefined
  let further = ''
  let broken = escaped
  for (let code = cursor.code(); isBlank(code) || isBreak(code); code = cursor.code()) {
    if (isBlank(code)) {
      check?.(broken)
      if (!broken) blanks += String.fromCharCode(code)
      cursor.skip()
    } else if (broken) {
      further += cursor.takeBreak()
    } else {
      first = cursor.takeBreak()
      broken = true
    }
  }
  if (!broken) return { text: blanks, broken }
  if (first === '\n') return { text: further === '' ? ' ' : further, broken }
  return { text: (first ?? '') + further, broken }
}

/** A scalar in single or double quotes. */
export function scanQuoted(cursor: Cursor, single: boolean): Token {
  const start = cursor.mark()
  const quote = single ? 39 : 34
  let value = ''
  cursor.skip()
  for (;;) {
    if (cursor.atDocumentMarker()) throw cursor.error('found unexpected document indicator', start)
    if (cursor.code() === 0) throw cursor.error('found unexpected end of stream', start)
    const { text, escapedBreak } = quotedWord(cursor, single, start)
    value += text
    if (!escapedBreak && cursor.code() === quote) break
    value += takeGap(cursor, escapedBreak).text
  }
  cursor.skip()
  return { kind: 'scalar', start, end: cursor.offset, value, style: single ? 'single' : 'double' }
}

function quotedWord(cursor: Cursor, single: boolean, start: Mark): { text: string; escapedBreak: boolean } {
  let text = ''
  for (let code = cursor.code(); !isBlankOrEnd(code); code = cursor.code()) {
    if (single && code === 39) {
      if (cursor.code(1) !== 39) break
      text += "'"
      cursor.skip(2)
    } else if (!single && code === 34) {
      break
    } else if (!single && code === 92) {
      if (isBreak(cursor.code(1))) {
        cursor.skip()
        cursor.takeBreak()
        return { text, escapedBreak: true }
      }
      text += takeEscape(cursor, start)
    } else if (code === 39 || code === 34 || code === 92) {
      text += String.fromCharCode(code)
      cursor.skip()
    } else {
      text += pass(cursor, quotedText)
    }
  }
  return { text, escapedBreak: false }
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}
const escapeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

function takeEscape(cursor: Cursor, start: Mark): string {
  const letter = String.fromCharCode(cursor.code(1))
  const simple = simpleEscapes[letter]
  if (simple !== undefined) {
    cursor.skip(2)
    return simple
  }
  const length = escapeLengths[letter]
  if (length === undefined) throw cursor.error('found unknown escape character', start)
  cursor.skip(2)
  const digits = cursor.text.slice(cursor.offset, cursor.offset + length)
  if (digits.length < length || !/^[0-9A-Fa-f]+$/.test(digits)) {
    throw cursor.error('did not find expected hexdecimal number', start)
  }
  const point = Number.parseInt(digits, 16)
  if ((point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff) {
    throw cursor.error('found invalid Unicode character escape code', start)
  }
  cursor.skip(length)
  return String.fromCodePoint(point)
}

/** A literal (`|`) or folded (`>`) block; `parentIndent` is the column of the collection around it. */
export function scanBlock(cursor: Cursor, literal: boolean, parentIndent: number): Token {
  const start = cursor.mark()
  cursor.skip()
  const { chomping, increment } = blockHeader(cursor, start)
  const given = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment
  let lead = blockBreaks(cursor, given, parentIndent, start)
  const indent = lead.indent
  let value = ''
  let pending = ''
  let blankBefore = false
  let end = lead.end
  while (cursor.column === indent && cursor.code() !== 0) {
    const blank = isBlank(cursor.code())
    const folds = !literal && !blankBefore && !blank && pending === '\n'
    value += folds ? (lead.breaks === '' ? ' ' : '') : pending
    value += lead.breaks
    blankBefore = blank
    value += pass(cursor, restOfLine)
    pending = cursor.code() === 0 ? '' : cursor.takeBreak()
    lead = blockBreaks(cursor, indent, parentIndent, start)
    end = lead.end
  }
  if (chomping !== '-') value += pending
  if (chomping === '+') value += lead.breaks
  return { kind: 'scalar', start, end, value, style: literal ? 'literal' : 'folded' }
}

function blockHeader(cursor: Cursor, start: Mark): { chomping: string; increment: number } {
  let chomping = ''
  let increment = 0
  for (let turn = 0; turn < 2; turn++) {
    const code = cursor.code()
    if (chomping === '' && (code === 43 || code === 45)) {
      chomping = String.fromCharCode(code)
      cursor.skip()
    } else if (increment === 0 && code >= 48 && code <= 57) {
      if (code === 48) throw cursor.error('found an indentation indicator equal to 0', start)
      increment = code - 48
      cursor.skip()
    }
  }
  while (isBlank(cursor.code())) cursor.skip()
  if (cursor.code() === 35) while (!isBreakOrEnd(cursor.code())) cursor.skip()
  if (!isBreakOrEnd(cursor.code())) throw cursor.error('did not find expected comment or line break', start)
  if (cursor.code() !== 0) cursor.takeBreak()
  return { chomping, increment }
}

/** Passes indentation and empty lines; with `indent` 0 the deepest indentation seen decides it. */
function blockBreaks(cursor: Cursor, indent: number, parentIndent: number, start: Mark) {
  let breaks = ''
  let deepest = 0
  let end = cursor.offset
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && cursor.code() === 32) cursor.skip()
    deepest = Math.max(deepest, cursor.column)
    if ((indent === 0 || cursor.column < indent) && cursor.code() === 9) {
      throw cursor.error('found a tab character where an indentation space is expected', start)
    }
    if (!isBreak(cursor.code())) break
    breaks += cursor.takeBreak()
    end = cursor.offset
  }
  return { breaks, end, indent: indent === 0 ? Math.max(deepest, parentIndent + 1, 1) : indent }
}

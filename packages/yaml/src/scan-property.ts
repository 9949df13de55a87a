import { type Cursor, isBlank, isBlankOrEnd, isWord } from './cursor.ts'
import type { Token } from './token.ts'

/** `&name` or `*name`. */
export function scanAnchor(cursor: Cursor, kind: 'alias' | 'anchor'): Token {
  const start = cursor.mark()
  cursor.skip()
  while (isWord(cursor.code())) cursor.skip()
  const value = cursor.text.slice(start.offset + 1, cursor.offset)
  if (
    value === '' ||
    !(isBlankOrEnd(cursor.code()) || '?:,]}%@`'.includes(cursor.text.charAt(cursor.offset)))
  ) {
    throw cursor.error('did not find expected alphabetic or numeric character', start)
  }
  return { kind, start, end: cursor.offset, value }
}

/** `!name`, `!handle!name` or `!<uri>`: the handle is the value, and empty for a tag written in full. */
export function scanTag(cursor: Cursor): Token {
  const start = cursor.mark()
  const verbatim = /!<([^>\s]*)>/y
  const short = /(!(?:[\w-]*!)?)((?:[\w\-;/?:@&=+$,.!~*'()[\]]|%[\dA-Fa-f]{2})*)/y
  verbatim.lastIndex = start.offset
  short.lastIndex = start.offset
  const long = verbatim.exec(cursor.text)
  const [whole = '', first = '', second = ''] = long ?? short.exec(cursor.text) ?? []
  cursor.skip(whole.length)
  if (!isBlankOrEnd(cursor.code()))
    throw cursor.error('did not find expected whitespace or line break', start)
  const parts = long === null ? { value: first, suffix: second } : { value: '', suffix: first }
  return { kind: 'tag', start, end: cursor.offset, ...parts }
}

/** Whether anything but an indicator can begin here: an anchor, a tag, a quoted or a plain scalar. */
export function startsNode(code: number, next: number, inFlow: boolean): boolean {
  if (code === 9) return false
  if (code === 45) return !isBlank(next)
  if (code === 63 || code === 58) return !inFlow && !isBlankOrEnd(next)
  return !',[]{}#|>%@`'.includes(String.fromCharCode(code))
}

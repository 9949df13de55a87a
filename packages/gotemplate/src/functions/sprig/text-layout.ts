import type { FunctionTable } from '../../function.ts'
import { fromBytes, isAscii, toBytes } from '../../go-bytes.ts'
import { define } from './define.ts'

/** Wrapping and abbreviating, in bytes as goutils does. */
export const textLayoutFunctions: FunctionTable = {
  wrap: define(['int', 'string'], ([width, text]) =>
    inBytes(text, (bytes) => wrap(bytes, Number(width), '\n', false)),
  ),
  wrapWith: define(['int', 'string', 'string'], ([width, newline, text]) =>
    inBytes(text, (bytes) => wrap(bytes, Number(width), asBytes(newline === '' ? '\n' : newline), true)),
  ),
  abbrev: define(['int', 'string'], ([width, text]) => {
    return width < 4n ? text : inBytes(text, (bytes) => abbreviate(bytes, 0, Number(width)))
  }),
  abbrevboth: define(['int', 'int', 'string'], ([left, right, text]) => {
    if (right < 4n || (left > 0n && right < 7n)) return text
    return inBytes(text, (bytes) => abbreviate(bytes, Number(left), Number(right)))
  }),
}

/** Runs a change on a text whose characters are the bytes of the given one. */
function inBytes(text: string, change: (bytes: string) => string): string {
  if (isAscii(text)) return asText(change(text))
  return asText(change(asBytes(text)))
}

function asBytes(text: string): string {
  return Buffer.from(toBytes(text)).toString('latin1')
}

function asText(bytes: string): string {
  return isAscii(bytes) ? bytes : fromBytes(Buffer.from(bytes, 'latin1'))
}

/** Breaks at the last space that fits. A word too long is cut, or left whole up to the next space. */
function wrap(text: string, width: number, newline: string, cutWords: boolean): string {
  const columns = Math.max(width, 1)
  let result = ''
  let at = 0
  while (text.length - at > columns) {
    if (text[at] === ' ') {
      at++
      continue
    }
    const breakAt = lastBlank(text, at, at + columns)
    if (breakAt >= at) {
      result += text.slice(at, breakAt) + newline
      at = breakAt + 1
    } else if (cutWords) {
      result += text.slice(at, at + columns) + newline
      at += columns
    } else {
      const next = text.indexOf(' ', at + columns)
      result += next < 0 ? text.slice(at) : text.slice(at, next) + newline
      at = next < 0 ? text.length : next + 1
    }
  }
  return result + text.slice(at)
}

/** Where the last blank stands from `least` to `most`: looking further back would make long words slow. -1 for nowhere. */
function lastBlank(text: string, least: number, most: number): number {
  for (let at = most; at >= least; at--) if (text.charCodeAt(at) === blank) return at
  return -1
}

const blank = 0x20

/** At most `width` bytes with dots for what is left out, on both sides where the wanted part starts after the fourth. */
function abbreviate(text: string, wanted: number, width: number): string {
  if (text.length <= width) return text
  const room = width - 3
  let start = Math.min(wanted, text.length)
  if (text.length - start < room) start = text.length - room
  if (start <= 4) return `${text.slice(0, room)}...`
  if (start + room < text.length) return `...${room < 4 ? '' : abbreviate(text.slice(start), 0, room)}`
  return `...${text.slice(-room)}`
}

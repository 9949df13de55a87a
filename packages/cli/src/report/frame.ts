import type { Paint } from './style.ts'

/** A line of a text and the part of it that is meant; line and columns from 1. */
export interface MarkedLine {
  readonly source: string
  readonly line: number
  readonly column: number
  readonly endColumn?: number
}

/**
 * The line with its number and carets below the part that is meant, within a width. A long line is cut on both sides so that the
 * part can be seen. Without `endColumn` a template action, else the rest of the line, is marked.
 */
export function frame(
  { source, line, column, endColumn }: MarkedLine,
  width: number,
  paint: Paint,
): string[] {
  const text = source.replaceAll('\t', ' ').trimEnd()
  const blanks = /^ */.exec(text.slice(column - 1))?.[0].length ?? 0
  const from = Math.min(column - 1 + blanks, text.length)
  const to = Math.max(
    from + 1,
    Math.min((endColumn ?? endOf(text, from)) - (endColumn === undefined ? 0 : 1), text.length),
  )
  const number = String(line)
  const room = Math.max(20, width - number.length - 3)
  const start = cutStart(text, from, to, room)
  const shown = text.slice(start, start + room)
  const carets = Math.max(1, Math.min(to, start + room) - from)
  const gutter = ' '.repeat(number.length)
  const isCut = start > 0
  return [
    `${paint('dim', `${number} |`)} ${isCut ? `…${shown.slice(1)}` : shown}`,
    `${paint('dim', `${gutter} |`)} ${' '.repeat(from - start)}${paint('cyan', '^'.repeat(carets))}`,
  ]
}

/** The offset behind what begins here: an action, what is left of it, or the text before the next. */
function endOf(text: string, from: number): number {
  const close = text.indexOf('}}', from)
  if (text.startsWith('{{', from)) return close === -1 ? text.length : close + 2
  const open = text.indexOf('{{', from)
  if (close !== -1 && (open === -1 || close < open)) return text.slice(0, close).replace(/\s*-?$/, '').length
  return open > from ? open : text.length
}

function cutStart(text: string, from: number, to: number, room: number): number {
  if (text.length <= room || to <= room) return 0
  return Math.max(0, Math.min(from - 8, text.length - room))
}

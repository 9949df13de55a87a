import { short } from './explain-text.ts'

/** Characters before the first difference that are shown of two long values. */
const LEAD = 16

/** Two values on one line each, as JSON. Where they are too long they are cut so that their first difference can be seen. */
export function shortPair(before: unknown, after: unknown, room: number): [before: string, after: string] {
  const [old, now] = [textOf(before), textOf(after)]
  let same = 0
  while (same < old.length && old[same] === now[same]) same++
  const start = old.length <= room && now.length <= room ? 0 : Math.max(0, same - LEAD)
  return [cut(old, start, room), cut(now, start, room)]
}

function textOf(value: unknown): string {
  return short(value, Number.POSITIVE_INFINITY)
}

function cut(text: string, start: number, room: number): string {
  const lead = start > 0 ? '…' : ''
  const rest = text.slice(start)
  const space = room - lead.length
  return `${lead}${rest.length > space ? `${rest.slice(0, space - 1)}…` : rest}`
}

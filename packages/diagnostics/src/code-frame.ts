import type { Span } from './span.ts'

/** The marked line with its number and a caret line below it; nothing when the text has no such line. */
export function codeFrame(source: string, where: Span): string[] {
  const line = source.split('\n')[where.line - 1]
  if (line === undefined) return []
  const text = line.replaceAll('\t', ' ').slice(0, 160)
  const number = String(where.line)
  const start = Math.min(where.column, text.length + 1)
  const length = Math.max(
    1,
    Math.min((where.endColumn ?? where.column + 1) - where.column, text.length + 1 - start),
  )
  const gutter = ' '.repeat(number.length)
  return [`${number} | ${text}`, `${gutter} | ${' '.repeat(start - 1)}${'^'.repeat(length)}`]
}

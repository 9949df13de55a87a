/** A place in a text that a person can open: lines and columns count from 1, columns in UTF-16 units. */
export interface Span {
  readonly file: string
  readonly line: number
  readonly column: number
  /** First column after the marked text, on the same line. */
  readonly endColumn?: number
}

/** The line and column of an offset in a text, both from 1. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  let line = 1
  let lineStart = 0
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++
    lineStart = at + 1
  }
  return { line, column: offset - lineStart + 1 }
}

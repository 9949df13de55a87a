import { invalidUtf8 } from './invalid-utf8.ts'
import { YamlSyntaxError } from './syntax-error.ts'

/** A place in the text: offset in UTF-16 units, line and column from 0. */
export interface Mark {
  readonly offset: number
  readonly line: number
  readonly column: number
}

/** Walks a text by character and counts lines. Reading past the end gives 0, which no YAML text may hold. */
export class Cursor {
  readonly text: string
  offset = 0
  line = 0
  column = 0

  constructor(text: string) {
    const at = text.search(forbidden)
    const stray = invalidUtf8(text)
    if (stray !== undefined && (at < 0 || stray.offset < at))
      throw new YamlSyntaxError(stray.problem, stray.offset)
    if (at >= 0) throw new YamlSyntaxError('control characters are not allowed', at)
    this.text = text
  }

  code(ahead = 0): number {
    const at = this.offset + ahead
    return at < this.text.length ? this.text.charCodeAt(at) : 0
  }

  mark(): Mark {
    return { offset: this.offset, line: this.line, column: this.column }
  }

  skip(count = 1): void {
    this.offset += count
    this.column += count
  }

  /** Passes a line break and gives it as the reader hands it on: every kind but LS and PS becomes a newline. */
  takeBreak(): string {
    const code = this.code()
    const long = code === CR && this.code(1) === LF
    this.offset += long ? 2 : 1
    this.line++
    this.column = 0
    return code === LS ? '\u2028' : code === PS ? '\u2029' : '\n'
  }

  /** `---` or `...` at the start of a line, alone in its word. */
  atDocumentMarker(): boolean {
    if (this.column !== 0) return false
    const code = this.code()
    if (code !== 45 && code !== 46) return false
    return this.code(1) === code && this.code(2) === code && isBlankOrEnd(this.code(3))
  }

  /** A scanner's error: go-yaml counts its line from 1, and leaves it out on the first line. */
  error(problem: string, context: Mark): YamlSyntaxError {
    const goLine = this.line !== 0 ? this.line + 1 : context.line
    return new YamlSyntaxError(problem, Math.min(this.offset, this.text.length), goLine)
  }
}

const LF = 10
const CR = 13
const NEL = 0x85
const LS = 0x2028
const PS = 0x2029

// biome-ignore lint: the point of the expression is to find control characters
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/

export function isBreak(code: number): boolean {
  return code === LF || code === CR || code === NEL || code === LS || code === PS
}

export function isBlank(code: number): boolean {
  return code === 32 || code === 9
}

export function isBreakOrEnd(code: number): boolean {
  return code === 0 || isBreak(code)
}

export function isBlankOrEnd(code: number): boolean {
  return isBlank(code) || isBreakOrEnd(code)
}

/** `[0-9A-Za-z_-]`: what anchors and tag handles are made of. */
export function isWord(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95 ||
    code === 45
  )
}

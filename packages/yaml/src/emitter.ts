import { shapeOf, styleOf } from './scalar-style.ts'

/** What go-yaml v3 does otherwise: no folding, lists indented below their key. */
export interface EmitterOptions {
  readonly width: number
  readonly indentsLists: boolean
  readonly tabsInBlocks: boolean
}

const v2: EmitterOptions = { width: 80, indentsLists: false, tabsInBlocks: false }
const step = 2
const longestSimpleKey = 128

/**
 * Writes block YAML with the layout of go-yaml v2's emitter. Its state is what decides where a line breaks: whether
 * the last thing written was white space, and whether only indentation and indicators stand on the line so far.
 */
export class Emitter {
  private readonly parts: string[] = []
  private column = 0
  private indent = -1
  private blank = true
  private onlyIndent = true
  private readonly options: EmitterOptions

  constructor(options: EmitterOptions = v2) {
    this.options = options
  }

  finish(): string {
    this.indent = -1
    this.startLine()
    return this.parts.join('')
  }

  /** Opens a collection; a list right after a key keeps the key's column. Gives what `leave` wants back. */
  enter(afterKey: boolean): number {
    const outer = this.indent
    if (outer < 0) this.indent = 0
    else if (!(afterKey && !this.onlyIndent && !this.options.indentsLists)) this.indent = outer + step
    return outer
  }

  leave(outer: number): void {
    this.indent = outer
  }

  /** `-`, `?` or `:` on a line of its own, behind which a collection may begin on the same line. */
  indicator(sign: '-' | '?' | ':'): void {
    this.startLine()
    this.put(sign)
    this.blank = false
  }

  colon(): void {
    this.put(':')
    this.blank = false
    this.onlyIndent = false
  }

  /** Something that needs no quotes: a number, `null`, `[]`. */
  word(text: string): void {
    this.gap()
    this.put(text)
    this.blank = false
    this.onlyIndent = false
  }

  /** Writes a key; true when it had to be in the explicit form, whose `:` is then written too. */
  key(text: string): boolean {
    const shape = shapeOf(text, this.options.tabsInBlocks)
    const simple = !shape.multiline && Buffer.byteLength(text) <= longestSimpleKey
    if (simple) {
      this.startLine()
      this.scalar(text, true, shape)
      return false
    }
    this.indicator('?')
    this.scalar(text, false, shape)
    this.indicator(':')
    return true
  }

  scalar(text: string, simpleKey: boolean, shape = shapeOf(text, this.options.tabsInBlocks)): void {
    const outer = this.indent
    this.indent = outer < 0 ? step : outer + step
    const style = styleOf(text, shape, simpleKey)
    if (style === 'literal') this.literal(text)
    else if (style === 'double') this.double(text, !simpleKey)
    else if (style === 'single') this.single(text, !simpleKey)
    else this.plain(text, !simpleKey)
    this.indent = outer
  }

  private put(text: string): void {
    this.parts.push(text)
    this.column += text.length
  }

  private gap(): void {
    if (!this.blank) this.put(' ')
  }

  private startLine(): void {
    const indent = Math.max(this.indent, 0)
    if (!this.onlyIndent || this.column > indent || (this.column === indent && !this.blank))
      this.breakLine('\n')
    if (this.column < indent) this.put(' '.repeat(indent - this.column))
    this.blank = true
    this.onlyIndent = true
  }

  private breakLine(sign: string): void {
    this.parts.push(sign)
    this.column = 0
  }

  private endScalar(): void {
    this.blank = false
    this.onlyIndent = false
  }

  private plain(text: string, folds: boolean): void {
    this.gap()
    if (folds) this.folded(text, () => true)
    else this.put(text)
    this.endScalar()
  }

  /** Breaks at a single space once the line is full, where `allowed` says so of its position. */
  private folded(text: string, allowed: (at: number) => boolean): void {
    let from = 0
    for (let at = text.indexOf(' '); at !== -1; at = text.indexOf(' ', at + 1)) {
      const alone = text[at - 1] !== ' ' && text[at + 1] !== ' '
      if (!alone || this.column + (at - from) <= this.options.width || !allowed(at)) continue
      this.put(text.slice(from, at))
      this.onlyIndent = false
      this.startLine()
      from = at + 1
    }
    this.put(text.slice(from))
  }

  private single(text: string, folds: boolean): void {
    this.gap()
    this.put("'")
    this.blank = false
    this.onlyIndent = false
    for (const [index, line] of text.split(/([\u2028\u2029])/).entries()) {
      if (index % 2 === 1) this.unusualBreak(line)
      else if (line !== '') this.singleLine(line.replaceAll("'", "''"), folds)
    }
    this.put("'")
    this.endScalar()
  }

  private singleLine(line: string, folds: boolean): void {
    if (this.onlyIndent) this.startLine()
    this.onlyIndent = false
    if (folds) this.folded(line, (at) => at > 0 && at < line.length - 1)
    else this.put(line)
  }

  /** U+2028 and U+2029 are line breaks to the emitter, and are written as they are. */
  private unusualBreak(sign: string): void {
    this.breakLine(sign)
    this.onlyIndent = true
  }

  private double(text: string, folds: boolean): void {
    this.gap()
    this.put('"')
    const last = Buffer.byteLength(text) - 1
    const escapesAll = text.startsWith('\ufeff')
    let bytes = 0
    let afterSpace = false
    const runes = Array.from(text)
    for (const [index, rune] of runes.entries()) {
      if (rune === ' ' && !escapesAll) {
        this.doubleSpace(folds && !afterSpace && bytes > 0 && bytes < last, runes[index + 1] === ' ')
        afterSpace = true
      } else {
        this.put(escapesAll ? escapeOf(rune) : mustEscape.test(rune) ? escapeOf(rune) : rune)
        afterSpace = false
      }
      bytes += Buffer.byteLength(rune)
    }
    this.put('"')
    this.endScalar()
  }

  private doubleSpace(mayBreak: boolean, spaceFollows: boolean): void {
    if (!mayBreak || this.column <= this.options.width) return this.put(' ')
    this.onlyIndent = false
    this.startLine()
    if (spaceFollows) this.put('\\')
  }

  private literal(text: string): void {
    this.gap()
    this.put(`|${/^[ \n\u2028\u2029]/.test(text) ? step : ''}${chomping(text)}`)
    this.breakLine('\n')
    this.onlyIndent = true
    this.blank = true
    for (const [index, line] of text.split(/([\n\u2028\u2029])/).entries()) {
      if (index % 2 === 1) {
        this.breakLine(line)
        this.onlyIndent = true
      } else if (line !== '') {
        this.startLine()
        this.put(line)
        this.onlyIndent = false
      }
    }
  }
}

function chomping(text: string): string {
  if (!/[\n\u2028\u2029]$/.test(text)) return '-'
  return text.length === 1 || /[\n\u2028\u2029]{2}$/.test(text) ? '+' : ''
}

// biome-ignore lint: the point of the expression is to find control characters
const mustEscape = /[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]|["\\\u2028\u2029]/

const shortEscapes: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  27: '\\e',
  34: '\\"',
  92: '\\\\',
  133: '\\N',
  160: '\\_',
  0x2028: '\\L',
  0x2029: '\\P',
}

function escapeOf(rune: string): string {
  const point = rune.codePointAt(0) as number
  const short = shortEscapes[point]
  if (short !== undefined) return short
  const hex = point.toString(16).toUpperCase()
  if (point <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return point <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

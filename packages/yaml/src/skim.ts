import { Cursor } from './cursor.ts'
import { scanQuoted } from './scan-scalar.ts'
import { YamlSyntaxError } from './syntax-error.ts'

/**
 * Passes over a document and gives the text of some of its top-level entries, for whoever wants no more of it: `names` in lower case,
 * keys in any. What is passed is known to be a map without faults and to have a JSON form. Undefined for every text that is not as
 * simple, or may be wrong: the readers judge it.
 */
export function skimBlocks(text: string, names: ReadonlySet<string>): string | undefined {
  if (unusual.test(text)) return undefined
  try {
    return new Skimmer(text, names).sections()
  } catch (error) {
    if (error === notSimple || error instanceof YamlSyntaxError) return undefined
    throw error
  }
}

/** As in block-reader.ts. */
// biome-ignore lint: the point of the expression is to find control characters
const unusual = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\udc80-\udcff\ufeff\ufffe\uffff]/

const notSimple = new Error('not a simple document')

function giveUp(): never {
  throw notSimple
}

// A key is text in JSON: it begins with a letter and is not null, or stands in quotes.
const quoted = `"[^"\\\\\\n]*"|'(?:[^'\\n]|'')*'(?!')`
const key = new RegExp(`(?:(?!(?:null|Null|NULL):)[A-Za-z_][\\w./-]*|${quoted}):(?=[ \\n]|$)`, 'y')
// What begins with a dot might be infinite, and other signs mean something.
const first = '(?:[A-Za-z0-9_/(<$^=\\\\;~]|[^\\0-\\xa0]|-[A-Za-z0-9-])'
const rest = '[^\\s:#]*(?:(?::+(?=[^\\s:])|#| +(?=[^\\s:#]|:[^\\s]))[^\\s:#]*)*'
const plain = new RegExp(`${first}${rest} *(?:\\n|$)`, 'y')
const plainBeforeComment = new RegExp(`${first}${rest} +#[^\\n]*(?:\\n|$)`, 'y')
const morePlain = new RegExp(`[^\\s:#]${rest} *(?:\\n|$)`, 'y')
const lineEnd = / *(?: #[^\n]*)?(?:\n|$)/y
const quotedLine = new RegExp(`(?:${quoted}) *(?: #[^\\n]*)?(?:\\n|$)`, 'y')
const word = `(?:[A-Za-z0-9_/][\\w./-]*|${quoted})`
const pair = `(?!(?:null|Null|NULL):)[A-Za-z_][\\w./-]*: +${word}`
const flow = new RegExp(
  `(?:\\[ *(?:${word}(?: *, *${word})*)? *\\]|\\{ *(?:${pair}(?: *, *${pair})*)? *\\}) *(?:\\n|$)`,
  'y',
)
const blockHeader = /[|>][-+]? *\n\n*/y
const blanks = /(?: *\n)* */y
const spaces = / */y

/** The lines of a block scalar by their indentation. */
const blockLines = new Map<number, RegExp>()

function linesIndented(by: number): RegExp {
  let lines = blockLines.get(by)
  if (lines === undefined)
    blockLines.set(by, (lines = new RegExp(`(?: {${by}}[^\\n]*(?:\\n|$)| *\\n)*`, 'y')))
  return lines
}

const deepest = 200
const longestKey = 1000

/** What the line before has left: nothing, so that a collection may follow; a scalar that may go on; a scalar that is complete. */
const NOTHING = 0
const PLAIN = 1
const COMPLETE = 2

const HASH = 35
const QUOTE = 34
const APOSTROPHE = 39
const DASH = 45
const GREATER = 62
const BRACKET = 91
const BRACE = 123
const PIPE = 124
const TAB = 9
const NEWLINE = 10
const SPACE = 32

class Skimmer {
  private readonly text: string
  private readonly names: ReadonlySet<string>
  /** The collections that are open: their columns, and which of them are lists. */
  private readonly columns: number[] = []
  private readonly lists: boolean[] = []
  private top = -1
  private left = COMPLETE
  /** The next thing that is written. */
  private at = 0
  private column = 0
  private wantedFrom = -1
  private wanted = ''

  constructor(text: string, names: ReadonlySet<string>) {
    this.text = text
    this.names = names
  }

  sections(): string {
    if (!this.toContent(0)) giveUp()
    if (this.column === 0 && this.text.startsWith('---\n', this.at) && !this.toContent(this.at + 4)) giveUp()
    if (this.isEntry(this.at)) giveUp()
    this.open(this.column, false)
    while (this.toContent(this.line()));
    this.endSection(this.text.length)
    return this.wanted
  }

  /** Passes blank lines and comments from the start of a line. False at the end of the text. */
  private toContent(from: number): boolean {
    for (let start = from; ; start++) {
      this.at = this.after(blanks, start)
      const code = this.text.charCodeAt(this.at)
      if (Number.isNaN(code)) return false
      if (code !== HASH) {
        this.column = this.at - 1 - (this.at === 0 ? -1 : this.text.lastIndexOf('\n', this.at - 1))
        return true
      }
      // A comment ends a scalar.
      this.left = this.left === PLAIN ? COMPLETE : this.left
      start = this.text.indexOf('\n', this.at)
      if (start === -1) return false
    }
  }

  /** Where a match at this place ends; -1 without one. */
  private after(expression: RegExp, at: number): number {
    expression.lastIndex = at
    return expression.test(this.text) ? expression.lastIndex : -1
  }

  /** Passes the line at which it stands and what else belongs to its value; gives the start of the next. */
  private line(): number {
    const { at, column, top } = this
    if (column === 0) this.refuseMarker()
    const isEntry = this.isEntry(at)
    const parent = this.columns[top] as number
    if (column > parent) {
      if (this.left === PLAIN) return this.must(this.after(morePlain, at))
      if (this.left !== NOTHING) giveUp()
      this.open(column, isEntry)
    } else if (column === parent && isEntry && this.lists[top] === false && this.left === NOTHING) {
      this.open(column, true)
    } else this.closeTo(column, isEntry)
    return isEntry ? this.entry(at) : this.pair(at, this.keyEnd(at))
  }

  private must(at: number): number {
    return at === -1 ? giveUp() : at
  }

  private refuseMarker(): void {
    const { text, at } = this
    if (text.startsWith('---', at) || text.startsWith('...', at) || text.startsWith('%', at)) giveUp()
  }

  private isEntry(at: number): boolean {
    if (this.text.charCodeAt(at) !== DASH) return false
    const next = this.text.charCodeAt(at + 1)
    return next === SPACE || next === NEWLINE || Number.isNaN(next)
  }

  private open(column: number, isList: boolean): void {
    if (++this.top > deepest) giveUp()
    this.columns[this.top] = column
    this.lists[this.top] = isList
  }

  private closeTo(column: number, isEntry: boolean): void {
    const { columns, lists } = this
    let { top } = this
    while (top > 0 && (columns[top] as number) > column) top--
    // A list may stand in the column of the key that it belongs to.
    if (top > 0 && !isEntry && lists[top] === true && columns[top] === column) top--
    if (columns[top] !== column || lists[top] !== isEntry) giveUp()
    this.top = top
  }

  /** An entry of a list, and the collections that begin on its line. */
  private entry(dash: number): number {
    let at = dash
    let { column } = this
    for (;;) {
      const next = this.after(spaces, at + 1)
      const code = this.text.charCodeAt(next)
      if (code === NEWLINE || Number.isNaN(code)) return this.nothing(next)
      column += next - at
      at = next
      if (!this.isEntry(at)) break
      this.open(column, true)
    }
    const end = this.after(key, at)
    if (end === -1) return this.value(at)
    this.open(column, false)
    return this.pair(at, end)
  }

  private keyEnd(at: number): number {
    return this.must(this.after(key, at))
  }

  private pair(start: number, end: number): number {
    if (end - start > longestKey) giveUp()
    if (this.top === 0) this.beginSection(start, end - 1)
    return this.value(this.after(spaces, end))
  }

  private beginSection(start: number, end: number): void {
    const name = this.text.slice(start, end).toLowerCase()
    if (name.startsWith('"') || name.startsWith("'")) giveUp()
    const lineStart = start - this.column
    this.endSection(lineStart)
    if (this.names.has(name)) this.wantedFrom = lineStart
  }

  private endSection(at: number): void {
    if (this.wantedFrom !== -1) this.wanted += this.text.slice(this.wantedFrom, at)
    this.wantedFrom = -1
  }

  private nothing(at: number): number {
    this.left = NOTHING
    return at + 1
  }

  private value(at: number): number {
    const code = this.text.charCodeAt(at)
    if (code === NEWLINE || Number.isNaN(code)) return this.nothing(at)
    if (code === QUOTE || code === APOSTROPHE) return this.quoted(at, code)
    if (code === PIPE || code === GREATER) return this.block(at)
    this.left = PLAIN
    const end = code === BRACKET || code === BRACE ? -1 : this.after(plain, at)
    if (end !== -1) return end
    this.left = COMPLETE
    return this.must(this.after(code === BRACKET || code === BRACE ? flow : plainBeforeComment, at))
  }

  private quoted(at: number, code: number): number {
    this.left = COMPLETE
    const end = this.after(quotedLine, at)
    if (end !== -1) return end
    const cursor = new Cursor(this.text)
    cursor.offset = at
    cursor.column = 1
    scanQuoted(cursor, code === APOSTROPHE)
    return this.must(this.after(lineEnd, cursor.offset))
  }

  private block(at: number): number {
    this.left = COMPLETE
    const start = this.must(this.after(blockHeader, at))
    const content = this.after(spaces, start)
    const code = this.text.charCodeAt(content)
    if (code === NEWLINE || code === TAB) giveUp()
    const column = content - start
    return column > (this.columns[this.top] as number) ? this.after(linesIndented(column), start) : start
  }
}

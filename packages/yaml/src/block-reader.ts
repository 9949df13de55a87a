// The part of the grammar of YAML that nearly all documents keep to.
import { Cursor } from './cursor.ts'
import type { MappingEntry, ScalarNode, YamlNode } from './node.ts'
import { scanBlock, scanPlain, scanQuoted } from './scan-scalar.ts'
import { YamlSyntaxError } from './syntax-error.ts'
import type { Token } from './token.ts'

/**
 * The root of a text that is one document of block collections and scalars, as nearly all are: the same nodes as the parser's, in
 * a fraction of its time. Null for a text in which nothing is written; undefined for every text that is not as simple, or may
 * be wrong: the parser judges it.
 */
export function readBlocks(text: string): YamlNode | null | undefined {
  if (unusual.test(text)) return undefined
  try {
    return new BlockReader(text).root()
  } catch (error) {
    if (error === notSimple || error instanceof YamlSyntaxError) return undefined
    throw error
  }
}

/** Line breaks other than a newline, a byte order mark, what YAML forbids, and what may be a byte that is no UTF-8. */
// biome-ignore lint: the point of the expression is to find control characters
const unusual = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\udc80-\udcff\ufeff\ufffe\uffff]/

const notSimple = new Error('not a simple document')

function giveUp(): never {
  throw notSimple
}

/** Words and the single characters between them, up to `: `, ` #`, a tab or the end of the line. */
const plain = /[^\s:#]*(?:(?::+(?=[^\s:])|#| +(?=[^\s:#]|:[^\s]))[^\s:#]*)*/y
const double = /"[^"\\\n]*"/y
const single = /'(?:[^'\n]|'')*'(?!')/y
const lineEnd = / *(?: #[^\n]*)?(?:\n|$)/y
const emptyLines = /(?:[ ]*(?:#[^\n]*)?\n)*/y
const indentation = / */y
const flowWord = /[A-Za-z0-9_./][\w./-]*(?= *[,\]}])/y
const flowKey = /[A-Za-z_][\w./-]*(?=: )/y

const deepest = 200
const longestKey = 1000

const HASH = 35
const QUOTE = 34
const APOSTROPHE = 39
const DASH = 45
const COLON = 58
const GREATER = 62
const BRACKET = 91
const BRACE = 123
const PIPE = 124
const NEWLINE = 10
const SPACE = 32

class BlockReader {
  private readonly text: string
  /** For the scalars of several lines. */
  private cursor: Cursor | undefined
  /** The next thing that is written: its offset and column. The column is -1 at the end. */
  private at = 0
  private column = 0
  private depth = 0

  constructor(text: string) {
    this.text = text
  }

  root(): YamlNode | null | undefined {
    this.toContent(0)
    if (this.isEnd()) return null
    if (this.column === 0 && this.text.startsWith('---\n', this.at)) this.toContent(this.at + 4)
    if (this.isEnd()) return undefined
    this.refuseMarker()
    const node = this.collection()
    return this.isEnd() ? node : undefined
  }

  private isEnd(): boolean {
    return this.column === -1
  }

  /** Passes blank lines and comments from the start of a line. */
  private toContent(from: number): void {
    emptyLines.lastIndex = from
    emptyLines.test(this.text)
    const start = emptyLines.lastIndex
    indentation.lastIndex = start
    indentation.test(this.text)
    this.at = indentation.lastIndex
    this.column = this.at - start
    const code = this.text.charCodeAt(this.at)
    if (Number.isNaN(code) || code === HASH) this.column = -1
    else if (code === 9) giveUp()
  }

  /** Ends the line on which a scalar ended: only a comment may follow. */
  private endLine(from: number): void {
    lineEnd.lastIndex = from
    if (!lineEnd.test(this.text)) giveUp()
    this.toContent(lineEnd.lastIndex)
    this.refuseMarker()
  }

  private refuseMarker(): void {
    if (this.column !== 0) return
    const { text, at } = this
    if (text.startsWith('---', at) || text.startsWith('...', at) || text.startsWith('%', at)) giveUp()
  }

  private isEntry(): boolean {
    const next = this.text.charCodeAt(this.at + 1)
    return (
      this.text.charCodeAt(this.at) === DASH && (next === SPACE || next === NEWLINE || Number.isNaN(next))
    )
  }

  /** The collection that begins here. */
  private collection(): YamlNode {
    if (++this.depth > deepest) giveUp()
    const node = this.isEntry() ? this.sequence() : this.mapping(this.key() ?? giveUp())
    this.depth--
    return node
  }

  private sequence(): YamlNode {
    const { column, at: start } = this
    const items: YamlNode[] = []
    let end = start
    while (this.column === column && this.isEntry()) {
      const item = this.below(this.at + 1, column, false)
      end = item.end
      items.push(item)
    }
    if (this.column > column) giveUp()
    return { kind: 'sequence', start, end, items }
  }

  private mapping(first: ScalarNode): YamlNode {
    const { column } = this
    const entries: MappingEntry[] = []
    let key = first
    for (;;) {
      const value = this.below(key.end + 1, column, true)
      entries.push({ key, value })
      if (this.column < column) return { kind: 'mapping', start: first.start, end: value.end, entries }
      if (this.column > column) giveUp()
      key = this.key() ?? giveUp()
    }
  }

  /** The key that begins here; undefined where it is none. */
  private key(): ScalarNode | undefined {
    const node = this.word(this.at)
    if (node === undefined || this.text.charCodeAt(node.end) !== COLON) return undefined
    const next = this.text.charCodeAt(node.end + 1)
    if (next !== SPACE && next !== NEWLINE && !Number.isNaN(next)) return undefined
    return node.end - node.start > longestKey ? giveUp() : node
  }

  /** A scalar of one line, without what follows it. */
  private word(start: number): ScalarNode | undefined {
    const { text } = this
    const code = text.charCodeAt(start)
    if (code === QUOTE || code === APOSTROPHE) return this.quotedWord(start, code === QUOTE ? double : single)
    if (!this.startsPlain(start, code)) return undefined
    const node = this.matched(start, plain)
    return node === undefined || node.end === start ? undefined : node
  }

  private startsPlain(start: number, code: number): boolean {
    if (code === DASH || code === COLON || code === 63) return this.text.charCodeAt(start + 1) > SPACE
    return code > SPACE && !'!#%&*,>@[]`{|}'.includes(this.text.charAt(start))
  }

  private quotedWord(start: number, expression: RegExp): ScalarNode | undefined {
    expression.lastIndex = start
    if (!expression.test(this.text)) return undefined
    const end = expression.lastIndex
    const inner = this.text.slice(start + 1, end - 1)
    if (expression === double) return { kind: 'scalar', start, end, text: inner, style: 'double' }
    const text = inner.includes("'") ? inner.replaceAll("''", "'") : inner
    return { kind: 'scalar', start, end, text, style: 'single' }
  }

  /** What stands behind an indicator that ends at `from`, in a collection at `parent`. */
  private below(from: number, parent: number, inMapping: boolean): YamlNode {
    indentation.lastIndex = from
    indentation.test(this.text)
    const start = indentation.lastIndex
    const code = this.text.charCodeAt(start)
    if (code === NEWLINE || code === HASH || Number.isNaN(code))
      return this.belowLine(from, parent, inMapping)
    if (start === from) giveUp()
    this.column += start - this.at
    this.at = start
    if (!inMapping && (this.isEntry() || this.key() !== undefined)) return this.collection()
    return this.scalar(start, code, parent)
  }

  private belowLine(from: number, parent: number, inMapping: boolean): YamlNode {
    this.endLine(from)
    const isList = this.column !== -1 && this.isEntry()
    if (this.column > parent) {
      if (isList || this.key() !== undefined) return this.collection()
      return this.scalar(this.at, this.text.charCodeAt(this.at), parent)
    }
    if (inMapping && isList && this.column === parent) return this.collection()
    return { kind: 'scalar', start: from, end: from, text: '', style: 'plain' }
  }

  private scalar(start: number, code: number, parent: number): YamlNode {
    if (code === PIPE || code === GREATER) return this.severalLines(start, code, parent)
    if (code === BRACKET || code === BRACE) return this.flow(start, parent)
    const node = this.word(start)
    if (node === undefined && code !== QUOTE && code !== APOSTROPHE) giveUp()
    if (node === undefined) return this.severalLines(start, code, parent)
    const { column } = this
    lineEnd.lastIndex = node.end
    if (!lineEnd.test(this.text)) giveUp()
    this.toContent(lineEnd.lastIndex)
    if (this.column > parent) {
      // The scalar goes on.
      if (node.style !== 'plain') giveUp()
      this.column = column
      return this.severalLines(start, code, parent)
    }
    this.refuseMarker()
    return node
  }

  private severalLines(start: number, code: number, parent: number): YamlNode {
    this.cursor ??= new Cursor(this.text)
    const { cursor } = this
    cursor.offset = start
    cursor.column = this.column
    if (code === PIPE || code === GREATER)
      return this.scanned(cursor, scanBlock(cursor, code === PIPE, parent))
    if (code === QUOTE || code === APOSTROPHE)
      return this.scanned(cursor, scanQuoted(cursor, code === APOSTROPHE))
    return this.scanned(cursor, scanPlain(cursor, parent + 1, false).token)
  }

  /** Goes on where a scanner ended: in the rest of a line, or in the indentation of one that follows. */
  private scanned({ offset }: Cursor, { start, end, value = '', style = 'plain' }: Token): YamlNode {
    const newline = this.text.lastIndexOf('\n', offset - 1)
    if (offset === this.text.length) this.column = -1
    else if (newline >= start.offset && this.afterBlanks(newline + 1) >= offset) this.toContent(newline + 1)
    else this.endLine(offset)
    this.refuseMarker()
    return { kind: 'scalar', start: start.offset, end, text: value, style }
  }

  /** Lists and maps of words on one line. */
  private flow(start: number, parent: number): YamlNode {
    const node = this.flowNode(start)
    this.endLine(node.end)
    return this.column > parent ? giveUp() : node
  }

  private flowNode(start: number): YamlNode {
    const code = this.text.charCodeAt(start)
    if (code !== BRACKET && code !== BRACE) return this.flowWord(start)
    if (++this.depth > deepest) giveUp()
    const node = code === BRACKET ? this.flowList(start) : this.flowMap(start)
    this.depth--
    return node
  }

  private flowList(start: number): YamlNode {
    const items: YamlNode[] = []
    let at = this.afterBlanks(start + 1)
    while (this.text.charAt(at) !== ']') {
      const item = this.flowNode(at)
      items.push(item)
      at = this.afterItem(item.end, ']')
    }
    return { kind: 'sequence', start, end: at + 1, items }
  }

  private flowMap(start: number): YamlNode {
    const entries: MappingEntry[] = []
    let at = this.afterBlanks(start + 1)
    while (this.text.charAt(at) !== '}') {
      const key = this.matched(at, flowKey) ?? giveUp()
      const value = this.flowNode(this.afterBlanks(key.end + 1))
      entries.push({ key, value })
      at = this.afterItem(value.end, '}')
    }
    return { kind: 'mapping', start, end: at + 1, entries }
  }

  /** Where the next item or the closing bracket is. */
  private afterItem(end: number, close: string): number {
    const at = this.afterBlanks(end)
    const sign = this.text.charAt(at)
    if (sign === ',') return this.afterBlanks(at + 1)
    return sign === close ? at : giveUp()
  }

  private flowWord(start: number): ScalarNode {
    const code = this.text.charCodeAt(start)
    if (code !== QUOTE && code !== APOSTROPHE) return this.matched(start, flowWord) ?? giveUp()
    const node = this.quotedWord(start, code === QUOTE ? double : single) ?? giveUp()
    return ',]} '.includes(this.text.charAt(node.end)) ? node : giveUp()
  }

  private matched(start: number, expression: RegExp): ScalarNode | undefined {
    expression.lastIndex = start
    if (!expression.test(this.text)) return undefined
    const end = expression.lastIndex
    return { kind: 'scalar', start, end, text: this.text.slice(start, end), style: 'plain' }
  }

  private afterBlanks(at: number): number {
    indentation.lastIndex = at
    indentation.test(this.text)
    return indentation.lastIndex
  }
}

import { Cursor, isBlankOrEnd, isBreak, isBreakOrEnd, type Mark } from './cursor.ts'
import { scanAnchor, scanTag, startsNode } from './scan-property.ts'
import { scanBlock, scanPlain, scanQuoted } from './scan-scalar.ts'
import type { Token, TokenKind } from './token.ts'

/** A place where a key without `?` may have begun: known only once its `:` is met. */
interface SimpleKey {
  readonly required: boolean
  /** Number of the token that would be the key, counted from the start of the stream. */
  readonly token: number
  readonly mark: Mark
}

const maxSimpleKeyLength = 1024
const maxDepth = 1000

/**
 * YAML text to tokens, one at a time, as libyaml's scanner cuts it: YAML 1.1, simple keys found by looking back.
 * Helm reads YAML through a port of that library; the newer parsers refuse texts that charts hold, such as a closing
 * bracket at the column of its key, and accept others that Helm refuses.
 */
export class Scanner {
  private readonly cursor: Cursor
  private readonly queue: Token[] = []
  private taken = 0
  private indent = -1
  private readonly indents: number[] = []
  /** One slot per flow level. */
  private readonly simpleKeys: (SimpleKey | undefined)[] = [undefined]
  /** Tokens that may still turn out to be keys, with their flow levels. */
  private readonly awaited = new Map<number, number>()
  /** For each flow level the last token in it that might have been a key, or the one that opened it. */
  private readonly lastKeys: number[] = [-1]
  private keyAllowed = true
  private ended = false

  constructor(text: string) {
    this.cursor = new Cursor(text)
    if (this.cursor.code() === 0xfeff) this.cursor.offset = 1
  }

  peek(): Token {
    while (this.needsMore()) this.fetch()
    return this.queue[0] as Token
  }

  take(): Token {
    const token = this.peek()
    this.queue.shift()
    this.taken++
    return token
  }

  /** The head of the queue is not final while it may still turn out to be a key. */
  private needsMore(): boolean {
    if (this.queue.length === 0) return true
    const level = this.awaited.get(this.taken)
    return level !== undefined && this.isLive(level) && !this.ended
  }

  private isLive(level: number): boolean {
    const key = this.simpleKeys[level]
    if (key === undefined) return false
    const { line, offset } = this.cursor
    if (key.mark.line === line && key.mark.offset + maxSimpleKeyLength >= offset) return true
    if (key.required) throw this.cursor.error("could not find expected ':'", key.mark)
    this.simpleKeys[level] = undefined
    return false
  }

  private get inFlow(): boolean {
    return this.simpleKeys.length > 1
  }

  private fetch(): void {
    const { cursor } = this
    this.skipToToken()
    this.unroll(cursor.column)
    const code = cursor.code()
    if (code === 0) return this.fetchEnd()
    if (cursor.column === 0 && code === 37) return this.fetchDirective()
    if (cursor.atDocumentMarker()) {
      this.closeAll()
      return this.push(code === 45 ? 'document-start' : 'document-end', 3)
    }
    if (this.fetchIndicator(code)) return
    this.fetchNode(code)
  }

  private fetchIndicator(code: number): boolean {
    const next = this.cursor.code(1)
    if (code === 91) this.openFlow('flow-sequence-start')
    else if (code === 123) this.openFlow('flow-mapping-start')
    else if (code === 93) this.closeFlow('flow-sequence-end')
    else if (code === 125) this.closeFlow('flow-mapping-end')
    else if (code === 44) this.fetchFlowEntry()
    else if (code === 45 && isBlankOrEnd(next)) this.fetchBlockEntry()
    else if (code === 63 && (this.inFlow || isBlankOrEnd(next))) this.fetchKey()
    else if (code === 58 && (this.inFlow || isBlankOrEnd(next))) this.fetchValue()
    else return false
    return true
  }

  private fetchNode(code: number): void {
    const { cursor } = this
    const block = (code === 124 || code === 62) && !this.inFlow
    if (block) {
      this.dropKey()
      this.keyAllowed = true
      this.queue.push(scanBlock(cursor, code === 124, this.indent))
      return
    }
    if (!startsNode(code, cursor.code(1), this.inFlow)) {
      throw cursor.error('found character that cannot start any token', cursor.mark())
    }
    this.saveKey()
    this.keyAllowed = false
    if (code === 42 || code === 38) this.queue.push(scanAnchor(cursor, code === 42 ? 'alias' : 'anchor'))
    else if (code === 33) this.queue.push(scanTag(cursor))
    else if (code === 39 || code === 34) this.queue.push(scanQuoted(cursor, code === 39))
    else {
      const { token, broken } = scanPlain(cursor, this.indent + 1, this.inFlow)
      if (broken) this.keyAllowed = true
      this.queue.push(token)
    }
  }

  private skipToToken(): void {
    const { cursor } = this
    for (;;) {
      if (cursor.column === 0 && cursor.code() === 0xfeff) cursor.skip()
      while (cursor.code() === 32 || ((this.inFlow || !this.keyAllowed) && cursor.code() === 9)) cursor.skip()
      if (cursor.code() === 35) while (!isBreakOrEnd(cursor.code())) cursor.skip()
      if (!isBreak(cursor.code())) return
      cursor.takeBreak()
      if (!this.inFlow) this.keyAllowed = true
    }
  }

  private push(kind: TokenKind, length: number): void {
    const start = this.cursor.mark()
    this.cursor.skip(length)
    this.queue.push({ kind, start, end: this.cursor.offset })
  }

  private fetchEnd(): void {
    const { cursor } = this
    if (cursor.column !== 0) {
      cursor.column = 0
      cursor.line++
    }
    this.closeAll()
    this.ended = true
    this.push('stream-end', 0)
  }

  private closeAll(): void {
    this.unroll(-1)
    this.dropKey()
    this.keyAllowed = false
  }

  private fetchDirective(): void {
    const { cursor } = this
    this.closeAll()
    const start = cursor.mark()
    while (!isBreakOrEnd(cursor.code())) cursor.skip()
    const value = cursor.text.slice(start.offset, cursor.offset)
    const [, name = '', after = ''] = /^%([\w-]*)(.?)/.exec(value) ?? []
    if (name === '') throw cursor.error('could not find expected directive name', start)
    if (!/^[ \t]?$/.test(after)) throw cursor.error('found unexpected non-alphabetical character', start)
    if (name !== 'YAML' && name !== 'TAG') throw cursor.error('found unknown directive name', start)
    this.queue.push({ kind: 'directive', start, end: cursor.offset, value })
  }

  private openFlow(kind: TokenKind): void {
    this.saveKey()
    this.simpleKeys.push(undefined)
    this.lastKeys.push(this.taken + this.queue.length)
    this.checkDepth()
    this.keyAllowed = true
    this.push(kind, 1)
  }

  private closeFlow(kind: TokenKind): void {
    this.dropKey()
    if (this.inFlow) {
      this.simpleKeys.pop()
      // An empty collection forgets that it might be a key itself: go-yaml does, and its errors tell.
      this.awaited.delete(this.lastKeys.pop() ?? -1)
    }
    this.keyAllowed = false
    this.push(kind, 1)
  }

  private fetchFlowEntry(): void {
    this.dropKey()
    this.keyAllowed = true
    this.push('flow-entry', 1)
  }

  private fetchBlockEntry(): void {
    if (!this.inFlow) {
      this.requireKeyAllowed('block sequence entries are not allowed in this context')
      this.roll(this.cursor.mark(), this.queue.length, 'block-sequence-start')
    }
    this.dropKey()
    this.keyAllowed = true
    this.push('block-entry', 1)
  }

  private fetchKey(): void {
    if (!this.inFlow) {
      this.requireKeyAllowed('mapping keys are not allowed in this context')
      this.roll(this.cursor.mark(), this.queue.length, 'block-mapping-start')
    }
    this.dropKey()
    this.keyAllowed = !this.inFlow
    this.push('key', 1)
  }

  private fetchValue(): void {
    const level = this.simpleKeys.length - 1
    const key = this.simpleKeys[level]
    if (key !== undefined && this.isLive(level)) {
      // What was taken already cannot be preceded any more.
      const at = key.token < this.taken ? this.queue.length : key.token - this.taken
      this.queue.splice(at, 0, { kind: 'key', start: key.mark, end: key.mark.offset })
      this.roll(key.mark, key.token < this.taken ? this.queue.length : at, 'block-mapping-start')
      this.forgetKey(level)
      this.keyAllowed = false
    } else {
      if (!this.inFlow) {
        this.requireKeyAllowed('mapping values are not allowed in this context')
        this.roll(this.cursor.mark(), this.queue.length, 'block-mapping-start')
      }
      this.keyAllowed = !this.inFlow
    }
    this.push('value', 1)
  }

  private requireKeyAllowed(problem: string): void {
    if (!this.keyAllowed) throw this.cursor.error(problem, this.cursor.mark())
  }

  /** Opens a block collection at a column deeper than the present one; its token goes to `at` in the queue. */
  private roll(mark: Mark, at: number, kind: TokenKind): void {
    if (this.inFlow || this.indent >= mark.column) return
    this.indents.push(this.indent)
    this.indent = mark.column
    this.checkDepth()
    this.queue.splice(at, 0, { kind, start: mark, end: mark.offset })
  }

  private unroll(column: number): void {
    if (this.inFlow) return
    while (this.indent > column) {
      this.push('block-end', 0)
      this.indent = this.indents.pop() as number
    }
  }

  private checkDepth(): void {
    if (this.indents.length + this.simpleKeys.length > maxDepth) {
      throw this.cursor.error(`exceeded max depth of ${maxDepth}`, this.cursor.mark())
    }
  }

  private saveKey(): void {
    if (!this.keyAllowed) return
    const mark = this.cursor.mark()
    const required = !this.inFlow && this.indent === mark.column
    const token = this.taken + this.queue.length
    const level = this.simpleKeys.length - 1
    this.dropKey()
    this.simpleKeys[level] = { required, token, mark }
    this.lastKeys[level] = token
    this.awaited.set(token, level)
  }

  private forgetKey(level: number): void {
    const key = this.simpleKeys[level]
    if (key !== undefined) this.awaited.delete(key.token)
    this.simpleKeys[level] = undefined
  }

  private dropKey(): void {
    const level = this.simpleKeys.length - 1
    const key = this.simpleKeys[level]
    if (key?.required) throw this.cursor.error("could not find expected ':'", key.mark)
    this.forgetKey(level)
  }
}

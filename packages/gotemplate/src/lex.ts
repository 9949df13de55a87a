// The lexical grammar of Go templates.
import { goQuote } from './quote.ts'
import { isKeyword, type Token, type TokenKind } from './token.ts'

/** Words that are keywords only where no function has their name (Go: breakOK, continueOK). */
interface LexOptions {
  readonly breakIsKeyword: boolean
  readonly continueIsKeyword: boolean
}

/** Where a lexer is, for going back. */
export type LexState = Readonly<
  Pick<Lexer, 'at' | 'end' | 'kind' | 'next' | 'inAction' | 'parenDepth' | 'complaint'>
>

/** Not quite Go's numbers: what is wrong here, the parser finds out. */
const number =
  /[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?/y

// Scanning by expressions is what a program that has just started does fastest.
const word = /\w*/y
const identifier = /[A-Za-z_]\w*(?=[ \t\r\n.,|:()]|\}\}|$)/y
const fields = /(?:\.[A-Za-z_]\w*)+(?=[ \t\r\n.,|:()]|\}\}|$)/y
/** An `end` or `else` with nothing behind it but the right delimiter. */
const ending = /(?:end|else)(?:[ \t\r\n]*|[ \t\r\n]+-)\}\}/y
const spaces = /[ \t\r\n]+/y
const quoted = /"(?:[^"\\\n]|\\[^\n])*"/y

const TAB = 9
const LF = 10
const CR = 13
const SPACE = 32
const DASH = 45
const DOT = 46
const CLOSE = 125

/**
 * The tokens of a template one by one; the last is `eof` or an `error` with Go's text in `complaint`, and stays.
 * The rules are those of Go's text/template/parse: trim markers, comments, and no white space between a dot and a name.
 * A `field` token may hold several names (`.Values.image.tag`).
 */
export class Lexer implements Token {
  readonly input: string
  kind: TokenKind = 'text'
  /** The present token is from `at` to `end`. */
  at = 0
  end = 0
  /** Where the next one is looked for. */
  next = 0
  inAction = false
  parenDepth = 0
  complaint = ''
  private readonly options: LexOptions

  constructor(input: string, options: LexOptions) {
    this.input = input
    this.options = options
  }

  get text(): string {
    return this.kind === 'error' ? this.complaint : this.input.slice(this.at, this.end)
  }

  state(): LexState {
    const { at, end, kind, next, inAction, parenDepth, complaint } = this
    return { at, end, kind, next, inAction, parenDepth, complaint }
  }

  /** Goes back to where it was. */
  restore(state: LexState): void {
    this.kind = state.kind
    this.at = state.at
    this.end = state.end
    this.next = state.next
    this.inAction = state.inAction
    this.parenDepth = state.parenDepth
    this.complaint = state.complaint
  }

  /** In an action: passes over one space that a token follows; false where there is something else, or a trimming delimiter may be. */
  passSpace(): boolean {
    const { input, next } = this
    if (input.charCodeAt(next) !== SPACE) return false
    const second = input.charCodeAt(next + 1)
    if (second === DASH || !(second > SPACE)) return false
    this.next = next + 1
    return true
  }

  isBeforeDot(): boolean {
    return this.input.charCodeAt(this.next) === DOT
  }

  /** Behind a left delimiter: moves to the right one, if only an `end` or `else` is between them. */
  takeEnding(): 'end' | 'else' | undefined {
    const { input, next } = this
    const start = input.charCodeAt(next) === SPACE ? next + 1 : next
    const code = input.charCodeAt(start + 1)
    if (input.charCodeAt(start) !== 101 || (code !== 110 && code !== 108)) return undefined
    ending.lastIndex = start
    if (!ending.test(input)) return undefined
    const after = ending.lastIndex
    this.closeAction(start, after - 2, input.charCodeAt(after - 3) === DASH ? this.afterSpaces(after) : after)
    return code === 110 ? 'end' : 'else'
  }

  /** Moves to the next token. */
  advance(): void {
    if (this.kind === 'error' || this.kind === 'eof') return
    if (this.inAction) this.lexAction()
    else this.lexText()
  }

  /** Text up to the next action, or that action's left delimiter; comments are passed over. */
  private lexText(): void {
    const { input } = this
    for (;;) {
      const start = this.next
      const open = input.indexOf('{{', start)
      if (open === -1) return this.emit(start < input.length ? 'text' : 'eof', start, input.length)
      const trims = input.charCodeAt(open + 2) === DASH && isSpace(input.charCodeAt(open + 3))
      const end = trims ? endOfTrimmed(input, start, open) : open
      if (end > start) {
        this.emit('text', start, end)
        this.next = open
        return
      }
      const inside = open + (trims ? 4 : 2)
      if (!input.startsWith('/*', inside)) {
        this.inAction = true
        this.parenDepth = 0
        this.emit('leftDelim', open, open + 2)
        this.next = inside
        return
      }
      if (!this.passComment(inside)) return
    }
  }

  /** False where the comment is wrong. */
  private passComment(start: number): boolean {
    const { input } = this
    const close = input.indexOf('*/', start + 2)
    if (close === -1) return this.fail('unclosed comment', start)
    const end = close + 2
    if (input.startsWith('}}', end)) this.next = end + 2
    else if (this.trimsRight(end)) this.next = this.afterSpaces(end + 4)
    else return this.fail('comment ends before closing delimiter', start)
    return true
  }

  /** ` -}}` */
  private trimsRight(at: number): boolean {
    return isSpace(this.input.charCodeAt(at)) && this.input.startsWith('-}}', at + 1)
  }

  private lexAction(): void {
    const { input, next: start } = this
    const code = input.charCodeAt(start)
    if (code >= 97 && code <= 122) this.lexIdentifier(start)
    else if (isSpace(code)) this.lexSpace(start)
    else if (code === CLOSE && input.charCodeAt(start + 1) === CLOSE)
      this.closeAction(start, start, start + 2)
    else this.lexToken(start, code)
  }

  /** A run of spaces, without the last one where that belongs to ` -}}`. */
  private lexSpace(start: number): void {
    const end = this.afterSpaces(start)
    if (!this.input.startsWith('-}}', end)) this.emit('space', start, end)
    else if (end - 1 > start) this.emit('space', start, end - 1)
    else this.closeAction(start, end + 1, this.afterSpaces(end + 3))
  }

  private closeAction(start: number, close: number, next: number): void {
    if (this.parenDepth > 0) return void this.fail('unclosed left paren', start)
    this.inAction = false
    this.emit('rightDelim', close, close + 2)
    this.next = next
  }

  private lexToken(start: number, code: number): void {
    switch (code) {
      case 61: // =
        return this.emit('assign', start, start + 1)
      case 58: // :
        if (this.input.charCodeAt(start + 1) !== 61) return void this.fail('expected :=', start)
        return this.emit('declare', start, start + 2)
      case 124: // |
        return this.emit('pipe', start, start + 1)
      case 34: // "
        return this.lexString(start)
      case 39: // '
        return this.lexQuoted(start, "'", 'rune', 'unterminated character constant')
      case 96: // `
        return this.lexRaw(start)
      case 36: // $
        return this.lexName(start, 'variable')
      case 40: // (
        this.parenDepth++
        return this.emit('leftParen', start, start + 1)
      case 41: // )
        if (this.parenDepth-- === 0) return void this.fail('unexpected right paren', start)
        return this.emit('rightParen', start, start + 1)
      default:
        return this.lexWordOrNumber(start, code)
    }
  }

  private lexWordOrNumber(start: number, code: number): void {
    if (code === DOT && start + 1 < this.input.length && !isDigit(this.input.charCodeAt(start + 1)))
      return this.lexFields(start)
    if (code === DOT || code === 43 || code === DASH || isDigit(code)) return this.lexNumber(start)
    if (this.isWord(start)) return this.lexIdentifier(start)
    if (Number.isNaN(code)) return void this.fail('unclosed action', start)
    if (code > SPACE && code < 127) return this.emit('char', start, start + 1)
    const character = String.fromCodePoint(this.input.codePointAt(start) ?? 0)
    this.fail(`unrecognized character in action: ${unicodeName(character)}`, start)
  }

  private lexIdentifier(start: number): void {
    identifier.lastIndex = start
    const end = identifier.test(this.input) ? identifier.lastIndex : this.afterWord(start)
    if (identifier.lastIndex === 0 && !this.isTerminator(end)) return this.badCharacter(start, end)
    const text = this.input.slice(start, end)
    if (isKeyword(text) && this.allowed(text)) return this.emit(text, start, end)
    this.emit(text === 'true' || text === 'false' ? 'bool' : 'identifier', start, end)
  }

  private allowed(text: string): boolean {
    if (text === 'break') return this.options.breakIsKeyword
    if (text === 'continue') return this.options.continueIsKeyword
    return true
  }

  /** `.a.b`. A last name that is not plain ASCII, or does not end as it must, is left to `lexName`. */
  private lexFields(start: number): void {
    fields.lastIndex = start
    if (fields.test(this.input)) this.emit('field', start, fields.lastIndex)
    else this.lexName(start, 'field')
  }

  /** `.name`, `$name`, or the dot or dollar alone. */
  private lexName(start: number, kind: 'field' | 'variable'): void {
    if (this.isTerminator(start + 1))
      return this.emit(kind === 'variable' ? 'variable' : '.', start, start + 1)
    const end = this.afterWord(start + 1)
    if (!this.isTerminator(end)) return this.badCharacter(start, end)
    this.emit(kind, start, end)
  }

  private lexNumber(start: number): void {
    const end = this.afterNumber(start)
    if (end === undefined) return
    const sign = this.input.charCodeAt(end)
    if (sign !== 43 && sign !== DASH) return this.emit('number', start, end)
    const second = this.afterNumber(end, start)
    if (second === undefined) return
    if (this.input[second - 1] !== 'i') return this.badNumber(start, second)
    this.emit('complex', start, second)
  }

  /** Undefined, and a complaint made, where a word follows. */
  private afterNumber(from: number, start = from): number | undefined {
    number.lastIndex = from
    number.test(this.input)
    const end = number.lastIndex
    if (!this.isWord(end)) return end
    this.badNumber(start, end + String.fromCodePoint(this.input.codePointAt(end) ?? 0).length)
    return undefined
  }

  private badNumber(start: number, end: number): void {
    this.fail(`bad number syntax: ${goQuote(this.input.slice(start, end))}`, start)
  }

  private lexString(start: number): void {
    quoted.lastIndex = start
    if (quoted.test(this.input)) this.emit('string', start, quoted.lastIndex)
    else this.lexQuoted(start, '"', 'string', 'unterminated quoted string')
  }

  /** A string or a character, which a line break may not cut. */
  private lexQuoted(start: number, quote: string, kind: TokenKind, complaint: string): void {
    for (let at = start + 1; ; at++) {
      const c = this.input[at]
      if (c === '\\') at++
      const last = this.input[at]
      if (last === undefined || last === '\n') return void this.fail(complaint, start)
      if (c === quote) return this.emit(kind, start, at + 1)
    }
  }

  private lexRaw(start: number): void {
    const close = this.input.indexOf('`', start + 1)
    if (close === -1) return void this.fail('unterminated raw quoted string', start)
    this.emit('rawString', start, close + 1)
  }

  private emit(kind: TokenKind, at: number, end: number): void {
    this.kind = kind
    this.at = at
    this.end = end
    this.next = end
  }

  /** The last token: the next is looked for at the same place, and is the same. */
  private fail(complaint: string, at: number): false {
    this.kind = 'error'
    this.complaint = complaint
    this.at = at
    return false
  }

  private badCharacter(start: number, at: number): void {
    const code = this.input.codePointAt(at)
    this.fail(`bad character ${unicodeName(code === undefined ? '' : String.fromCodePoint(code))}`, start)
  }

  private afterSpaces(at: number): number {
    spaces.lastIndex = at
    return spaces.test(this.input) ? spaces.lastIndex : at
  }

  private afterWord(at: number): number {
    word.lastIndex = at
    word.test(this.input)
    let end = word.lastIndex
    if (this.input.charCodeAt(end) > 0x7f)
      while (this.isWord(end)) end += (this.input.codePointAt(end) ?? 0) > 0xffff ? 2 : 1
    return end
  }

  private isWord(at: number): boolean {
    const code = this.input.charCodeAt(at)
    if (code < 0x80) {
      return (
        (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
      )
    }
    const point = this.input.codePointAt(at)
    return point !== undefined && /[\p{L}\p{Nd}_]/u.test(String.fromCodePoint(point))
  }

  /** Whether a name may end here: at a space, one of `.,|:()`, the right delimiter or the end. */
  private isTerminator(at: number): boolean {
    const code = this.input.charCodeAt(at)
    if (isSpace(code) || code === DOT || code === 41 || code === 44 || code === 124) return true
    if (code === CLOSE) return this.input.charCodeAt(at + 1) === CLOSE
    return code === 40 || code === 58 || Number.isNaN(code)
  }
}

function isSpace(code: number): boolean {
  return code === SPACE || code === LF || code === TAB || code === CR
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function endOfTrimmed(input: string, start: number, end: number): number {
  while (end > start && isSpace(input.charCodeAt(end - 1))) end--
  return end
}

/** Go's `%#U`. */
function unicodeName(character: string): string {
  if (character === '') return 'U+FFFFFFFFFFFFFFFF'
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return /[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character) ? `${code} '${character}'` : code
}

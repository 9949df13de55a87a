// The lexical grammar of Go templates.
import { goQuote } from './quote.ts'
import { isKeyword, type Token, type TokenKind } from './token.ts'

/** Words that are keywords only where no function has their name (Go: breakOK, continueOK). */
interface LexOptions {
  readonly breakIsKeyword: boolean
  readonly continueIsKeyword: boolean
}

/**
 * All tokens of a template, ending with `eof` or with an `error` whose text is Go's.
 * The rules are those of Go's text/template/parse: trim markers, comments, and no white space between a dot and a name.
 */
export function lex(text: string, options: LexOptions): Token[] {
  const lexer = new Lexer(text, options)
  lexer.run()
  return lexer.tokens
}

const wordCharacter = /[\p{L}\p{Nd}_]/u

/** Not quite Go's numbers: what is wrong here, the parser finds out. */
const number =
  /[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?/y

class Lexer {
  readonly tokens: Token[] = []
  private readonly input: string
  private readonly options: LexOptions
  private at = 0
  private start = 0
  private line = 1
  private parenDepth = 0
  private failed = false

  constructor(input: string, options: LexOptions) {
    this.input = input
    this.options = options
  }

  run(): void {
    while (!this.failed && this.lexText()) {
      // Each round is one text and the action that follows it.
    }
    if (!this.failed) this.emit('eof')
  }

  /** Text up to the next action and that action; false at the end of the input. */
  private lexText(): boolean {
    const open = this.input.indexOf('{{', this.at)
    if (open === -1) {
      this.at = this.input.length
      if (this.at > this.start) this.emit('text')
      return false
    }
    const trims = this.trimsLeft(open + 2)
    this.at = trims ? endOfTrimmed(this.input, this.start, open) : open
    if (this.at > this.start) this.emit('text')
    this.skipTo(open)
    const inside = open + 2 + (trims ? 2 : 0)
    if (this.input.startsWith('/*', inside)) {
      this.skipTo(inside)
      this.lexComment()
      return true
    }
    this.at = open + 2
    this.emit('leftDelim')
    this.skipTo(inside)
    this.parenDepth = 0
    while (!this.failed && this.lexInsideAction()) {
      // One token each.
    }
    return true
  }

  private lexComment(): void {
    const close = this.input.indexOf('*/', this.at + 2)
    if (close === -1) return this.fail('unclosed comment')
    const end = close + 2
    const trims = this.trimsRight(end) && this.input.startsWith('}}', end + 2)
    if (!trims && !this.input.startsWith('}}', end)) return this.fail('comment ends before closing delimiter')
    this.skipTo(trims ? this.afterSpaces(end + 4) : end + 2)
  }

  /** One token of an action; false when the action has ended. */
  private lexInsideAction(): boolean {
    const trims = this.trimsRight(this.at) && this.input.startsWith('}}', this.at + 2)
    if (trims || this.input.startsWith('}}', this.at)) {
      if (this.parenDepth > 0) {
        this.fail('unclosed left paren')
        return true
      }
      this.skipTo(trims ? this.at + 2 : this.at)
      this.at += 2
      this.emit('rightDelim')
      if (trims) this.skipTo(this.afterSpaces(this.at))
      return false
    }
    this.lexToken()
    return true
  }

  private lexToken(): void {
    const c = this.input[this.at]
    if (c === undefined) return this.fail('unclosed action')
    if (isSpace(c)) return this.lexSpace()
    switch (c) {
      case '=':
        return this.single('assign')
      case ':':
        if (this.input[this.at + 1] !== '=') return this.fail('expected :=')
        this.at++
        return this.single('declare')
      case '|':
        return this.single('pipe')
      case '"':
        return this.lexQuoted('"', 'string', 'unterminated quoted string')
      case "'":
        return this.lexQuoted("'", 'rune', 'unterminated character constant')
      case '`':
        return this.lexRaw()
      case '$':
        return this.lexName('variable')
      case '(':
        this.parenDepth++
        return this.single('leftParen')
      case ')':
        if (this.parenDepth-- === 0) return this.fail('unexpected right paren')
        return this.single('rightParen')
      default:
        return this.lexWordOrNumber(c)
    }
  }

  private lexWordOrNumber(c: string): void {
    const next = this.input[this.at + 1]
    if (c === '.' && next !== undefined && !isDigit(next)) return this.lexName('field')
    if (c === '.' || c === '+' || c === '-' || isDigit(c)) return this.lexNumber()
    if (this.atWord()) return this.lexIdentifier()
    if (c > ' ' && c < '\x7f') return this.single('char')
    const character = String.fromCodePoint(this.input.codePointAt(this.at) ?? 0)
    this.fail(`unrecognized character in action: ${unicodeName(character)}`)
  }

  /** A run of spaces, without the last one where that belongs to ` -}}`. */
  private lexSpace(): void {
    this.at = this.afterSpaces(this.at)
    if (this.trimsRight(this.at - 1) && this.input.startsWith('}}', this.at + 1)) {
      this.at--
      if (this.at === this.start) return
    }
    this.emit('space')
  }

  private lexIdentifier(): void {
    this.skipWord()
    const word = this.input.slice(this.start, this.at)
    if (!this.atTerminator()) return this.badCharacter()
    if (isKeyword(word) && this.allowed(word)) return this.emit(word)
    this.emit(word === 'true' || word === 'false' ? 'bool' : 'identifier')
  }

  private allowed(word: string): boolean {
    if (word === 'break') return this.options.breakIsKeyword
    if (word === 'continue') return this.options.continueIsKeyword
    return true
  }

  /** `.name`, `$name`, or the dot or dollar alone. */
  private lexName(kind: 'field' | 'variable'): void {
    this.at++
    if (this.atTerminator()) return this.emit(kind === 'variable' ? 'variable' : '.')
    this.skipWord()
    if (!this.atTerminator()) return this.badCharacter()
    this.emit(kind)
  }

  private lexNumber(): void {
    const ok = this.scanNumber()
    if (ok && (this.input[this.at] === '+' || this.input[this.at] === '-')) {
      if (!this.scanNumber() || this.input[this.at - 1] !== 'i') return this.badNumber()
      return this.emit('complex')
    }
    if (!ok) return this.badNumber()
    this.emit('number')
  }

  private scanNumber(): boolean {
    number.lastIndex = this.at
    this.at += number.exec(this.input)?.[0].length ?? 0
    if (!this.atWord()) return true
    this.at += String.fromCodePoint(this.input.codePointAt(this.at) ?? 0).length
    return false
  }

  private badNumber(): void {
    this.fail(`bad number syntax: ${goQuote(this.input.slice(this.start, this.at))}`)
  }

  /** A string or a character, which a line break may not cut. */
  private lexQuoted(quote: string, kind: TokenKind, complaint: string): void {
    for (let at = this.at + 1; ; at++) {
      const c = this.input[at]
      if (c === '\\') at++
      const last = this.input[at]
      if (last === undefined || last === '\n') return this.fail(complaint)
      if (c === quote) {
        this.at = at + 1
        return this.emit(kind)
      }
    }
  }

  private lexRaw(): void {
    const close = this.input.indexOf('`', this.at + 1)
    if (close === -1) return this.fail('unterminated raw quoted string')
    this.at = close + 1
    this.emit('rawString')
  }

  private single(kind: TokenKind): void {
    this.at++
    this.emit(kind)
  }

  private emit(kind: TokenKind): void {
    this.tokens.push({ kind, at: this.start, text: this.input.slice(this.start, this.at), line: this.line })
    this.skipTo(this.at)
  }

  private fail(text: string): void {
    this.tokens.push({ kind: 'error', at: this.start, text, line: this.line })
    this.failed = true
  }

  private badCharacter(): void {
    const code = this.input.codePointAt(this.at)
    this.fail(`bad character ${unicodeName(code === undefined ? '' : String.fromCodePoint(code))}`)
  }

  /** Moves on without a token, counting the lines of what is passed over. */
  private skipTo(at: number): void {
    for (
      let i = this.input.indexOf('\n', this.start);
      i !== -1 && i < at;
      i = this.input.indexOf('\n', i + 1)
    )
      this.line++
    this.start = at
    this.at = at
  }

  private trimsLeft(at: number): boolean {
    return this.input[at] === '-' && isSpace(this.input[at + 1] ?? '')
  }

  private trimsRight(at: number): boolean {
    return this.input[at + 1] === '-' && isSpace(this.input[at] ?? '')
  }

  private afterSpaces(at: number): number {
    while (isSpace(this.input[at] ?? '')) at++
    return at
  }

  private skipWord(): void {
    while (this.atWord()) this.at += (this.input.codePointAt(this.at) ?? 0) > 0xffff ? 2 : 1
  }

  private atWord(): boolean {
    const code = this.input.charCodeAt(this.at)
    if (code < 0x80) {
      return (
        (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
      )
    }
    const point = this.input.codePointAt(this.at)
    return point !== undefined && wordCharacter.test(String.fromCodePoint(point))
  }

  /** Whether a name may end here. */
  private atTerminator(): boolean {
    const c = this.input[this.at]
    return c === undefined || isSpace(c) || '.,|:()'.includes(c) || this.input.startsWith('}}', this.at)
  }
}

function isSpace(c: string): boolean {
  return c === ' ' || c === '\t' || c === '\r' || c === '\n'
}

function isDigit(c: string): boolean {
  return c >= '0' && c <= '9'
}

function endOfTrimmed(input: string, start: number, end: number): number {
  while (end > start && isSpace(input[end - 1] ?? '')) end--
  return end
}

/** Go's `%#U`. */
function unicodeName(character: string): string {
  if (character === '') return 'U+FFFFFFFFFFFFFFFF'
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return /[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character) ? `${code} '${character}'` : code
}

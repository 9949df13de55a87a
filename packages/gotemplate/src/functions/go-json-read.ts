import { toBytes } from '../go-bytes.ts'
import { goQuote } from '../quote.ts'
import type { GoValue } from '../value.ts'
import { GoJsonError } from './go-json.ts'

/**
 * `json.Unmarshal` into an interface: numbers are float64, objects maps.
 * Throws `GoJsonError` with Go's text, as `invalid character 'x' after object key`.
 */
export function readGoJson(text: string): GoValue {
  const complaint = complaintAbout(text)
  if (complaint !== undefined) throw new GoJsonError(complaint)
  const clean = text.replace(/\p{Surrogate}/gu, '\ufffd')
  return fromPlain(JSON.parse(clean) as PlainJson)
}

type PlainJson = null | boolean | number | string | PlainJson[] | { [key: string]: PlainJson }

function fromPlain(value: PlainJson): GoValue {
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\ufffd')
  if (Array.isArray(value)) return value.map(fromPlain)
  if (value === null || typeof value !== 'object') return value
  return new Map(Object.entries(value).map(([key, item]) => [key, fromPlain(item)]))
}

/** Go's limit of nesting. */
const deepest = 10_000

/** Undefined for valid JSON, else the error of Go's scanner (encoding/json, scanner.go). */
function complaintAbout(text: string): string | undefined {
  try {
    new Scanner(text).scan()
    return undefined
  } catch (error) {
    if (error instanceof GoJsonError) return error.message
    throw error
  }
}

class Scanner {
  private readonly text: string
  private at = 0
  private depth = 0
  /** Told only where the whole text is valid. */
  private overflow: string | undefined

  constructor(text: string) {
    this.text = text
  }

  scan(): void {
    this.value()
    this.space()
    if (this.at < this.text.length) this.refuse('after top-level value')
    if (this.overflow !== undefined) throw new GoJsonError(this.overflow)
  }

  private value(): void {
    this.space()
    const character = this.peek()
    if (character === '{') this.container('}', () => this.entry(), 'after object key:value pair')
    else if (character === '[') this.container(']', () => this.value(), 'after array element')
    else if (character === '"') this.string()
    else if (/[-0-9]/.test(character)) this.number()
    else if (character === 't') this.word('true')
    else if (character === 'f') this.word('false')
    else if (character === 'n') this.word('null')
    else this.refuse('looking for beginning of value')
  }

  private container(close: string, item: () => void, between: string): void {
    this.at++
    if (++this.depth > deepest) throw new GoJsonError('exceeded max depth')
    this.space()
    if (this.peek() !== close) {
      item()
      for (this.space(); this.peek() === ','; this.space()) {
        this.at++
        item()
      }
      if (this.peek() !== close) this.refuse(between)
    }
    this.at++
    this.depth--
  }

  private entry(): void {
    this.space()
    if (this.peek() !== '"') this.refuse('looking for beginning of object key string')
    this.string()
    this.space()
    if (this.peek() !== ':') this.refuse('after object key')
    this.at++
    this.value()
  }

  private string(): void {
    this.at++
    for (let character = this.peek(); character !== '"'; character = this.peek()) {
      if (character < ' ') this.refuse('in string literal')
      this.at++
      if (character === '\\') this.escape()
    }
    this.at++
  }

  private escape(): void {
    if (this.within() !== 'u') {
      if (!/["\\/bfnrt]/.test(this.within())) this.refuse('in string escape code')
      this.at++
      return
    }
    this.at++
    for (let i = 0; i < 4; i++, this.at++) {
      if (!/[0-9a-fA-F]/.test(this.within())) this.refuse('in \\u hexadecimal character escape')
    }
  }

  private number(): void {
    const start = this.at
    this.literal()
    const number = this.text.slice(start, this.at)
    if (!Number.isFinite(Number(number))) {
      this.overflow ??= `json: cannot unmarshal number ${number} into Go value of type float64`
    }
  }

  private literal(): void {
    if (this.peek() === '-') this.at++
    if (this.text[this.at] === '0') this.at++
    else this.digits('in numeric literal')
    if (this.text[this.at] === '.') {
      this.at++
      this.digits('after decimal point in numeric literal')
    }
    if (/[eE]/.test(this.text[this.at] ?? '')) {
      this.at++
      if (/[+-]/.test(this.text[this.at] ?? '')) this.at++
      this.digits('in exponent of numeric literal')
    }
  }

  private digits(where: string): void {
    if (!/[0-9]/.test(this.within())) this.refuse(where)
    while (/[0-9]/.test(this.text[this.at] ?? '')) this.at++
  }

  private word(word: string): void {
    for (const letter of word) {
      if (this.within() !== letter) this.refuse(`in literal ${word} (expecting '${letter}')`)
      this.at++
    }
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at++
  }

  /** The character here; the end of the text is an error wherever it is asked for. */
  private peek(): string {
    const character = this.text[this.at]
    if (character === undefined) throw new GoJsonError('unexpected end of JSON input')
    return character
  }

  /** The character here inside a number, word or escape, where Go's scanner takes the end of the text for a space. */
  private within(): string {
    return this.text[this.at] ?? ' '
  }

  /** Go's scanner reads bytes, and shows the first byte of a character as if it were one. */
  private refuse(where: string): never {
    const character = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0x20)
    throw new GoJsonError(`invalid character ${quoteCharacter(toBytes(character)[0] ?? 0)} ${where}`)
  }
}

function quoteCharacter(byte: number): string {
  const character = String.fromCharCode(byte)
  if (character === "'") return `'\\''`
  if (character === '"') return `'"'`
  return `'${goQuote(character).slice(1, -1)}'`
}

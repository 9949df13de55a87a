import { goQuote, goQuoteRune, type GoValue } from '@seaworthy/gotemplate'
import { TomlError } from './toml-error.ts'
import { readTomlNumber } from './toml-number.ts'
import { readTomlTime } from './toml-time.ts'

type Table = Map<string, GoValue>

/** `fromToml`: whole numbers are int64, dates are times. Throws `TomlError`. */
export function readToml(text: string): Table {
  return new TomlReader(text).document()
}

/** What stands where a key should begin. */
const keyComplaints: Readonly<Record<string, string>> = {
  '=': "unexpected '=': key name appears blank",
  '.': "unexpected '.': keys cannot start with a '.'",
  ']': 'unexpected end of table name (table names cannot be empty)',
  '': 'unexpected end of table name (table names cannot be empty)',
}

class TomlReader {
  private readonly text: string
  private at = 0
  private readonly root: Table = new Map()
  /** The tables that have a header of their own. */
  private readonly headers = new Set<string>()
  /** The table and, while its value is read, the key, which errors name. */
  private keys: readonly string[] = []

  constructor(text: string) {
    this.text = text
  }

  document(): Table {
    let table = this.root
    for (this.blankLines(); this.at < this.text.length; this.blankLines()) {
      if (this.peek() === '[') table = this.header()
      else this.pair(table)
      this.endOfLine()
    }
    return this.root
  }

  private peek(ahead = 0): string {
    return this.text.charAt(this.at + ahead)
  }

  private error(problem: string): TomlError {
    const before = this.text.slice(0, this.at).split('\n')
    const last = this.keys.length === 0 ? '' : ` (last key ${goQuote(this.keys.join('.'))})`
    return new TomlError(`toml: line ${before.length}${last}: ${problem}`)
  }

  private fail(problem: string): never {
    throw this.error(problem)
  }

  private found(): string {
    return this.at < this.text.length ? goQuoteRune(this.peek()) : 'end of file'
  }

  private spaces(): void {
    while (this.peek() === ' ' || this.peek() === '\t') this.at++
  }

  private comment(): void {
    if (this.peek() === '#') while (this.at < this.text.length && this.peek() !== '\n') this.at++
  }

  private blankLines(): void {
    for (;;) {
      this.spaces()
      this.comment()
      if (this.peek() !== '\n' && this.peek() !== '\r') return
      this.at++
    }
  }

  private endOfLine(): void {
    this.spaces()
    this.comment()
    if (this.at >= this.text.length || this.peek() === '\n' || this.peek() === '\r') return
    const sign = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0)
    throw this.error(
      `expected a top-level item to end with a newline, comment, or EOF, but got ${goQuoteRune(sign)} instead`,
    )
  }

  private expect(sign: string): void {
    this.spaces()
    if (this.peek() !== sign) {
      const found = goQuoteRune(this.peek() === '' ? '\0' : this.peek())
      this.fail(`expected '.' or '${sign}' to end table name, but got ${found} instead`)
    }
    this.at++
  }

  private header(): Table {
    const isList = this.peek(1) === '['
    this.at += isList ? 2 : 1
    const path = this.dottedKey()
    this.expect(']')
    if (isList) this.expect(']')
    this.keys = []
    this.enter(path.join('.'), isList)
    const keys = [...path]
    const name = path.pop() as string
    const parent = this.tableAt(this.root, path)
    if (!isList) {
      const table = this.tableAt(parent, [name])
      this.keys = keys
      return table
    }
    const list = parent.get(name) ?? []
    if (!Array.isArray(list))
      throw this.error(`key '${name}' was already created and cannot be used as an array.`)
    const table: Table = new Map()
    parent.set(name, [...(list as GoValue[]), table])
    this.keys = keys
    return table
  }

  /** A table has one header; each item of a list of tables begins anew. */
  private enter(path: string, isList: boolean): void {
    if (isList) {
      for (const known of this.headers) if (known.startsWith(`${path}.`)) this.headers.delete(known)
      return
    }
    if (this.headers.has(path)) this.fail(`Key '${path}' has already been defined.`)
    this.headers.add(path)
  }

  private tableAt(from: Table, path: readonly string[]): Table {
    let table = from
    for (const step of path) {
      const present = table.get(step)
      const last: GoValue | undefined = Array.isArray(present) ? (present.at(-1) as GoValue) : present
      if (last instanceof Map) table = last
      else if (last === undefined) {
        const made: Table = new Map()
        table.set(step, made)
        table = made
      } else throw this.error(`Key '${[...path].join('.')}' has already been defined.`)
    }
    return table
  }

  private pair(table: Table): void {
    const path = this.dottedKey()
    this.equalsSign()
    const outer = this.keys
    this.keys = [...outer, ...path]
    const name = path.pop() as string
    const target = this.tableAt(table, path)
    if (target.has(name)) this.fail(`Key '${this.keys.join('.')}' has already been defined.`)
    target.set(name, this.value())
    this.keys = outer
  }

  private equalsSign(): void {
    if (this.at >= this.text.length) this.fail("unexpected EOF; expected key separator '='")
    const sign = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0)
    if (sign !== '=') this.fail(`expected '.' or '=', but got ${goQuoteRune(sign)} instead`)
    this.at++
  }

  private dottedKey(): string[] {
    const path: string[] = []
    do {
      this.spaces()
      path.push(this.key())
      this.spaces()
    } while (this.peek() === '.' && this.at++ >= 0)
    return path
  }

  private key(): string {
    if (this.peek() === '"') return this.basicString()
    if (this.peek() === "'") return this.literalString()
    const bare = this.match(/[A-Za-z0-9_-]+/y)
    return bare ?? this.fail(keyComplaints[this.peek()] ?? `expected a key but found '${this.peek()}'`)
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  private value(): GoValue {
    this.spaces()
    const sign = this.peek()
    if (sign === '"')
      return this.text.startsWith('"""', this.at) ? this.longString('"""') : this.basicString()
    if (sign === "'")
      return this.text.startsWith("'''", this.at) ? this.longString("'''") : this.literalString()
    if (sign === '[') return this.list()
    if (sign === '{') return this.inlineTable()
    const word = this.match(/[A-Za-z0-9_+:.-]+(?: \d\d:[0-9:.Z+-]+)?/y)
    if (word !== undefined) return this.word(word)
    if (sign === '') throw this.error('unexpected EOF; expected value')
    throw this.error(`expected value but found '${sign === '\n' ? '\\n' : sign}' instead`)
  }

  private word(word: string): GoValue {
    if (word === 'true' || word === 'false') return word === 'true'
    if (/^[+-]?(inf|nan)$/.test(word))
      return word.endsWith('nan') ? Number.NaN : word.startsWith('-') ? -Infinity : Infinity
    if (/^\d{4}-\d\d-|^\d\d:/.test(word)) {
      return readTomlTime(word) ?? this.fail(`invalid datetime: ${goQuote(word)}`)
    }
    const number = readTomlNumber(word)
    return typeof number === 'string' ? this.fail(number) : number
  }

  private list(): GoValue {
    this.at++
    const items: GoValue[] = []
    for (;;) {
      this.blankLines()
      if (this.peek() === ']') break
      items.push(this.value())
      this.blankLines()
      if (this.peek() === ',') this.at++
      else if (this.peek() !== ']')
        throw this.error(`expected a comma (',') or array terminator (']'), but got ${this.found()}`)
    }
    this.at++
    return items
  }

  private inlineTable(): GoValue {
    this.at++
    const table: Table = new Map()
    this.blankLines()
    while (this.peek() !== '}') {
      this.pair(table)
      this.blankLines()
      if (this.peek() === ',') this.at++
      else if (this.peek() !== '}')
        throw this.error(
          `expected a comma or an inline table terminator '}', but got ${this.found()} instead`,
        )
      this.blankLines()
    }
    this.at++
    return table
  }

  private literalString(): string {
    const end = this.text.indexOf("'", this.at + 1)
    const found = this.text.slice(this.at + 1, end)
    if (end === -1 || found.includes('\n')) throw this.error('strings cannot contain newlines')
    this.at = end + 1
    return found
  }

  private basicString(): string {
    const found = this.match(/"(?:[^"\\\n]|\\.)*"/y)
    if (found === undefined) {
      this.fail(
        this.text.includes('\n', this.at)
          ? 'strings cannot contain newlines'
          : `unexpected EOF; expected '"'`,
      )
    }
    return this.unescape(found.slice(1, -1))
  }

  private longString(quote: string): string {
    const pattern = quote === '"""' ? /"""((?:[^\\]|\\[\s\S])*?)"""(?!")/y : /'''([\s\S]*?)'''(?!')/y
    const found = this.match(pattern)
    if (found === undefined) throw this.error('unexpected EOF; expected a string terminator')
    const body = found.slice(3, -3).replace(/^\r?\n/, '')
    return quote === '"""' ? this.unescape(body.replace(/\\[ \t]*\r?\n\s*/g, '')) : body
  }

  private unescape(text: string): string {
    const simple: Readonly<Record<string, string>> = {
      b: '\b',
      t: '\t',
      n: '\n',
      f: '\f',
      r: '\r',
      e: '\x1b',
      '"': '"',
      '\\': '\\',
    }
    return text.replace(
      /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gs,
      (_whole, short?: string, long?: string, sign?: string) => {
        if (sign === undefined) return String.fromCodePoint(Number.parseInt(short ?? long ?? '0', 16))
        const meant = simple[sign]
        if (meant === undefined) throw this.error(`invalid escape in string '\\${sign}'`)
        return meant
      },
    )
  }
}

import { type GoValue, goQuote, goQuoteRune, kindOf } from '@seaworthy/gotemplate'
import type { Table } from '../chart/chart.ts'
import type { HelmVersion } from '../version.ts'
import { jsonLength, typedValue } from './set-value.ts'
import { isTable, tableOfPlain } from './table.ts'

export type SetKind = 'set' | 'set-string' | 'set-json' | 'set-file' | 'set-literal'

export interface SetOptions {
  readonly kind: SetKind
  readonly version: HelmVersion
  /** The text of a file that `--set-file` names. */
  readonly readFile?: (path: string) => string
  /** Told after each `path=value` of the expression. */
  readonly onPart?: (part: SetPart) => void
}

/** A `path=value` that was carried out: its offsets in the expression, in UTF-16 units, and the table that it changed. */
export interface SetPart {
  readonly from: number
  readonly to: number
  readonly into: Table
}

/** What is wrong with an expression, in Helm's words, and the offset at which it was noticed. */
export class SetError extends Error {
  override readonly name = 'SetError'
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/** Carries out an expression such as `a.b[0]=x,c={d,e}` on a table (pkg/strvals). Throws `SetError`. */
export function applySet(expression: string, into: Table, options: SetOptions): void {
  new SetParser(expression, options).run(into)
}

const maxIndex = 65536
const maxNesting = 30

/** Whether something may follow, or the expression has come to its end. */
type Rest = 'more' | 'end'

class SetParser {
  private readonly runes: readonly string[]
  private at = 0
  private readonly options: SetOptions

  constructor(expression: string, options: SetOptions) {
    this.runes = Array.from(expression)
    this.options = options
  }

  run(into: Table): void {
    for (let rest: Rest = 'more'; rest === 'more'; ) {
      const { at } = this
      rest = this.key(into, 0)
      if (this.at > at) this.options.onPart?.({ from: this.offset(at), to: this.endOfPart(), into })
    }
  }

  private offset(at: number): number {
    return this.runes.slice(0, at).join('').length
  }

  /** Without the comma that was passed on the way to the next part. */
  private endOfPart(): number {
    return this.offset(this.at < this.runes.length || this.runes[this.at - 1] === ',' ? this.at - 1 : this.at)
  }

  private error(message: string): SetError {
    return new SetError(message, this.offset(this.at))
  }

  private get isLiteral(): boolean {
    return this.options.kind === 'set-literal'
  }

  private key(into: Table, nesting: number): Rest {
    const { text, stop } = this.until(this.isLiteral ? '=[.' : '=[,.')
    switch (stop) {
      case undefined:
        if (text === '') return 'end'
        throw this.error(`key ${goQuote(text)} has no value`)
      case '[':
        return this.indexed(into, text, nesting)
      case '=':
        return this.assign((value) => setKey(into, text, value))
      case ',':
        setKey(into, text, '')
        throw this.error(`key ${goQuote(text)} has no value (cannot end with ,)`)
      default:
        return this.nested(into, text, nesting + 1)
    }
  }

  private nested(into: Table, key: string, nesting: number): Rest {
    if (nesting > maxNesting) {
      throw this.error(
        `value name nested level is greater than maximum supported nested level of ${maxNesting}`,
      )
    }
    const inner: Table = into.has(key) ? this.asTable(into.get(key) ?? null) : new Map()
    const rest = this.key(inner, nesting)
    if (rest === 'more' && inner.size === 0) throw this.error(`key map ${goQuote(key)} has no value`)
    if (inner.size !== 0) setKey(into, key, inner)
    return rest
  }

  private asTable(value: GoValue): Table {
    if (isTable(value)) return value
    throw this.error(`unable to parse key: ${conversion(value, 'map[string]interface {}')}`)
  }

  private indexed(into: Table, key: string, nesting: number): Rest {
    const index = this.index()
    if (index === undefined) return 'end'
    const present = into.get(key) ?? null
    if (into.has(key) && !Array.isArray(present)) {
      throw this.error(`unable to parse key: ${conversion(present, '[]interface {}')}`)
    }
    const list = Array.isArray(present) ? [...(present as GoValue[])] : []
    const rest = this.item(list, index, nesting)
    setKey(into, key, list)
    return rest
  }

  /** The number before `]`; undefined where the expression ends in it, which Helm 4 passes over. */
  private index(): number | undefined {
    const { text, stop } = this.until(']')
    if (stop === undefined) {
      if (this.options.version === '4.2') return undefined
      throw this.error('error parsing index: EOF')
    }
    if (!/^[-+]?\d+$/.test(text)) {
      throw this.error(`error parsing index: strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`)
    }
    return Number(text)
  }

  private item(list: GoValue[], index: number, nesting: number): Rest {
    if (index < 0) throw this.error(`negative ${index} index not allowed`)
    const { text, stop } = this.until('[.=')
    if (text !== '') throw this.error(`unexpected data at end of array index: ${runeList(text)}`)
    if (stop === undefined) return 'end'
    if (stop === '=') {
      this.assign((value) => this.setIndex(list, index, value))
      return 'more' // the end behind it is nothing special here, unlike behind a key
    }
    if (stop === '[') {
      const next = this.index()
      if (next === undefined) return 'end'
      const present = list[index] ?? null
      if (present !== null && !Array.isArray(present)) {
        throw this.error(`unable to parse key: ${conversion(present, '[]interface {}')}`)
      }
      const inner = Array.isArray(present) ? [...(present as GoValue[])] : []
      const rest = this.item(inner, next, nesting)
      if (rest === 'more') this.setIndex(list, index, inner)
      // In Go both are one array: what was in the list before is changed all the same, what is new is not in it.
      else if (Array.isArray(present)) list[index] = inner.slice(0, present.length)
      return rest
    }
    const present = list[index]
    const inner: Table = isTable(present) ? present : new Map()
    if (index >= 0 && index < list.length) list[index] = inner
    const rest = this.key(inner, nesting)
    if (rest === 'more') this.setIndex(list, index, inner)
    return rest
  }

  private setIndex(list: GoValue[], index: number, value: GoValue): void {
    if (index > maxIndex) {
      throw this.error(`index of ${index} is greater than maximum supported index of ${maxIndex}`)
    }
    while (list.length < index) list.push(null)
    list[index] = value
  }

  private assign(set: (value: GoValue) => void): Rest {
    if (this.options.kind === 'set-json') return this.assignJson(set)
    if (this.isLiteral) {
      set(this.runes.slice(this.at).join(''))
      this.at = this.runes.length
      return 'more'
    }
    if (this.at >= this.runes.length) {
      set('')
      return 'end'
    }
    if (this.runes[this.at] === '{') set(this.list())
    else set(this.read(this.until(',').text))
    return 'more'
  }

  private list(): GoValue[] {
    this.at++
    const items: GoValue[] = []
    for (;;) {
      const { text, stop } = this.until(',}')
      if (stop === undefined) throw this.error("list must terminate with '}'")
      items.push(this.read(text))
      if (stop === ',') continue
      if (this.runes[this.at] === ',') this.at++
      return items
    }
  }

  private read(text: string): GoValue {
    const { kind, readFile } = this.options
    if (kind === 'set') return typedValue(text)
    if (kind !== 'set-file') return text
    if (readFile === undefined) throw this.error('--set-file cannot read files here')
    return readFile(text)
  }

  private assignJson(set: (value: GoValue) => void): Rest {
    if (this.skipBlanks()) {
      set(null)
      return 'more'
    }
    const rest = this.runes.slice(this.at).join('')
    const length = jsonLength(rest)
    let value: unknown
    try {
      value = JSON.parse(rest.slice(0, length))
    } catch (error) {
      throw this.error((error as Error).message)
    }
    set(tableOfPlain({ value }).get('value') ?? null)
    this.at += Array.from(rest.slice(0, length)).length
    this.skipBlanks()
    return 'more'
  }

  /** True where nothing was written before the comma or the end; both are passed. */
  private skipBlanks(): boolean {
    for (; this.at < this.runes.length; this.at++) {
      const rune = this.runes[this.at] as string
      if (rune === ',') {
        this.at++
        return true
      }
      if (!/\s/u.test(rune)) return false
    }
    return true
  }

  /** The text before the first of some signs; a backslash takes the sign after it as text. */
  private until(stops: string): { text: string; stop: string | undefined } {
    let text = ''
    while (this.at < this.runes.length) {
      const rune = this.runes[this.at++] as string
      if (stops.includes(rune)) return { text, stop: rune }
      if (rune === '\\' && !this.isLiteral) {
        if (this.at >= this.runes.length) break
        text += this.runes[this.at++] as string
      } else text += rune
    }
    return { text, stop: undefined }
  }
}

function setKey(into: Table, key: string, value: GoValue): void {
  if (key !== '') into.set(key, value)
}

function conversion(value: GoValue, wanted: string): string {
  const kind = kindOf(value)
  const names: Readonly<Record<string, string>> = {
    invalid: 'nil',
    map: 'map[string]interface {}',
    slice: '[]interface {}',
  }
  return `interface conversion: interface {} is ${names[kind] ?? kind}, not ${wanted}`
}

/** A text as Go prints its runes with `%q`: `['x' 'y']`. */
function runeList(text: string): string {
  return `[${Array.from(text, (rune) => goQuoteRune(rune)).join(' ')}]`
}

import { formatArgument, formatValue, type Flags, noFlags } from './format.ts'
import { typeName } from './go-type.ts'
import { integerOf, isNil } from './truth.ts'
import type { GoValue } from './value.ts'

/** Go's `fmt.Sprintf`, with its texts for verbs that do not fit, missing and extra arguments. */
export function sprintf(format: string, args: readonly GoValue[]): string {
  return new FormatRun(format, args).run()
}

/** Go's `fmt.Sprint`: a space between two operands of which neither is a string. */
export function sprint(args: readonly GoValue[]): string {
  let out = ''
  let afterString = true
  for (const arg of args) {
    const isString = typeof arg === 'string'
    out += (afterString || isString ? '' : ' ') + formatValue(arg)
    afterString = isString
  }
  return out
}

/** Go's `fmt.Sprintln`. */
export function sprintln(args: readonly GoValue[]): string {
  return `${args.map(formatValue).join(' ')}\n`
}

/** Widths and precisions above this are refused (fmt: tooLarge). */
const tooLarge = 1_000_000

class FormatRun {
  private readonly format: string
  private readonly args: readonly GoValue[]
  private at = 0
  private next = 0
  private reordered = false
  private goodIndex = true
  private afterIndex = false

  constructor(format: string, args: readonly GoValue[]) {
    this.format = format
    this.args = args
  }

  run(): string {
    let out = ''
    while (this.at < this.format.length) {
      const percent = this.format.indexOf('%', this.at)
      const end = percent === -1 ? this.format.length : percent
      out += this.format.slice(this.at, end)
      this.at = end + 1
      if (percent !== -1) out += this.verb()
    }
    return this.reordered || this.next >= this.args.length ? out : out + this.extra()
  }

  private verb(): string {
    const plain = this.plainVerb()
    if (plain !== undefined) return plain
    const flags = this.flags()
    this.goodIndex = true
    this.afterIndex = false
    this.index()
    let out = this.width(flags)
    out += this.precision(flags)
    if (!this.afterIndex) this.index()
    const verb =
      this.at < this.format.length ? String.fromCodePoint(this.format.codePointAt(this.at) ?? 0) : ''
    if (verb === '') return `${out}%!(NOVERB)`
    this.at += verb.length
    return out + this.argument(verb, flags)
  }

  /** `%s` of a string and `%d` of an int, as nearly all are; undefined for everything else. */
  private plainVerb(): string | undefined {
    const verb = this.format[this.at]
    if (verb !== 's' && verb !== 'd' && verb !== 'v') return undefined
    const arg = this.args[this.next]
    const text = verb === 'd' ? wholeText(arg) : typeof arg === 'string' ? arg : undefined
    if (text === undefined) return undefined
    this.at++
    this.next++
    return text
  }

  private argument(verb: string, flags: Flags): string {
    if (verb === '%') return '%'
    if (!this.goodIndex) return `%!${verb}(BADINDEX)`
    const arg = this.args[this.next]
    if (arg === undefined) return `%!${verb}(MISSING)`
    this.next++
    if (verb !== 'v' && verb !== 'w') return formatArgument(arg, verb, flags)
    return formatArgument(arg, verb, {
      ...flags,
      sharpV: flags.sharp,
      plusV: flags.plus,
      sharp: false,
      plus: false,
    })
  }

  private flags(): Flags {
    const flags = noFlags()
    for (; ; this.at++) {
      const c = this.format[this.at]
      if (c === '#') flags.sharp = true
      else if (c === '0') flags.zero = true
      else if (c === '+') flags.plus = true
      else if (c === '-') flags.minus = true
      else if (c === ' ') flags.space = true
      else return flags
    }
  }

  private width(flags: Flags): string {
    if (this.format[this.at] !== '*') {
      flags.width = this.number()
      if (this.afterIndex && flags.width !== undefined) this.goodIndex = false
      return ''
    }
    this.at++
    this.afterIndex = false
    const width = this.integerArgument()
    if (width === undefined) return '%!(BADWIDTH)'
    flags.width = Math.abs(width)
    if (width < 0) {
      flags.minus = true
      flags.zero = false
    }
    return ''
  }

  private precision(flags: Flags): string {
    if (this.format[this.at] !== '.' || this.at + 1 >= this.format.length) return ''
    this.at++
    if (this.afterIndex) this.goodIndex = false
    this.index()
    if (this.format[this.at] !== '*') {
      flags.precision = this.number() ?? 0
      return ''
    }
    this.at++
    this.afterIndex = false
    const precision = this.integerArgument()
    if (precision === undefined || precision < 0) return '%!(BADPREC)'
    flags.precision = precision
    return ''
  }

  /** `[2]`: which argument comes next, from 1. */
  private index(): void {
    this.afterIndex = false
    if (this.format[this.at] !== '[') return
    this.reordered = true
    const close = this.format.indexOf(']', this.at)
    if (close === -1) {
      this.goodIndex = false
      this.at++
      return
    }
    const inner = this.format.slice(this.at + 1, close)
    this.at = close + 1
    const index = /^[0-9]+$/.test(inner) ? Number(inner) : undefined
    // A number that no argument has is an index all the same.
    this.afterIndex = index !== undefined && index <= tooLarge
    if (this.afterIndex && index !== undefined && index >= 1 && index <= this.args.length)
      this.next = index - 1
    else this.goodIndex = false
  }

  private number(): number | undefined {
    const digits = /[0-9]+/y
    digits.lastIndex = this.at
    const text = digits.exec(this.format)?.[0]
    if (text === undefined || Number(text) > tooLarge) return undefined
    this.at += text.length
    return Number(text)
  }

  private integerArgument(): number | undefined {
    const arg = this.args[this.next]
    if (arg === undefined) return undefined
    this.next++
    const integer = integerOf(arg)
    if (integer === undefined || integer > tooLarge || integer < -tooLarge) return undefined
    return Number(integer)
  }

  private extra(): string {
    const rest = this.args.slice(this.next)
    return `%!(EXTRA ${rest.map((arg) => (isNil(arg) ? '<nil>' : `${typeName(arg)}=${formatValue(arg)}`)).join(', ')})`
  }
}

function wholeText(value: GoValue | undefined): string | undefined {
  return typeof value === 'bigint' ? String(value) : undefined
}

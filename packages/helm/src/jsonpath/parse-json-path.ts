import { goUnquote } from '@seaworthy/gotemplate'

/** One step of an expression, or text. */
export type PathNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly nodes: readonly PathNode[] }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'slice'; readonly bounds: readonly [Bound, Bound, Bound] }
  | { readonly kind: 'union'; readonly lists: readonly PathNode[] }
  | { readonly kind: 'filter'; readonly left: PathNode; readonly right: PathNode; readonly operator: string }
  | { readonly kind: 'wildcard' | 'recursive' }
  | { readonly kind: 'literal'; readonly value: number | bigint | boolean }
  | { readonly kind: 'word'; readonly name: string }

/** A bound of `[a:b:c]`; `derived` is the end of an index that is none of a slice. */
export interface Bound {
  readonly value: number | undefined
  readonly derived?: boolean
}

/** What is wrong with an expression, in the words of client-go. */
export class PathError extends Error {
  override readonly name = 'PathError'
}

/** Texts and `{…}` in turn: the template language of `kubectl -o jsonpath` (client-go/util/jsonpath/parser.go). Throws `PathError`. */
export function parseJsonPath(text: string): readonly PathNode[] {
  const nodes: PathNode[] = []
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('{', at)
    if (open !== at) nodes.push({ kind: 'text', text: text.slice(at, open === -1 ? undefined : open) })
    if (open === -1) break
    const action = new ActionParser(text, open + 1)
    nodes.push({ kind: 'list', nodes: action.parse() })
    at = action.at
  }
  return nodes
}

function parseAction(text: string): PathNode {
  return { kind: 'list', nodes: new ActionParser(`${text}}`, 0).parse() }
}

class ActionParser {
  at: number
  private readonly text: string
  private readonly nodes: PathNode[] = []

  constructor(text: string, at: number) {
    this.text = text
    this.at = at
  }

  /** Up to and with the closing brace. */
  parse(): readonly PathNode[] {
    while (!this.takes('}')) this.step()
    return this.nodes
  }

  private takes(prefix: string): boolean {
    if (!this.text.startsWith(prefix, this.at)) return false
    this.at += prefix.length
    return true
  }

  private step(): void {
    if (this.takes('[?(')) return this.filter()
    if (this.takes('..')) return this.recursive()
    const sign = this.text[this.at]
    if (sign === undefined || sign === '\n' || sign === '\r') throw new PathError('unclosed action')
    if (' @$'.includes(sign)) this.at++
    else if (sign === '[') this.array()
    else if (sign === '"' || sign === "'") this.quote(sign)
    else if (this.takes('.')) this.field()
    else if (/[-+\p{Nd}]/u.test(sign)) this.number()
    else if (/[\p{L}_]/u.test(sign)) this.word()
    else throw new PathError(`unrecognized character in action: ${unicode(this.text, this.at)}`)
  }

  private matched(expression: RegExp): string {
    expression.lastIndex = this.at
    const found = expression.exec(this.text)?.[0] ?? ''
    this.at += found.length
    return found
  }

  private word(): void {
    const name = this.matched(/[^ \t\r\n.,[\]$@{}]*/y)
    if (name === 'true' || name === 'false') this.nodes.push({ kind: 'literal', value: name === 'true' })
    else this.nodes.push({ kind: 'word', name })
  }

  private field(): void {
    const name = this.matched(/(?:\\[^]|[^ \t\r\n.,[\]$@{}\\])*/y)
    if (name === '*') this.nodes.push({ kind: 'wildcard' })
    else this.nodes.push({ kind: 'field', name: name.replaceAll('\\', '') })
  }

  private recursive(): void {
    if (this.nodes.at(-1)?.kind === 'recursive') throw new PathError('invalid multiple recursive descent')
    this.nodes.push({ kind: 'recursive' })
    if (/[\p{L}\p{Nd}_]/u.test(this.text[this.at] ?? '')) this.field()
  }

  private number(): void {
    const digits = this.matched(/[-+]?[.\p{Nd}]*/uy)
    if (/^[-+]?\d+$/.test(digits))
      this.nodes.push({ kind: 'literal', value: BigInt(digits.replace(/^\+/, '')) })
    else if (/^[-+]?(\d+\.?\d*|\.\d+)$/.test(digits))
      this.nodes.push({ kind: 'literal', value: Number(digits) })
    else throw new PathError(`cannot parse number ${digits}`)
  }

  private quote(sign: string): void {
    const quoted = this.matched(sign === '"' ? /"(?:[^"\n]*\\")*[^"\n]*"/y : /'(?:[^'\n]*\\')*[^'\n]*'/y)
    if (quoted === '') throw new PathError('unterminated quoted string')
    const inside = quoted.slice(1, -1)
    const text = inside.includes('\\') ? unquote(inside, sign) : inside
    if (text === undefined) throw new PathError(`unquote string ${quoted} error invalid syntax`)
    this.nodes.push({ kind: 'text', text })
  }

  private array(): void {
    const written = this.matched(/\[[^\]\n]*\]/y)
    if (written === '') throw new PathError('unterminated array')
    const inside = written.slice(1, -1)
    const parts = inside.split(',')
    if (parts.length > 1) {
      this.nodes.push({
        kind: 'union',
        lists: parts.map((part) => parseAction(`[${part.replace(/^ +| +$/g, '')}]`)),
      })
      return
    }
    const key = /^'([^']*)'$/.exec(inside)?.[1]
    if (key === undefined) this.nodes.push(slice(inside === '*' ? ':' : inside))
    else this.nodes.push(...new ActionParser(`.${key}}`, 0).parse())
  }

  /** Up to the parenthesis that no quote hides. */
  private filter(): void {
    const written = this.matched(/(?:[^'")\n]|"(?:[^"\n]*\\")*[^"\n]*"|'(?:[^'\n]*\\')*[^'\n]*')*\)/y)
    if (written === '') throw new PathError('unterminated filter')
    if (!this.takes(']')) throw new PathError('unclosed array expect ]')
    const inside = written.slice(0, -1)
    const [, left, operator = '', right = ''] = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(inside) ?? []
    this.nodes.push(
      left === undefined
        ? {
            kind: 'filter',
            left: parseAction(inside),
            right: { kind: 'list', nodes: [] },
            operator: 'exists',
          }
        : { kind: 'filter', left: parseAction(left), right: parseAction(right), operator },
    )
  }
}

function slice(inside: string): PathNode {
  const match = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(inside)
  if (match === null) throw new PathError(`invalid array index ${inside}`)
  const [from, to, step] = match.slice(1).map((part: string | undefined) => part?.replace(/^:/, ''))
  const first = bound(from === '' ? undefined : from)
  const end =
    to === undefined ? { value: (first.value ?? 0) + 1, derived: true } : bound(to === '' ? undefined : to)
  return { kind: 'slice', bounds: [first, end, bound(step === '' ? undefined : step)] }
}

function bound(text: string | undefined): Bound {
  if (text === undefined) return { value: undefined }
  if (text === '-') throw new PathError(`array index ${text} is not a number`)
  return { value: Number(text) }
}

function unquote(inside: string, sign: string): string | undefined {
  return sign === '"'
    ? goUnquote(`"${inside}"`)
    : goUnquote(`"${inside.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`)
}

/** `U+0025 '%'`, as `%#U` prints it. */
function unicode(text: string, at: number): string {
  const rune = String.fromCodePoint(text.codePointAt(at) ?? 0)
  return `U+${(rune.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} '${rune}'`
}

import { call, type GoExpr, goString, pipe } from '../go/syntax.ts'
import { type Expr, type ExprNode, exprOf, isExpr, nodeOf, type Result } from './expr.ts'
import { literal } from './literal.ts'
import type { ExprRules } from './rules-of.ts'

/** Texts and expressions in a row. */
export interface TextNode extends ExprNode {
  readonly kind: 'text'
  readonly parts: readonly (string | ExprNode)[]
}

/** text`https://${host}/healthz`: a template string that Helm fills. */
export function text(
  strings: TemplateStringsArray,
  ...fillings: readonly (string | number | Expr<string | number>)[]
): Expr<string> {
  const parts = strings.flatMap((string, index) => [string, part(fillings[index] ?? '')])
  const [only = '', ...others] = joined(parts)
  if (others.length === 0 && typeof only === 'string') return literal(only)
  const node: TextNode = { kind: 'text', parts: joined(parts), result: resultOf(joined(parts)) }
  return exprOf(node)
}

function part(filling: string | number | Expr<string | number>): string | ExprNode {
  return isExpr(filling) ? nodeOf(filling) : String(filling)
}

/** Neighbouring texts become one. */
function joined(parts: readonly (string | ExprNode)[]): readonly (string | ExprNode)[] {
  const result: (string | ExprNode)[] = []
  for (const each of parts) {
    const last = result[result.length - 1]
    if (each === '') continue
    if (typeof each === 'string' && typeof last === 'string') result[result.length - 1] = last + each
    else result.push(each)
  }
  return result
}

/** Plain when every part is a token and some text keeps the whole from reading as a number, a date or a word of YAML. */
function resultOf(parts: readonly (string | ExprNode)[]): Result {
  const token = parts.every((each) =>
    typeof each === 'string' ? /^[\w.-]*$/.test(each) : each.result.token === true,
  )
  const wordy = parts.some(
    (each) => typeof each === 'string' && /-[a-z]{2}|[a-z]{2}-|^[a-z][a-z]+\.[a-z]/.test(each),
  )
  return {
    type: 'string',
    token,
    plain: token && wordy && typeof parts[0] !== 'undefined' && !startsOddly(parts[0]),
  }
}

function startsOddly(first: string | ExprNode): boolean {
  return typeof first === 'string' && !/^\w/.test(first)
}

export const textRules: ExprRules<TextNode> = {
  children: (node) => node.parts.filter((each): each is ExprNode => typeof each !== 'string'),
  evaluate: (node, { evaluate }) =>
    node.parts.map((each) => (typeof each === 'string' ? each : textOf(evaluate(each)))).join(''),
  lower(node, { lower }) {
    const format = node.parts.map((each) =>
      typeof each === 'string' ? each.replaceAll('%', '%%') : verb(each),
    )
    const dynamic = node.parts.filter((each): each is ExprNode => typeof each !== 'string')
    if (dynamic.length === 0) return goString(node.parts.filter((each) => typeof each === 'string').join(''))
    return call('printf', goString(format.join('')), ...dynamic.map((each) => printable(each, lower(each))))
  },
}

/** A value as `printf` and `toString` write it; lists and maps have no place in a text. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new TypeError('a list or map was put into a text')
}

function verb({ result }: ExprNode): string {
  if (result.type === 'string' || result.type === 'number') return '%s'
  return result.type === 'integer' && (result.native === true || result.small !== true) ? '%d' : '%v'
}

/** A whole number from YAML is a float64, which would print with an exponent from one million on. */
export function printable({ result }: ExprNode, lowered: GoExpr): GoExpr {
  if (result.type === 'number') return call('toJson', lowered)
  const exact = result.type !== 'integer' || result.native === true || result.small === true
  return exact ? lowered : pipe('int64', lowered)
}

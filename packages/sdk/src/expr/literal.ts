import { atom, call, type GoExpr, goString } from '../go/syntax.ts'
import { type Arg, type Expr, type ExprNode, exprOf, isExpr, nodeOf, type Result } from './expr.ts'
import type { ExprRules } from './rules-of.ts'

/** A value known now. Lists and maps may hold expressions. */
export interface LiteralNode extends ExprNode {
  readonly kind: 'literal'
  readonly value: unknown
}

/** A value of TypeScript where an expression is asked for. */
export function literal<T>(value: T): Expr<T> {
  return exprOf(literalNode(value))
}

/** The node of an expression, or of a value as a literal. */
export function argNode(arg: Arg<unknown>): ExprNode {
  return isExpr(arg) ? nodeOf(arg) : literalNode(arg)
}

function literalNode(value: unknown): LiteralNode {
  return { kind: 'literal', value, result: resultOf(value) }
}

function resultOf(value: unknown): Result {
  if (typeof value === 'string') return { type: 'string', token: /^[\w.-]*$/.test(value) }
  if (typeof value === 'boolean') return { type: 'boolean' }
  if (typeof value !== 'number') return value === null ? { type: 'any' } : { type: 'data' }
  if (!Number.isInteger(value)) return { type: 'number' }
  return { type: 'integer', native: true, small: Math.abs(value) < 1_000_000 }
}

export const literalRules: ExprRules<LiteralNode> = {
  children: (node) => nested(node.value),
  evaluate: (node, { evaluate }) => evaluateIn(node.value, evaluate),
  lower: (node, { lower }) => lowerValue(node.value, lower),
}

function nested(value: unknown): readonly ExprNode[] {
  if (isExpr(value)) return [nodeOf(value)]
  if (Array.isArray(value)) return value.flatMap(nested)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(nested) : []
}

function evaluateIn(value: unknown, evaluate: (node: ExprNode) => unknown): unknown {
  if (isExpr(value)) return evaluate(nodeOf(value))
  if (Array.isArray(value)) return value.map((each) => evaluateIn(each, evaluate))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, evaluateIn(each, evaluate)]))
}

function lowerValue(value: unknown, lower: (node: ExprNode) => GoExpr): GoExpr {
  if (isExpr(value)) return lower(nodeOf(value))
  if (typeof value === 'string') return goString(value)
  if (Array.isArray(value)) return call('list', ...value.map((each) => lowerValue(each, lower)))
  if (typeof value === 'number' || typeof value === 'boolean') return atom(String(value))
  if (typeof value !== 'object' || value === null) return atom('nil')
  const entries = Object.entries(value).flatMap(([key, each]) => [goString(key), lowerValue(each, lower)])
  return call('dict', ...entries)
}

import { call, type GoExpr } from '../go/syntax.ts'
import type { ExprNode } from './expr.ts'

/** Go's truth, which is sprig's `empty` turned round: zero, `''`, null and empty lists and maps are false. */
export function isTrue(value: unknown): boolean {
  if (value === null || value === undefined) return false
  if (Array.isArray(value)) return value.length > 0
  return typeof value === 'object' ? Object.keys(value).length > 0 : Boolean(value)
}

/** For functions that insist on a bool, such as `ternary`. `and` and `or` give one of their arguments, not a bool. */
export function asBool(node: ExprNode, lowered: GoExpr): GoExpr {
  return node.result.type === 'boolean' ? lowered : call('not', call('empty', lowered))
}

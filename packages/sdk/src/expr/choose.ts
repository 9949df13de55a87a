import { call } from '../go/syntax.ts'
import { type Arg, type Condition, type Expr, type ExprNode, exprOf, nodeOf } from './expr.ts'
import { argNode } from './literal.ts'
import type { ExprRules } from './rules-of.ts'
import { asBool, isTrue } from './truth.ts'

/** One of two values. The body of a text template writes it as `if … else`, other places as `ternary`. */
export interface ChooseNode extends ExprNode {
  readonly kind: 'choose'
  readonly condition: ExprNode
  readonly yes: ExprNode
  readonly no: ExprNode
}

/** `condition ? yes : no`, decided when Helm renders. Both sides are computed, as in sprig's `ternary`. */
export function choose<const T>(condition: Condition, yes: Arg<T>, no: Arg<T>): Expr<T> {
  const [first, second] = [argNode(yes), argNode(no)]
  const alike = first.result.type === second.result.type
  const both = (flag: 'plain' | 'token' | 'native' | 'small') =>
    first.result[flag] === true && second.result[flag] === true
  const result = {
    type: alike ? first.result.type : ('any' as const),
    plain: both('plain'),
    token: both('token'),
    native: both('native'),
    small: both('small'),
    item: first.result.item ?? second.result.item,
  }
  const node: ChooseNode = { kind: 'choose', condition: nodeOf(condition), yes: first, no: second, result }
  return exprOf(node)
}

export const chooseRules: ExprRules<ChooseNode> = {
  children: (node) => [node.condition, node.yes, node.no],
  evaluate: (node, { evaluate }) => evaluate(isTrue(evaluate(node.condition)) ? node.yes : node.no),
  lower: (node, { lower }) =>
    call('ternary', lower(node.yes), lower(node.no), asBool(node.condition, lower(node.condition))),
}

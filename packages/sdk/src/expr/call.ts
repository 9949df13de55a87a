import { call, type GoExpr, pipe } from '../go/syntax.ts'
import { type Arg, type Expr, type ExprNode, exprOf, type Result } from './expr.ts'
import { argNode } from './literal.ts'
import type { ExprRules, Lowering } from './rules-of.ts'

/** A function of Go's templates, sprig or Helm: how it is written, and what it computes. */
export interface FunctionRule {
  /** The name in the template. */
  readonly name: string
  /** Its last argument is its subject, so `subject | name` reads better. */
  readonly piped?: boolean
  /** On evaluated arguments, in the order of the template. */
  evaluate(...args: readonly never[]): unknown
  /** Where the template needs more than the arguments as they are. */
  lower?(args: readonly ExprNode[], lowering: Lowering): GoExpr
}

export interface CallNode extends ExprNode {
  readonly kind: 'call'
  readonly rule: FunctionRule
  readonly args: readonly ExprNode[]
}

export function callOf<T>(rule: FunctionRule, result: Result, ...args: readonly Arg<unknown>[]): Expr<T> {
  const node: CallNode = { kind: 'call', rule, result, args: args.map(argNode) }
  return exprOf(node)
}

export const callRules: ExprRules<CallNode> = {
  children: (node) => node.args,
  evaluate: (node, { evaluate }) => node.rule.evaluate(...(node.args.map(evaluate) as never[])),
  lower(node, lowering) {
    const { rule, args } = node
    if (rule.lower !== undefined) return rule.lower(args, lowering)
    return (rule.piped === true ? pipe : call)(rule.name, ...args.map(lowering.lower))
  },
}

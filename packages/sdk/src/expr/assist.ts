import { call, type GoExpr } from '../go/syntax.ts'
import { type Arg, type Expr, type ExprNode, exprOf } from './expr.ts'
import { argNode } from './literal.ts'
import type { ExprRules, HelperRequest } from './rules-of.ts'

/** A named template that the compiler adds to `_helpers.tpl` when a chart needs it; it prints JSON. */
export interface Assistant extends HelperRequest {
  /** What stands above it in `_helpers.tpl`. */
  readonly doc: string
  /** The actions of its body, one per line; the dot is the list of arguments. */
  readonly lines: readonly string[]
  readonly gives: 'map' | 'list'
  evaluate(...args: readonly never[]): unknown
}

export interface AssistNode extends ExprNode {
  readonly kind: 'assist'
  readonly assistant: Assistant
  readonly args: readonly ExprNode[]
}

export function assist<T>(assistant: Assistant, ...args: readonly Arg<unknown>[]): Expr<T> {
  const node: AssistNode = { kind: 'assist', assistant, args: args.map(argNode), result: { type: 'data' } }
  return exprOf(node)
}

export const assistRules: ExprRules<AssistNode> = {
  children: (node) => node.args,
  evaluate: (node, { evaluate }) => node.assistant.evaluate(...(node.args.map(evaluate) as never[])),
  lower(node, lowering) {
    const read = node.assistant.gives === 'map' ? 'fromJson' : 'fromJsonArray'
    const args: GoExpr = call('list', ...node.args.map(lowering.lower))
    const name = { atom: `"${lowering.helper(node.assistant)}"` }
    return { call: read, args: [call('include', name, args)], piped: true }
  },
}

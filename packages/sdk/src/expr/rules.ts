import { type AssistNode, assistRules } from './assist.ts'
import { type CallNode, callRules } from './call.ts'
import { type ChooseNode, chooseRules } from './choose.ts'
import { type CollectNode, collectRules } from './collect.ts'
import type { ExprNode } from './expr.ts'
import { type IncludeNode, includeRules } from './include.ts'
import { type LiteralNode, literalRules } from './literal.ts'
import { type RawNode, rawRules } from './raw.ts'
import type { ReferenceNode } from './ref.ts'
import { referenceRules } from './reference.ts'
import { type RootCallNode, rootCallRules } from './root-call.ts'
import type { ExprRules } from './rules-of.ts'
import { type TextNode, textRules } from './text.ts'

type AnyExprNode =
  | AssistNode
  | CallNode
  | ChooseNode
  | CollectNode
  | IncludeNode
  | LiteralNode
  | RawNode
  | ReferenceNode
  | RootCallNode
  | TextNode

/** Every kind of expression; one without rules does not compile. */
const rules: { readonly [K in AnyExprNode['kind']]: ExprRules<Extract<AnyExprNode, { kind: K }>> } = {
  assist: assistRules,
  call: callRules,
  choose: chooseRules,
  collect: collectRules,
  include: includeRules,
  literal: literalRules,
  raw: rawRules,
  reference: referenceRules,
  'root-call': rootCallRules,
  text: textRules,
}

/** The rules for a node, whatever its kind is. */
export function rulesFor(node: ExprNode): ExprRules<ExprNode> {
  return rules[node.kind as AnyExprNode['kind']]
}

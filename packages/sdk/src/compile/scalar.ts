import type { CallNode } from '../expr/call.ts'
import type { ExprNode } from '../expr/expr.ts'
import type { LiteralNode } from '../expr/literal.ts'
import type { TextNode } from '../expr/text.ts'
import { printable } from '../expr/text.ts'
import { asBool } from '../expr/truth.ts'
import { call, type GoExpr, goString, pipe, printPipeline } from '../go/syntax.ts'
import type { Scope } from './scope.ts'
import { yamlText } from './yaml-text.ts'

/** An expression as a YAML scalar in one line, quoted where its text could read as something else. */
export function scalarAction(node: ExprNode, scope: Scope): string {
  if (node.kind === 'literal' && node.result.type === 'string')
    return literalScalar((node as LiteralNode).value as string)
  if (node.kind === 'text' && node.result.plain === true) return inlineText(node as TextNode, scope)
  return action(scalarPipeline(node, scope))
}

function scalarPipeline(node: ExprNode, scope: Scope): GoExpr {
  const { type, plain } = node.result
  if (type === 'string')
    return plain === true ? scope.lower(node) : pipe('quote', scope.lower(unwrapped(node)))
  if (type === 'integer') return printable(node, scope.lower(node))
  if (type === 'boolean' || type === 'truth') return asBool(node, scope.lower(node))
  return call('toJson', scope.lower(node))
}

/** `quote` makes text of what it gets, so `toString` before it would only be noise. */
function unwrapped(node: ExprNode): ExprNode {
  const isToString = node.kind === 'call' && (node as CallNode).rule.name === 'toString'
  const subject = isToString ? (node as CallNode).args[0] : undefined
  return subject === undefined ? node : { ...node, kind: 'call', ...exactly(subject) }
}

function exactly(subject: ExprNode): object {
  const rule = { name: 'exactly', evaluate: (value: unknown) => value, lower: lowerExactly }
  return { rule, args: [subject] }
}

function lowerExactly([subject]: readonly ExprNode[], { lower }: Pick<Scope, 'lower'>): GoExpr {
  return printable(subject as ExprNode, lower(subject as ExprNode))
}

/** Texts and actions side by side: `{{ include "shop.fullname" . }}-web`. */
export function inlineText(node: TextNode, scope: Scope): string {
  return node.parts
    .map((part) =>
      typeof part === 'string' ? templateText(part) : action(printable(part, scope.lower(part))),
    )
    .join('')
}

/** A text known now, as a YAML scalar in a template: what looks like an action must not run. */
export function literalScalar(text: string): string {
  return text.includes('{{') ? action(pipe('quote', goString(text))) : yamlText(text)
}

/** Text outside of actions. */
export function templateText(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}')
}

export function action(expr: GoExpr): string {
  return `{{ ${printPipeline(expr)} }}`
}

/** For who reads the chart; nothing of it is rendered. */
export function commentText(text: string): string {
  return `{{/*\n${text.replaceAll('*/', '* /')}\n*/}}`
}

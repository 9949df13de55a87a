import { failure } from '@seaworthy/diagnostics'
import type { Assistant } from '../expr/assist.ts'
import type { ChooseNode } from '../expr/choose.ts'
import { type ExprNode, isExpr, nodeOf } from '../expr/expr.ts'
import { argNode, type LiteralNode } from '../expr/literal.ts'
import type { HelperRequest } from '../expr/rules-of.ts'
import { call, printPipeline } from '../go/syntax.ts'
import type { NamedTemplate } from '../template/named-template.ts'
import { emitFields, emitItems } from './emit.ts'
import { statements } from './emit-block.ts'
import { commentText } from './scalar.ts'
import { frameOf, Scope } from './scope.ts'

/** The named templates that a chart turns out to need, in the order in which it asks for them. */
export class Helpers {
  private readonly chart: string
  private readonly byName = new Map<string, HelperRequest>()

  constructor(chart: string) {
    this.chart = chart
  }

  /** Its full name: `shop.fullname`. */
  readonly request = (helper: HelperRequest): string => {
    const known = this.byName.get(helper.name)
    if (known !== undefined && known !== helper) {
      throw failure({
        code: 'template-name-taken',
        message: `two named templates are called ${helper.name}`,
        help: 'give one of them another name',
      })
    }
    this.byName.set(helper.name, helper)
    return `${this.chart}.${helper.name}`
  }

  /** `_helpers.tpl`; undefined when nothing was asked for. */
  file(): string | undefined {
    const sections: string[] = []
    // A template may ask for others while it is written: a Map lets the loop see them.
    for (const helper of this.byName.values()) sections.push(this.define(helper as NamedTemplate | Assistant))
    return sections.length === 0 ? undefined : `${sections.join('\n\n')}\n`
  }

  private define(helper: NamedTemplate | Assistant): string {
    const lines =
      'lines' in helper ? helper.lines.map((each) => `{{- ${each} }}`) : bodyLines(helper, this.request)
    const head = `{{- define "${this.chart}.${helper.name}" -}}`
    return [commentText(helper.doc), head, ...lines, endAfter(lines)].join('\n')
  }
}

function bodyLines(template: NamedTemplate, request: (helper: HelperRequest) => string): readonly string[] {
  const parameters = new Map(template.parameters.map(({ identity, name }) => [identity, name]))
  const scope = new Scope(frameOf(request, parameters))
  const { body, gives } = template
  if (gives === 'text') return textLines(argNode(body), scope)
  if (isExpr(body)) {
    const lowered = call('toJson', scope.lower(nodeOf(body)))
    return [...statements(0, scope), `{{- ${printPipeline(lowered)} }}`]
  }
  return Array.isArray(body) ? emitItems(body, 0, scope) : emitFields(body, 0, scope)
}

/** A block of text that comes last keeps its own line break, which `{{-` would take away. */
function endAfter(lines: readonly string[]): string {
  const last = lines[lines.length - 1] ?? ''
  const isBlock = last.includes('| nindent') || last.trim() === '{{- end }}'
  const hasBlocks = isBlock && lines.some((each) => each.includes('| nindent'))
  return hasBlocks ? '{{ end }}' : '{{- end }}'
}

/** A choice is written as `if … else`, so that only the side that counts is computed. */
function textLines(node: ExprNode, scope: Scope): readonly string[] {
  if (node.kind !== 'choose') {
    const pipeline = printPipeline(scope.lower(node))
    return [...statements(0, scope), `{{- ${pipeline} }}`]
  }
  const { condition, yes, no } = node as ChooseNode
  const test = printPipeline(scope.lower(condition))
  const before = statements(0, scope)
  return [
    ...before,
    `{{- if ${test} }}`,
    ...textLines(yes, scope.inside()),
    ...elseLines(no, scope.inside()),
    '{{- end }}',
  ]
}

function isNothing(node: ExprNode): boolean {
  return node.kind === 'literal' && (node as LiteralNode).value === ''
}

/** `else if` where nothing has to run before the second test. */
function elseLines(node: ExprNode, scope: Scope): readonly string[] {
  if (isNothing(node)) return []
  const lines = textLines(node, scope)
  const [first = ''] = lines
  if (node.kind !== 'choose' || !first.startsWith('{{- if ')) return ['{{- else }}', ...lines]
  return [first.replace('{{- if ', '{{- else if '), ...lines.slice(1, -1)]
}

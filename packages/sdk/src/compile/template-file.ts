import type { Guard, NoteLine } from '../chart/chart-options.ts'
import type { Resource } from '../chart/resource.ts'
import { type BlockNode, blockNode, isBlock } from '../block/block.ts'
import { type Expr, isExpr, nodeOf } from '../expr/expr.ts'
import { argNode } from '../expr/literal.ts'
import type { TextNode } from '../expr/text.ts'
import { printOperand, printPipeline } from '../go/syntax.ts'
import { emitFields } from './emit.ts'
import { statements } from './emit-block.ts'
import { action, commentText, inlineText, templateText } from './scalar.ts'
import { frameOf, Scope, type TemplateFrame } from './scope.ts'

type RequestHelper = TemplateFrame['requestHelper']

/** One object as a template file. */
export function resourceFile(resource: Resource, request: RequestHelper): string {
  const scope = new Scope(frameOf(request))
  const comment = resource.comment === undefined ? [] : [commentText(resource.comment)]
  const condition =
    resource.when === undefined ? undefined : printPipeline(scope.lower(nodeOf(resource.when)))
  const before = statements(0, scope)
  const body = emitFields(
    resource.object,
    0,
    resource.when === undefined ? scope : scope.within(nodeOf(resource.when), condition ?? ''),
  )
  if (condition === undefined) return text([...comment, ...before, ...body])
  return text([...comment, ...before, `{{- if ${condition} }}`, ...body, '{{- end }}'])
}

/** Every guard that holds is told, then the rendering ends. */
export function validateFile(guards: readonly Guard[], request: RequestHelper): string {
  const scope = new Scope(frameOf(request))
  const problems = scope.fresh('problems')
  const checks = guards.flatMap((guard) => {
    const test = printPipeline(scope.lower(nodeOf(guard.when)))
    const before = statements(0, scope)
    const block = scope.inside()
    const message = printOperand(block.lower(argNode(guard.message)))
    const inner = statements(0, block)
    const add = `{{- ${problems} = append ${problems} ${message} }}`
    return [...before, `{{- if ${test} }}`, ...inner, add, '{{- end }}']
  })
  return text([
    commentText('Combinations of values that this chart refuses, all of them told at once.'),
    `{{- ${problems} := list }}`,
    ...checks,
    `{{- with ${problems} }}`,
    '{{- fail (printf "\\n- %s" (join "\\n- " .)) }}',
    '{{- end }}',
  ])
}

/** NOTES.txt. */
export function notesFile(lines: readonly NoteLine[], request: RequestHelper): string {
  return text(noteLines(lines, new Scope(frameOf(request))))
}

function noteLines(lines: readonly NoteLine[], scope: Scope): readonly string[] {
  return lines.flatMap((each) => noteLine(each, scope))
}

function noteLine(note: NoteLine, scope: Scope): readonly string[] {
  if (typeof note === 'string') return [templateText(note)]
  if (isExpr(note)) return noteExpr(note, scope)
  if (isBlock(note)) return noteBlock(blockNode(note), scope)
  throw new TypeError('a line of the notes is a text, an expression, or a block')
}

function noteExpr(note: Expr<string>, scope: Scope): readonly string[] {
  const node = nodeOf(note)
  const line = node.kind === 'text' ? inlineText(node as TextNode, scope) : action(scope.lower(node))
  return [...statements(0, scope), line]
}

function noteBlock(node: BlockNode, scope: Scope): readonly string[] {
  const inside = (body: unknown, inner: Scope) =>
    noteLines((Array.isArray(body) ? body : [body]) as NoteLine[], inner)
  if (node.kind === 'when') {
    const test = printPipeline(scope.lower(node.condition))
    const before = statements(0, scope)
    const otherwise =
      node.otherwise === undefined ? [] : ['{{- else }}', ...inside(node.otherwise.body, scope.inside())]
    return [...before, `{{- if ${test} }}`, ...inside(node.body, scope.inside()), ...otherwise, '{{- end }}']
  }
  if (node.kind !== 'each' && node.kind !== 'with')
    throw new TypeError(`${node.kind} has no place in the notes`)
  const [variable, hint] = node.kind === 'each' ? [node.item, node.itemName] : [node.variable, node.name]
  const list = printPipeline(scope.lower(node.subject))
  const name = scope.fresh(hint)
  const before = statements(0, scope)
  const keyword = node.kind === 'each' ? 'range' : 'with'
  const body = inside(node.body, scope.inLoop(variable, name))
  scope.release(name)
  return [...before, `{{- ${keyword} ${name} := ${list} }}`, ...body, '{{- end }}']
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}

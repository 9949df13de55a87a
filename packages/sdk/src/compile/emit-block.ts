import { type BlockNode } from '../block/block.ts'
import { type CollectNode, identityOf } from '../expr/collect.ts'
import { type ExprNode, isExpr, nodeOf } from '../expr/expr.ts'
import type { ReferenceNode } from '../expr/ref.ts'
import { printPipeline } from '../go/syntax.ts'
import type { Scope } from './scope.ts'

/** Lines of a template. */
export type Lines = readonly string[]

/** Writes what stands inside a block. */
export type EmitBody = (body: unknown, scope: Scope) => Lines

export function line(depth: number, text: string): string {
  return text === '' ? '' : ' '.repeat(depth) + text
}

/** What must run before the next line. */
export function statements(depth: number, scope: Scope): Lines {
  return scope.takeStatements().map((each) => line(depth, `{{- ${each} }}`))
}

/** The bodies of a block inside the actions that decide about them. */
export function emitBranches(node: BlockNode, depth: number, scope: Scope, emitBody: EmitBody): Lines {
  if (node.kind === 'when') return emitWhen(node, depth, scope, emitBody)
  if (node.kind === 'with') return emitWith(node, depth, scope, emitBody)
  if (node.kind === 'each') return emitEach(node, depth, scope, emitBody)
  throw new TypeError(`${node.kind} has no place here`)
}

/** `if`, unless a block around it has asked the same already. */
export function emitIf(
  condition: ExprNode,
  depth: number,
  scope: Scope,
  emit: (scope: Scope) => Lines,
): Lines {
  if (scope.assumes(condition)) return emit(scope)
  const text = printPipeline(scope.lower(condition))
  const before = statements(depth, scope)
  if (before.length === 0 && scope.assumes(text)) return emit(scope)
  const body = emit(scope.within(condition, text))
  return [...before, line(depth, `{{- if ${text} }}`), ...body, line(depth, '{{- end }}')]
}

type Branch<K extends BlockNode['kind']> = Extract<BlockNode, { kind: K }>

function emitWhen(node: Branch<'when'>, depth: number, scope: Scope, emitBody: EmitBody): Lines {
  const { condition, body, otherwise } = node
  if (otherwise === undefined) return emitIf(condition, depth, scope, (inner) => emitBody(body, inner))
  const text = printPipeline(scope.lower(condition))
  return [
    ...statements(depth, scope),
    line(depth, `{{- if ${text} }}`),
    ...emitBody(body, scope.within(condition, text)),
    line(depth, '{{- else }}'),
    ...emitBody(otherwise.body, scope.inside()),
    line(depth, '{{- end }}'),
  ]
}

/** The dot is enough while nothing inside gives it another meaning. */
function emitWith(node: Branch<'with'>, depth: number, scope: Scope, emitBody: EmitBody): Lines {
  const subject = printPipeline(scope.lower(node.subject))
  const name = isExactly(node.body, node.variable) ? '.' : scope.fresh(node.name)
  const head = name === '.' ? subject : `${name} := ${subject}`
  const before = statements(depth, scope)
  const body = emitBody(node.body, scope.inLoop(node.variable, name))
  scope.release(name)
  return [...before, line(depth, `{{- with ${head} }}`), ...body, line(depth, '{{- end }}')]
}

function isExactly(body: unknown, variable: object): boolean {
  if (!isExpr(body)) return false
  const node = nodeOf(body) as ReferenceNode
  return isVariable(node, variable)
}

function isVariable(node: ReferenceNode, variable: object): boolean {
  const isWhole = node.kind === 'reference' && node.path.length === 0
  return isWhole && 'variable' in node.origin && node.origin.variable === variable
}

function emitEach(node: Branch<'each'>, depth: number, scope: Scope, emitBody: EmitBody): Lines {
  const filter = asFilter(node.subject, scope)
  const subject = printPipeline(scope.lower(filter?.list ?? node.subject))
  const before = statements(depth, scope)
  const item = scope.fresh(node.itemName)
  const key = node.key === undefined ? undefined : scope.fresh(node.key.name)
  const names = key === undefined ? item : `${key}, ${item}`

  let inner = scope.inLoop(node.item, item)
  if (filter !== undefined) inner = inner.inLoop(identityOf(filter.variable), item)
  if (node.key !== undefined && key !== undefined) inner = inner.inLoop(node.key.identity, key)
  const body =
    filter?.keep === undefined
      ? emitBody(node.body, inner)
      : emitIf(filter.keep, depth, inner, (kept) => emitBody(node.body, kept))

  for (const name of [item, key ?? item]) scope.release(name)
  return [...before, line(depth, `{{- range ${names} := ${subject} }}`), ...body, line(depth, '{{- end }}')]
}

/** A loop over a filtered list asks in the loop, unless the list has been collected anyway. */
function asFilter(subject: ExprNode, scope: Scope): CollectNode | undefined {
  if (subject.kind !== 'collect' || scope.knows(subject)) return undefined
  const node = subject as CollectNode
  const isFilter =
    node.keep !== undefined && isVariable(node.item as ReferenceNode, identityOf(node.variable))
  return isFilter ? node : undefined
}

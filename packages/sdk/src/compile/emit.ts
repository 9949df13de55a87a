import { failure } from '@seaworthy/diagnostics'
import { type BlockNode, blockNode, isBlock } from '../block/block.ts'
import { type Expr, type ExprNode, isExpr, nodeOf } from '../expr/expr.ts'
import { type IncludeNode, lowerInclude } from '../expr/include.ts'
import type { ReferenceNode } from '../expr/ref.ts'
import { call, type GoExpr, pipe, printPipeline } from '../go/syntax.ts'
import { presenceOf, presenceOfPart, printsEntries } from './presence.ts'
import { literalScalar, scalarAction } from './scalar.ts'
import type { Scope } from './scope.ts'
import { blockScalar, yamlScalar } from './yaml-text.ts'

/** Lines of a template. Each function returns what it wrote, indented by `depth` spaces. */
type Lines = readonly string[]

const STEP = 2

/** The fields of a map, where a map's fields may stand. */
export function emitFields(part: unknown, depth: number, scope: Scope): Lines {
  if (isExpr(part)) return emitMapPart(nodeOf(part), depth, scope)
  if (!isBlock(part)) {
    return Object.entries(part as object).flatMap(([key, value]) =>
      emitField(literalScalar(key), value, depth, scope),
    )
  }
  const node = blockNode(part)
  if (node.kind === 'fields') return node.parts.flatMap((each) => emitFields(each, depth, scope))
  if (node.kind === 'entry') {
    const key = scalarAction(node.key, scope)
    return [...statements(depth, scope), ...emitField(key, node.value, depth, scope)]
  }
  return emitBranches(node, depth, scope, (body, inner) => emitFields(body, depth, inner))
}

/** A map from values or from a named template, among other fields. */
function emitMapPart(node: ExprNode, depth: number, scope: Scope): Lines {
  if (printsEntries(node)) return actionLines(included(node as IncludeNode, scope), depth, scope)
  return emitWithDot(node, depth, scope)
}

/** `toYaml` of what is there, or nothing: `{}` and `[]` have no place among other fields and items. */
function emitWithDot(node: ExprNode, depth: number, scope: Scope): Lines {
  const subject = scope.lower(node)
  return [
    ...statements(depth, scope),
    line(depth, `{{- with ${printPipeline(subject)} }}`),
    line(depth, `{{- toYaml . | nindent ${depth} }}`),
    line(depth, '{{- end }}'),
  ]
}

function included(node: IncludeNode, scope: Scope): GoExpr {
  return lowerInclude(node, scope)
}

/** `{{- … | nindent N }}`, with what must run before it. */
function actionLines(expr: GoExpr, depth: number, scope: Scope): Lines {
  const text = printPipeline(pipe('nindent', { atom: String(depth) }, expr))
  return [...statements(depth, scope), line(depth, `{{- ${text} }}`)]
}

/** One field: its key and whatever its value comes to. */
function emitField(key: string, value: unknown, depth: number, scope: Scope): Lines {
  if (isExpr(value)) return emitExprField(key, nodeOf(value), depth, scope)
  if (typeof value === 'string') return emitTextField(key, value, depth)
  if (typeof value !== 'object' || value === null)
    return [line(depth, `${key}: ${yamlScalar(value as null)}`)]
  if (!isBlock(value)) return emitContainerField(key, value, depth, scope)

  const node = blockNode(value)
  if (node.kind === 'fields') return emitContainerField(key, value, depth, scope)
  if (node.kind === 'block-text') return emitBlockText(key, node.text, depth, scope)
  return emitBranches(node, depth, scope, (body, inner) => emitField(key, body, depth, inner))
}

function emitTextField(key: string, text: string, depth: number): Lines {
  const block = text.includes('{{') ? undefined : blockScalar(text)
  if (block === undefined) return [line(depth, `${key}: ${literalScalar(text)}`)]
  return [line(depth, `${key}: ${block.header}`), ...block.lines.map((each) => line(depth + STEP, each))]
}

/** The indentation is said (`|2`), because the first line of a text may itself begin with spaces. */
function emitBlockText(key: string, text: ExprNode, depth: number, scope: Scope): Lines {
  const body = actionLines(scope.lower(text), depth + STEP, scope)
  const before = body.slice(0, -1)
  return [...before, line(depth, `${key}: |2`), ...body.slice(-1)]
}

function emitExprField(key: string, node: ExprNode, depth: number, scope: Scope): Lines {
  if (node.result.type !== 'data') {
    const scalar = scalarAction(node, scope)
    return [...statements(depth, scope), line(depth, `${key}: ${scalar}`)]
  }
  const body = actionLines(dataPipeline(node, scope), depth + STEP, scope)
  return [...body.slice(0, -1), line(depth, `${key}:`), ...body.slice(-1)]
}

/** A map or list as YAML: what a named template prints is YAML already. */
function dataPipeline(node: ExprNode, scope: Scope): GoExpr {
  if (printsEntries(node)) return included(node as IncludeNode, scope)
  const lowered = scope.lower(node)
  const piped = 'call' in lowered && lowered.piped === true
  return piped ? pipe('toYaml', lowered) : call('toYaml', lowered)
}

/** A field that holds a map or a list; without anything in it, it is left out with its key. */
function emitContainerField(key: string, value: object, depth: number, scope: Scope): Lines {
  const isList = Array.isArray(value)
  if (!isBlock(value) && Object.keys(value).length === 0)
    return [line(depth, `${key}: ${isList ? '[]' : '{}'}`)]
  const inner = isList ? emitItems(value, depth + STEP, scope) : emitFields(value, depth + STEP, scope)
  const lines = [line(depth, `${key}:`), ...inner]
  return guarded(value, lines, depth, scope)
}

/** The lines, inside `if` where what they write may be nothing at all. */
function guarded(value: unknown, lines: Lines, depth: number, scope: Scope): Lines {
  const presence = isBlock(value) ? presenceOfPart(value) : presenceOf(value)
  if (presence === 'always') return lines
  if (presence === 'unknown') throw undecided(lines[0]?.trim() ?? '')
  const condition = printPipeline(scope.lower(presence))
  return [
    ...statements(depth, scope),
    line(depth, `{{- if ${condition} }}`),
    ...lines,
    line(depth, '{{- end }}'),
  ]
}

function undecided(where: string) {
  return failure({
    code: 'undecidable-emptiness',
    message: `"${where}" may come out empty for reasons that only a loop inside it knows`,
    help: 'put it inside when(…) with a condition of your own, or give it one part that is always written',
  })
}

/** The items of a list, where items may stand. */
export function emitItems(items: readonly unknown[], depth: number, scope: Scope): Lines {
  return items.flatMap((item) => emitItem(item, depth, scope))
}

function emitItem(item: unknown, depth: number, scope: Scope): Lines {
  if (isExpr(item)) return emitExprItem(nodeOf(item), depth, scope)
  if (typeof item === 'string') return [line(depth, `- ${literalScalar(item)}`)]
  if (typeof item !== 'object' || item === null) return [line(depth, `- ${yamlScalar(item as null)}`)]
  if (!isBlock(item)) return emitContainerItem(item, depth, scope)

  const node = blockNode(item)
  if (node.kind === 'spread') return emitWithDot(node.list, depth, scope)
  if (node.kind === 'fields') return emitContainerItem(item, depth, scope)
  return emitBranches(node, depth, scope, (body, inner) =>
    Array.isArray(body) ? emitItems(body, depth, inner) : emitItem(body, depth, inner),
  )
}

function emitExprItem(node: ExprNode, depth: number, scope: Scope): Lines {
  if (node.result.type !== 'data') {
    const scalar = scalarAction(node, scope)
    return [...statements(depth, scope), line(depth, `- ${scalar}`)]
  }
  const body = actionLines(dataPipeline(node, scope), depth + STEP, scope)
  return [...body.slice(0, -1), line(depth, '-'), ...body.slice(-1)]
}

/** `- first: …` with the other fields below it; a field that is always there goes first. */
function emitContainerItem(item: object, depth: number, scope: Scope): Lines {
  if (Array.isArray(item)) return [line(depth, '-'), ...emitItems(item, depth + STEP, scope)]
  if (!isBlock(item) && Object.keys(item).length === 0) return [line(depth, '- {}')]
  const lines = emitFields(isBlock(item) ? item : certainFirst(item), depth + STEP, scope)
  return guarded(item, withDash(lines, depth), depth, scope)
}

function withDash(lines: Lines, depth: number): Lines {
  const [first = '', ...rest] = lines
  if (first.trimStart().startsWith('{{-')) return [line(depth, '-'), ...lines]
  return [line(depth, `- ${first.trimStart()}`), ...rest]
}

function certainFirst(item: object): object {
  const entries = Object.entries(item)
  const index = entries.findIndex(([, value]) => isExpr(value) || presenceOf(value) === 'always')
  const lead = entries[index]
  return lead === undefined ? item : Object.fromEntries([lead, ...entries.filter((each) => each !== lead)])
}

type EmitBody = (body: unknown, scope: Scope) => Lines

/** The bodies of a block inside the actions that decide about them. */
function emitBranches(node: BlockNode, depth: number, scope: Scope, emitBody: EmitBody): Lines {
  if (node.kind === 'when') return emitWhen(node, depth, scope, emitBody)
  if (node.kind === 'with') return emitWith(node, depth, scope, emitBody)
  if (node.kind === 'each') return emitEach(node, depth, scope, emitBody)
  throw new TypeError(`${node.kind} has no place here`)
}

function emitWhen(
  node: BlockNode & { kind: 'when' },
  depth: number,
  scope: Scope,
  emitBody: EmitBody,
): Lines {
  const condition = printPipeline(scope.lower(node.condition))
  const before = statements(depth, scope)
  const otherwise =
    node.otherwise === undefined ? [] : [line(depth, '{{- else }}'), ...emitBody(node.otherwise.body, scope)]
  return [
    ...before,
    line(depth, `{{- if ${condition} }}`),
    ...emitBody(node.body, scope),
    ...otherwise,
    line(depth, '{{- end }}'),
  ]
}

/** The dot is enough while nothing inside gives it another meaning. */
function emitWith(
  node: BlockNode & { kind: 'with' },
  depth: number,
  scope: Scope,
  emitBody: EmitBody,
): Lines {
  const subject = printPipeline(scope.lower(node.subject))
  const name = isExactly(node.body, node.variable) ? '.' : scope.fresh('value')
  const head = name === '.' ? subject : `${name} := ${subject}`
  const before = statements(depth, scope)
  const body = emitBody(node.body, scope.inLoop(node.variable, name))
  scope.release(name)
  return [...before, line(depth, `{{- with ${head} }}`), ...body, line(depth, '{{- end }}')]
}

function isExactly(body: unknown, variable: object): boolean {
  if (!isExpr(body)) return false
  const node = nodeOf(body as Expr<unknown>) as ReferenceNode
  return node.kind === 'reference' && 'variable' in node.origin && node.origin.variable === variable
}

function emitEach(
  node: BlockNode & { kind: 'each' },
  depth: number,
  scope: Scope,
  emitBody: EmitBody,
): Lines {
  const subject = printPipeline(scope.lower(node.subject))
  const item = scope.fresh(node.itemName)
  const key = node.key === undefined ? undefined : scope.fresh(node.key.name)
  const inItem = scope.inLoop(node.item, item)
  const inner = node.key === undefined || key === undefined ? inItem : inItem.inLoop(node.key.identity, key)
  const names = key === undefined ? item : `${key}, ${item}`
  const before = statements(depth, scope)
  const body = emitBody(node.body, inner)
  for (const name of [item, key ?? item]) scope.release(name)
  return [...before, line(depth, `{{- range ${names} := ${subject} }}`), ...body, line(depth, '{{- end }}')]
}

/** What must run before the next line. */
export function statements(depth: number, scope: Scope): Lines {
  return scope.takeStatements().map((each) => line(depth, `{{- ${each} }}`))
}

function line(depth: number, text: string): string {
  return text === '' ? '' : ' '.repeat(depth) + text
}

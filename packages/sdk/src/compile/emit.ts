import { failure } from '@seaworthy/diagnostics'
import { type BlockNode, blockNode, type EntryNode, isBlock } from '../block/block.ts'
import { type ExprNode, isExpr, nodeOf } from '../expr/expr.ts'
import { type IncludeNode, lowerInclude } from '../expr/include.ts'
import type { ReferenceNode } from '../expr/ref.ts'
import { call, type GoExpr, pipe, printPipeline } from '../go/syntax.ts'
import { emitBranches, emitIf, line, type Lines, statements } from './emit-block.ts'
import { presenceOf, presenceOfPart, printsEntries } from './presence.ts'
import { literalScalar, scalarAction } from './scalar.ts'
import type { Scope } from './scope.ts'
import { blockScalar, yamlScalar } from './yaml-text.ts'

// Each function returns the lines it wrote, indented by `depth` spaces.

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
    const key = entryKey(node, scope)
    return [...statements(depth, scope), ...emitField(key, node.value, depth, scope)]
  }
  return emitBranches(node, depth, scope, (body, inner) => emitFields(body, depth, inner))
}

/** The name of a field as text. Where actions come between it and its place, a variable keeps it: the dot may change. */
function entryKey({ key, value }: EntryNode, scope: Scope): string {
  const text = scalarAction(key, scope)
  const isDirect = isExpr(value) || typeof value !== 'object' || value === null
  const isVariable = key.kind === 'reference' && 'variable' in (key as ReferenceNode).origin
  if (isDirect || isVariable) return text
  const name = scope.fresh('key')
  scope.statement(`${name} := ${printPipeline(scope.lower(key))}`)
  return `{{ ${name} | quote }}`
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

/** Trimmed, because a first line that begins with spaces would set the indentation of the block. */
function emitBlockText(key: string, text: ExprNode, depth: number, scope: Scope): Lines {
  return underKey(`${key}: |`, pipe('trim', scope.lower(text)), depth, scope)
}

/** A head, and what an action writes below it, deeper by one step. */
function underKey(head: string, expr: GoExpr, depth: number, scope: Scope): Lines {
  const before = statements(depth, scope)
  return [...before, line(depth, head), ...actionLines(expr, depth + STEP, scope)]
}

function emitExprField(key: string, node: ExprNode, depth: number, scope: Scope): Lines {
  if (node.result.type !== 'data') {
    const scalar = scalarAction(node, scope)
    return [...statements(depth, scope), line(depth, `${key}: ${scalar}`)]
  }
  return underKey(`${key}:`, dataPipeline(node, scope), depth, scope)
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
  const isEmpty = !isBlock(value) && Object.keys(value).length === 0
  if (isEmpty) return [line(depth, `${key}: ${isList ? '[]' : '{}'}`)]
  const data = soleData(value)
  if (data !== undefined) return emitDataWhenSet(key, data, depth, scope)
  const sole = soleWith(value)
  if (sole !== undefined) {
    const wrap = (body: unknown) => (isList && !Array.isArray(body) ? [body] : body)
    return emitBranches(sole, depth, scope, (body, inner) => emitField(key, wrap(body), depth, inner))
  }
  return guarded(value, depth, scope, (inner) => {
    const body = isList ? emitItems(value, depth + STEP, inner) : emitFields(value, depth + STEP, inner)
    return [line(depth, `${key}:`), ...body]
  })
}

/** A list or map of the values that is all there is: the field is there when it is not empty. */
function soleData(value: object): ExprNode | undefined {
  const [only, ...others] = solePart(value)
  if (others.length > 0 || only === undefined) return undefined
  if (isExpr(only)) return isBlock(value) && !printsEntries(nodeOf(only)) ? nodeOf(only) : undefined
  const node = isBlock(only) ? blockNode(only) : undefined
  return node?.kind === 'spread' ? node.list : undefined
}

function emitDataWhenSet(key: string, node: ExprNode, depth: number, scope: Scope): Lines {
  const subject = printPipeline(scope.lower(node))
  const lines = [line(depth, `${key}:`), line(depth + STEP, `{{- toYaml . | nindent ${depth + STEP} }}`)]
  return [
    ...statements(depth, scope),
    line(depth, `{{- with ${subject} }}`),
    ...lines,
    line(depth, '{{- end }}'),
  ]
}

/** A `with` that is all there is goes around the key, which spares a condition. */
function soleWith(value: object): BlockNode | undefined {
  const [only, ...others] = solePart(value)
  if (others.length > 0 || !isBlock(only)) return undefined
  const node = blockNode(only)
  return node.kind === 'with' ? node : undefined
}

function solePart(value: object): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[]
  const node = isBlock(value) ? blockNode(value) : undefined
  return node?.kind === 'fields' ? node.parts : []
}

/** The lines, inside `if` where what they write may be nothing at all. */
function guarded(value: unknown, depth: number, scope: Scope, emit: (scope: Scope) => Lines): Lines {
  const presence = isBlock(value) ? presenceOfPart(value) : presenceOf(value)
  if (presence === 'always') return emit(scope)
  if (presence === 'unknown') throw undecided(emit(scope)[0]?.trim() ?? '')
  return emitIf(presence, depth, scope, emit)
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
  return underKey('-', dataPipeline(node, scope), depth, scope)
}

/** `- first: …` with the other fields below it; a field that is always there goes first. */
function emitContainerItem(item: object, depth: number, scope: Scope): Lines {
  const isEmpty = !isBlock(item) && Object.keys(item).length === 0
  if (isEmpty) return [line(depth, Array.isArray(item) ? '- []' : '- {}')]
  if (Array.isArray(item)) {
    const inside = (inner: Scope) => [line(depth, '-'), ...emitItems(item, depth + STEP, inner)]
    return guarded(item, depth, scope, inside)
  }
  const ordered = isBlock(item) ? item : certainFirst(item)
  return guarded(item, depth, scope, (inner) => withDash(emitFields(ordered, depth + STEP, inner), depth))
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

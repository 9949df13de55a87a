import { blockNode, isBlock, type Item, type Templated } from '../block/block.ts'
import { type Arg, type Expr, exprOf, isExpr, nodeOf, type Result } from '../expr/expr.ts'
import type { IncludeNode } from '../expr/include.ts'
import { argNode } from '../expr/literal.ts'
import type { StringMap } from '../kinds/meta.ts'
import { type Ref, referenceNode, refOf } from '../expr/ref.ts'
import type { Declaration, TypeOf } from '../values/declaration.ts'
import type { NamedTemplate, Parameter } from './named-template.ts'

interface Options {
  /** The comment above it in `_helpers.tpl`. */
  readonly doc: string
}

interface TextOptions extends Options {
  /** The author's word that the text holds letters, digits, dots and dashes only: `{{ include … }}-web` then needs no quotes. */
  readonly token?: boolean
}

type Parameters = Readonly<Record<string, Declaration>>
type RefsOf<P extends Parameters> = { readonly [K in keyof P]: Ref<TypeOf<P[K]>> }
type ArgsOf<P extends Parameters> = { readonly [K in keyof P]: Arg<TypeOf<P[K]>> }

/** A named template that gives a text: `const fullname = textTemplate('fullname', { doc: '…' }, trunc(…, 63))`. */
export function textTemplate(name: string, options: TextOptions, body: Arg<string>): Expr<string> {
  return include({ name, doc: options.doc, gives: 'text', parameters: [], body }, textResult(options), {})
}

/** A named template that gives a map, written as the fields of one: labels, selectors. */
export function mapTemplate<T extends object = StringMap>(
  name: string,
  options: Options,
  body: Templated<NoInfer<T>>,
): Expr<T> {
  return include({ name, doc: options.doc, gives: 'map', parameters: [], body }, mapResult(body), {})
}

/** A named template that gives a list. */
export function listTemplate<E>(
  name: string,
  options: Options,
  body: readonly Item<E>[] | Expr<readonly E[]>,
): Expr<readonly E[]> {
  const item = isExpr(body) ? nodeOf(body).result.item : undefined
  return include({ name, doc: options.doc, gives: 'list', parameters: [], body }, { type: 'data', item }, {})
}

interface FunctionOptions<P extends Parameters> extends TextOptions {
  /** Declared as values are: `{ component: value.string({ token: true }) }`. */
  readonly parameters: P
}

/** A named template with parameters that gives a text. */
export function textFunction<P extends Parameters>(
  name: string,
  options: FunctionOptions<P>,
  body: (parameters: RefsOf<P>) => Arg<string>,
): (args: ArgsOf<P>) => Expr<string> {
  return callable(name, 'text', options, body, textResult(options))
}

/** A named template with parameters that gives a map. */
export function mapFunction<P extends Parameters, T extends object = StringMap>(
  name: string,
  options: FunctionOptions<P>,
  body: (parameters: RefsOf<P>) => Templated<NoInfer<T>>,
): (args: ArgsOf<P>) => Expr<T> {
  return callable(name, 'map', options, body, { type: 'data' })
}

/** A named template with parameters that gives a list. */
export function listFunction<E, P extends Parameters>(
  name: string,
  options: FunctionOptions<P>,
  body: (parameters: RefsOf<P>) => readonly Item<E>[] | Expr<readonly E[]>,
): (args: ArgsOf<P>) => Expr<readonly E[]> {
  return callable(name, 'list', options, body, { type: 'data' })
}

/** Where every entry is a text, so is the value of a loop over the entries. */
function mapResult(body: unknown): Result {
  return holdsTexts(body) ? { type: 'data', item: { type: 'string' } } : { type: 'data' }
}

function holdsTexts(body: unknown): boolean {
  if (isExpr(body)) return nodeOf(body).result.item?.type === 'string'
  if (!isBlock(body)) return Object.values(body as object).every(isText)
  const node = blockNode(body)
  if (node.kind === 'fields') return node.parts.every(holdsTexts)
  return (
    node.kind === 'when' &&
    holdsTexts(node.body) &&
    (node.otherwise === undefined || holdsTexts(node.otherwise.body))
  )
}

function isText(value: unknown): boolean {
  if (isExpr(value)) return nodeOf(value).result.type === 'string'
  if (!isBlock(value)) return typeof value === 'string'
  const node = blockNode(value)
  if (node.kind === 'when')
    return isText(node.body) && (node.otherwise === undefined || isText(node.otherwise.body))
  return node.kind === 'block-text' || (node.kind === 'with' && isText(node.body))
}

function textResult({ token = false }: TextOptions): Result {
  return { type: 'string', token }
}

function callable<P extends Parameters, T>(
  name: string,
  gives: NamedTemplate['gives'],
  options: FunctionOptions<P>,
  body: (parameters: RefsOf<P>) => unknown,
  result: Result,
): (args: ArgsOf<P>) => Expr<T> {
  const parameters = Object.entries(options.parameters).map(
    ([key, declaration]): Parameter => ({ name: key, identity: { name: key }, declaration }),
  )
  const refs = parameters.map(({ name: key, identity, declaration }) => [
    key,
    refOf(referenceNode({ variable: identity }, [], declaration)),
  ])
  const template = {
    name,
    doc: options.doc,
    gives,
    parameters,
    body: body(Object.fromEntries(refs) as RefsOf<P>),
  }
  return (args) => include(template, result, args)
}

function include<T>(
  template: NamedTemplate,
  result: Result,
  args: Readonly<Record<string, Arg<unknown>>>,
): Expr<T> {
  const nodes = new Map(Object.entries(args).map(([name, arg]) => [name, argNode(arg)]))
  const node: IncludeNode = { kind: 'include', template, args: nodes, result }
  return exprOf(node)
}

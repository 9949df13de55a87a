import { type Condition, type Expr, nodeOf } from '../expr/expr.ts'
import { type Ref, referenceNode, type ReferenceNode, refOf } from '../expr/ref.ts'
import { blockOf, type Maybe } from './block.ts'

/** `body` when the condition holds, otherwise nothing: no key, no item. */
export function when<const V>(condition: Condition, body: V): Maybe<V>
/** One of two bodies. */
export function when<const V, const W>(condition: Condition, body: V, otherwise: W): Maybe<V | W>
export function when(condition: Condition, body: unknown, ...rest: readonly unknown[]): Maybe<unknown> {
  const otherwise = rest.length === 0 ? {} : { otherwise: { body: rest[0] } }
  return blockOf({ kind: 'when', condition: nodeOf(condition), body, ...otherwise })
}

/** The value itself when it is not empty, otherwise nothing: `nodeSelector: ifSet(values.web.nodeSelector)`. */
export function ifSet<T>(subject: Expr<T>): Maybe<Expr<NonNullable<T>>>
/** What `body` makes of the value when it is not empty, otherwise nothing. */
export function ifSet<T, const V>(
  subject: Expr<T>,
  body: (value: Ref<NonNullable<T>>) => V,
  options?: { readonly as?: string },
): Maybe<V>
export function ifSet(
  subject: Expr<unknown>,
  body: (value: never) => unknown = (value) => value,
  options: { readonly as?: string } = {},
): Maybe<unknown> {
  const node = nodeOf(subject)
  const declaration = 'declaration' in node ? (node as ReferenceNode).declaration : undefined
  const variable = {}
  const ref: Ref<unknown> = refOf(referenceNode({ variable }, [], declaration, node.result))
  return blockOf({
    kind: 'with',
    subject: node,
    variable,
    name: options.as ?? 'value',
    body: body(ref as never),
  })
}

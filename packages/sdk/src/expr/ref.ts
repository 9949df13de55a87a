import type { Declaration } from '../values/declaration.ts'
import { type Expr, type ExprNode, nodeKey, notText, type Result } from './expr.ts'

/**
 * An expression with the fields of its type, as the values were declared. What may be absent has no fields,
 * and neither has a map: `get` reads those.
 */
export type Ref<T> = Expr<T> & Fields<T>

type Fields<T> = [T] extends [Scalar | readonly unknown[]]
  ? unknown
  : [T] extends [object]
    ? string extends keyof T
      ? unknown
      : { readonly [K in keyof T]-?: Ref<T[K]> }
    : unknown

type Scalar = string | number | boolean | null | undefined

/** Where a reference starts. */
export type Origin =
  | { readonly root: readonly string[] }
  /** A loop variable or a parameter of a template; the object is its identity. */
  | { readonly variable: object }

/** A path from the root of the chart or from a variable. */
export interface ReferenceNode extends ExprNode {
  readonly kind: 'reference'
  readonly origin: Origin
  readonly path: readonly string[]
  readonly declaration: Declaration | undefined
}

/** A reference that answers to the fields of its declaration (of anything, where there is none). */
export function refOf<T>(node: ReferenceNode): Ref<T> {
  const target: object = { [nodeKey]: node }
  return new Proxy(target, {
    get(_, property): unknown {
      if (property === nodeKey) return node
      if (property === Symbol.toPrimitive) return refuseText
      if (typeof property === 'symbol' || property === 'then' || property === 'toJSON') return undefined
      return refOf(field(node, property))
    },
  }) as Ref<T>
}

function refuseText(): never {
  throw notText()
}

function field(node: ReferenceNode, name: string): ReferenceNode {
  const declaration = node.declaration?.fields?.[name]
  return referenceNode(node.origin, [...node.path, name], declaration)
}

export function referenceNode(
  origin: Origin,
  path: readonly string[],
  declaration: Declaration | undefined,
  result: Result = declaration?.result ?? { type: 'any' },
): ReferenceNode {
  return { kind: 'reference', origin, path, declaration, result }
}

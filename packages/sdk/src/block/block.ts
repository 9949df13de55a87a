import type { Expr, ExprNode } from '../expr/expr.ts'

/** Where a block keeps its node. */
export const blockKey: unique symbol = Symbol.for('seaworthy.block')

/** A part of an object that a template decides about: present or not, once or many times. */
export type BlockNode = WhenNode | WithNode | EachNode | SpreadNode | FieldsNode | EntryNode | BlockTextNode

export interface WhenNode {
  readonly kind: 'when'
  readonly condition: ExprNode
  readonly body: unknown
  /** Absent: nothing is written. */
  readonly otherwise?: { readonly body: unknown }
}

/** Present when the subject is not empty. */
export interface WithNode {
  readonly kind: 'with'
  readonly subject: ExprNode
  /** Its value while the body is written. */
  readonly variable: object
  readonly name: string
  readonly body: unknown
}

/** The body for each item of a list, or for each entry of a map (in the order of its keys). */
export interface EachNode {
  readonly kind: 'each'
  readonly over: 'list' | 'map'
  readonly subject: ExprNode
  readonly item: object
  readonly itemName: string
  /** The key of the entry, for maps. */
  readonly key?: { readonly identity: object; readonly name: string }
  readonly body: unknown
}

/** The items of a list that is known only in the chart. */
export interface SpreadNode {
  readonly kind: 'spread'
  readonly list: ExprNode
}

/** Parts of one map, in the order in which they are written. */
export interface FieldsNode {
  readonly kind: 'fields'
  readonly parts: readonly unknown[]
}

/** One field whose name is known only in the chart. */
export interface EntryNode {
  readonly kind: 'entry'
  readonly key: ExprNode
  readonly value: unknown
}

/** A text over several lines, as a block scalar. */
export interface BlockTextNode {
  readonly kind: 'block-text'
  readonly text: ExprNode
}

export interface Block {
  readonly [blockKey]: BlockNode
}

export function isBlock(candidate: unknown): candidate is Block {
  return typeof candidate === 'object' && candidate !== null && blockKey in candidate
}

export function blockNode(block: Block): BlockNode {
  return block[blockKey]
}

export function blockOf<B extends Block>(node: BlockNode): B {
  return { [blockKey]: node } as unknown as B
}

/** Never set; they carry what a block is made of. */
declare const partKey: unique symbol

/** Written, or not at all. `V` is what it holds when written. */
export interface Maybe<out V> extends Block {
  readonly [partKey]?: { readonly maybe: V }
}

/** Items of a list. */
export interface Items<out V> extends Block {
  readonly [partKey]?: { readonly items: V }
}

/** Entries of a map. */
export interface Entries<out V> extends Block {
  readonly [partKey]?: { readonly entries: V }
}

/** A whole map in parts. */
export interface FieldsOf<out P> extends Block {
  readonly [partKey]?: { readonly parts: P }
}

/** A text that fills a field. */
export interface BlockText extends Block {
  readonly [partKey]?: { readonly text: string }
}

/** Any value of YAML, with expressions where the author likes: the body of custom resources. */
export type Free =
  | Expr<unknown>
  | Maybe<Free>
  | FieldsOf<unknown>
  | BlockText
  | string
  | number
  | boolean
  | null
  | readonly (Free | Items<Free> | Maybe<readonly Free[]>)[]
  | { readonly [field: string]: Free }

/** `T`, where every part may also be an expression or be decided in the chart. */
export type Templated<T> = unknown extends T ? Free : Expr<T> | Maybe<Templated<T>> | Shape<T>

type Shape<T> = T extends string
  ? T | BlockText
  : T extends number | boolean | null | undefined
    ? T
    : T extends readonly (infer E)[]
      ? readonly Item<E>[]
      : { readonly [K in keyof T]: Templated<Exclude<T[K], undefined>> } | FieldsOf<readonly Part<T>[]>

/** What may stand in a list. */
export type Item<E> = Templated<E> | Items<Templated<E>> | Maybe<Item<E> | readonly Item<E>[]>

/** What may stand in `fields(…)`. */
export type Part<T> =
  | { readonly [K in keyof T]?: Templated<Exclude<T[K], undefined>> }
  | Expr<Partial<T>>
  | Maybe<Part<T>>
  | Entries<Templated<T[keyof T]>>
  | FieldsOf<readonly Part<T>[]>

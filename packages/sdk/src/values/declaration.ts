import type { Result } from '../expr/expr.ts'

/** JSON Schema, draft 7, as far as declarations use it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}

/** Never set; carries the TypeScript type. */
declare const declaredKey: unique symbol

/** One value or group of values: what `value.…` gives. */
export interface Declaration<out T = unknown> {
  readonly [declaredKey]?: T
  readonly doc: string | undefined
  /** Without the description, which `schema.ts` adds. */
  readonly schema: JsonSchema
  readonly result: Result
  /** Undefined: the user must give it (or, in a list, the item may say nothing). */
  readonly default?: unknown
  /** The fields of an object, in the order in which they were declared. */
  readonly fields?: Readonly<Record<string, Declaration>>
  /** The items of a list or the entries of a map. */
  readonly item?: Declaration
  readonly closed?: boolean
  /** May be absent or null. */
  readonly optional?: boolean
}

export type TypeOf<D> = D extends Declaration<infer T> ? T : never

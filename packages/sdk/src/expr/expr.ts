import { type DiagnosticError, failure } from '@seaworthy/diagnostics'

/**
 * Where an expression keeps its node: a symbol, so that a value may be called `kind`, `type` or anything else.
 * Registered, so that a chart built with the published package is understood by any other copy of it.
 */
export const nodeKey: unique symbol = Symbol.for('seaworthy.expression')

/** Never set at run time; carries the type of the result. */
declare const resultKey: unique symbol

/**
 * A value that Helm will know when it renders, of type `T` there. It is no `T` here, and TypeScript says so:
 * an `Expr<string>` does not fit a number, and `if (expression)` does not compile (`when` and `choose` decide in the chart).
 */
export interface Expr<out T> {
  readonly [nodeKey]: ExprNode
  readonly [resultKey]?: T
  /** Never there: it makes TypeScript refuse an expression as a condition, as it refuses a forgotten `await`. */
  then(onfulfilled: (value: T) => never): never
}

/** A value known now, or one that Helm will know. */
export type Arg<T> = T | Expr<T>

/** Anything can be a condition in a template: empty is false, as in Helm. */
export type Condition = Expr<unknown>

/** What the compiler must know of a result to write it safely. */
export interface Result {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'truth' | 'data' | 'any'
  /** string: reads as the same string when written without quotes. */
  readonly plain?: boolean
  /** string: holds only letters, digits, dots, dashes and underscores, so that it can be part of a plain scalar. */
  readonly token?: boolean
  /** integer: an int of Go, not a float64 from YAML. */
  readonly native?: boolean
  /** integer: below one million, where Go starts to print float64 with an exponent. */
  readonly small?: boolean
  /** data: what its items (of a list) or values (of a map) are, where they are all alike. */
  readonly item?: Result | undefined
}

/** One node of the tree; `kind` names its rules. */
export interface ExprNode {
  readonly kind: string
  readonly result: Result
}

export function isExpr(candidate: unknown): candidate is Expr<unknown> {
  return typeof candidate === 'object' && candidate !== null && nodeKey in candidate
}

export function nodeOf(expr: Expr<unknown>): ExprNode {
  return expr[nodeKey]
}

/** An expression without fields. Reading it as text in TypeScript is an error with a hint, never `[object Object]`. */
export function exprOf<T>(node: ExprNode): Expr<T> {
  return new PlainExpr(node) as unknown as Expr<T>
}

class PlainExpr {
  readonly [nodeKey]: ExprNode

  constructor(node: ExprNode) {
    this[nodeKey] = node
  }

  [Symbol.toPrimitive](): never {
    throw notText()
  }
}

/** Thrown where an expression was put into a JavaScript template string or sum. */
export function notText(): DiagnosticError {
  return failure({
    code: 'expression-as-text',
    message: 'an expression was used as text, but what it is will be known only when Helm renders',
    expected: 'text`…${expression}…`',
    found: '`…${expression}…`',
    help: 'write text in front of the template string: import { text } from "seaworthy/sdk"',
  })
}

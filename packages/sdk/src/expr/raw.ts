import { atom } from '../go/syntax.ts'
import { type Expr, type ExprNode, exprOf, type Result } from './expr.ts'
import type { ExprRules, World } from './rules-of.ts'

/** A pipeline written by hand. */
export interface RawNode extends ExprNode {
  readonly kind: 'raw'
  readonly pipeline: string
  readonly compute: (world: World) => unknown
}

interface RawOptions<T> {
  /** What the compiler may take the result for; it is written as JSON where nothing is said. */
  readonly type?: Exclude<Result['type'], 'truth'>
  /** The same for the interpreter. */
  readonly evaluate: (world: World) => T
}

/**
 * The escape hatch for what has no function here: the inside of an action, in which `$` is the chart's root.
 * `raw<string>('$.Values.name | abbrev 8', { type: 'string', evaluate: … })`
 */
export function raw<T>(pipeline: string, options: RawOptions<T>): Expr<T> {
  const node: RawNode = {
    kind: 'raw',
    pipeline,
    compute: options.evaluate,
    result: { type: options.type ?? 'any' },
  }
  return exprOf(node)
}

export const rawRules: ExprRules<RawNode> = {
  children: () => [],
  evaluate: (node, { world }) => node.compute(world),
  lower: (node) => atom(/^[\w.$"]+$/.test(node.pipeline) ? node.pipeline : `(${node.pipeline})`),
}

import type { Arg } from '../expr/expr.ts'
import { argNode } from '../expr/literal.ts'
import { type BlockText, blockOf, type FieldsOf } from './block.ts'

/**
 * One map out of several parts: literals, maps from values or templates, `when`, `entry`, `eachEntry`. Written one after
 * the other, so no two parts should have a key in common; where users choose the keys, `overlay` decides who wins.
 */
export function fields<const P extends readonly unknown[]>(...parts: P): FieldsOf<P> {
  return blockOf({ kind: 'fields', parts })
}

/** A text of several lines, as a YAML block (`|`): without white space at both ends, and with one line break at its end. */
export function blockText(text: Arg<string>): BlockText {
  return blockOf({ kind: 'block-text', text: argNode(text) })
}

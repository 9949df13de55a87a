import { GoStruct, type GoValue } from '../value.ts'
import type { Paths } from './paths.ts'
import type { Piece } from './piece.ts'

/**
 * A value together with what it was computed from, as it travels through a traced execution. Functions never see it.
 * It is a GoStruct only so that it can stand wherever values do.
 */
export class Traced extends GoStruct {
  override readonly typeName = 'traced'
  readonly value: GoValue
  readonly paths: Paths
  /** For a text that templates wrote: where its parts came from. */
  readonly pieces: readonly Piece[] | undefined

  constructor(value: GoValue, paths: Paths, pieces?: readonly Piece[]) {
    super()
    this.value = value
    this.paths = paths
    this.pieces = pieces
  }

  override field(): undefined {
    return undefined
  }
}

/** The value without what is known of it. */
export function untraced(value: GoValue): GoValue {
  return value instanceof Traced ? value.value : value
}

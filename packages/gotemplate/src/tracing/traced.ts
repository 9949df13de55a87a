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
  /** For a text that templates wrote: where its parts came from. */
  readonly pieces: readonly Piece[] | undefined
  private known: Paths | (() => Paths)

  /** Paths that are many to gather, and often not asked for, may be given as a function. */
  constructor(value: GoValue, paths: Paths | (() => Paths), pieces?: readonly Piece[]) {
    super()
    this.value = value
    this.known = paths
    this.pieces = pieces
  }

  get paths(): Paths {
    if (typeof this.known === 'function') this.known = this.known()
    return this.known
  }

  override field(): undefined {
    return undefined
  }
}

/** The value without what is known of it. */
export function untraced(value: GoValue): GoValue {
  return value instanceof Traced ? value.value : value
}

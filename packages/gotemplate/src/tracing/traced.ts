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
  private knownPaths: Paths | (() => Paths)
  private knownPieces: readonly Piece[] | undefined | (() => readonly Piece[])

  /** Paths and pieces are much work to gather and often not asked for: they may be given as functions. */
  constructor(
    value: GoValue,
    paths: Paths | (() => Paths),
    pieces?: readonly Piece[] | (() => readonly Piece[]),
  ) {
    super()
    this.value = value
    this.knownPaths = paths
    this.knownPieces = pieces
  }

  get paths(): Paths {
    if (typeof this.knownPaths === 'function') this.knownPaths = this.knownPaths()
    return this.knownPaths
  }

  /** Whether it is a text that templates wrote. */
  get hasPieces(): boolean {
    return this.knownPieces !== undefined
  }

  /** Where the parts of such a text came from, in order, perhaps with gaps. */
  get pieces(): readonly Piece[] {
    if (typeof this.knownPieces === 'function') this.knownPieces = this.knownPieces()
    return this.knownPieces ?? []
  }

  override field(): undefined {
    return undefined
  }
}

/** The value without what is known of it. */
export function untraced(value: GoValue): GoValue {
  return value instanceof Traced ? value.value : value
}

/** The pieces of a value for another that is the same text. */
export function piecesOf(value: GoValue): (() => readonly Piece[]) | undefined {
  return value instanceof Traced && value.hasPieces ? () => value.pieces : undefined
}

import { GoStruct, type GoValue } from '../value.ts'
import { both, type Dependence } from './dependence.ts'
import type { Piece } from './piece.ts'

/**
 * A value together with what it was computed from, as it travels through a traced execution. Functions never see it.
 * Of a map or list `dependence` is only what is not known by its identity (`ContainerOrigins`): how it came to be
 * chosen. It is a GoStruct only so that it can stand wherever values do.
 */
export class Traced extends GoStruct {
  override readonly typeName = 'traced'
  readonly value: GoValue
  readonly dependence: Dependence
  private knownPieces: readonly Piece[] | undefined | (() => readonly Piece[])

  /** Pieces are much work to gather and often not asked for: they may be given as a function. */
  constructor(value: GoValue, dependence: Dependence, pieces?: readonly Piece[] | (() => readonly Piece[])) {
    super()
    this.value = value
    this.dependence = dependence
    this.knownPieces = pieces
  }

  /** Whether it is known of parts of this text where they came from. */
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

/** The same value, which depends on something more. */
export function depending(value: GoValue, on: Dependence): GoValue {
  if (on === undefined) return value
  if (!(value instanceof Traced)) return new Traced(value, on)
  return new Traced(value.value, both(value.dependence, on), piecesOf(value))
}

/** The pieces of a value for another that is the same text. */
export function piecesOf(value: GoValue): (() => readonly Piece[]) | undefined {
  return value instanceof Traced && value.hasPieces ? () => value.pieces : undefined
}

import { GoStruct, type GoValue } from '../value.ts'
import { both, type Dependence } from './dependence.ts'
import type { Piece, PieceSource } from './piece.ts'

/**
 * A value together with what it was computed from, as it travels through a traced execution. Functions never see it.
 * Of a map or list `dependence` is only what is not known by its identity (`ContainerOrigins`): how it came to be
 * chosen. It is a GoStruct only so that it can stand wherever values do.
 */
export class Traced extends GoStruct {
  readonly value: GoValue
  readonly dependence: Dependence
  /** Knows where the parts of this text came from. */
  readonly source: PieceSource | undefined

  constructor(value: GoValue, dependence: Dependence, source?: PieceSource) {
    super()
    this.value = value
    this.dependence = dependence
    this.source = source
  }

  override get typeName(): string {
    return 'traced'
  }

  /** Whether it is known of parts of this text where they came from. */
  get hasPieces(): boolean {
    return this.source !== undefined
  }

  /** Where the parts of such a text came from, in order, perhaps with gaps. */
  get pieces(): readonly Piece[] {
    return this.source?.pieces() ?? []
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
  return new Traced(value.value, both(value.dependence, on), value.source)
}

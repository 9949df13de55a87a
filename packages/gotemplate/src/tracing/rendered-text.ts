import { allOf, both, decided, type Dependence, Late } from './dependence.ts'
import { dependenceOfPieces, expandPieces, type Piece, type PieceSource } from './piece.ts'
import type { Traced } from './traced.ts'

/** A text that a template wrote, with what is known of it. */
export interface Rendered {
  readonly text: string
  readonly source: PieceSource
  readonly dependence: Dependence
}

/**
 * The text of one execution: what it depends on are its pieces, and all that was consulted while it was written. One object,
 * because there is one for every include, and only few of them are asked.
 */
export class RenderedText extends Late implements Rendered, PieceSource {
  readonly text: string
  private readonly written: readonly Piece[]
  /** What each condition looked at, and which part of the list this text's conditions are. */
  private readonly consulted: readonly Dependence[]
  private readonly from: number
  private readonly to: number
  private expanded: readonly Piece[] | undefined = undefined

  constructor(
    text: string,
    written: readonly Piece[],
    consulted: readonly Dependence[],
    from: number,
    to: number,
  ) {
    super()
    this.text = text
    this.written = written
    this.consulted = consulted
    this.from = from
    this.to = to
  }

  get source(): PieceSource {
    return this
  }

  get dependence(): Dependence {
    return this
  }

  pieces(): readonly Piece[] {
    this.expanded ??= expandPieces(this.written)
    return this.expanded
  }

  protected override search(): Dependence {
    return both(allOf(this.consulted.slice(this.from, this.to)), dependenceOfPieces(this.written))
  }
}

/** What the part of a text depends on that stands at an offset. */
export class PartOfText extends Late {
  private readonly whole: Traced
  private readonly at: number

  constructor(whole: Traced, at: number) {
    super()
    this.whole = whole
    this.at = at
  }

  protected override search(): Dependence {
    const { whole, at } = this
    const piece = whole.pieces.find(({ start, end }) => start <= at && at < end)
    return piece === undefined ? whole.dependence : both(piece.mark.dependence, decided(piece.mark.guard))
  }
}

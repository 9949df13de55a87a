/** A piece of a battery: some seeds of one scenario. */
export interface Piece {
  readonly scenario: string
  readonly wait: boolean
  readonly from: number
  readonly to: number
}

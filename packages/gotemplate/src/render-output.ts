/** The output of an execution; `segments` cover the whole text, in order, where it was traced. */
export interface RenderOutput {
  readonly text: string
  readonly segments?: readonly Segment[]
}

/** A piece of output, `start` to `end` in UTF-16 units of the text, and where it came from. */
export interface Segment {
  readonly start: number
  readonly end: number
  readonly origin: Origin
}

/** What is known of a piece of output. Pieces written by one action share one object. */
export interface Origin {
  /** Where the text or action stands that wrote it: lines and columns from 1. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** From the outermost template to the one that wrote it: who called, and which template. */
  readonly chain: readonly Call[]
  /** Values that it was computed from: `image.tag`, `hosts[0].name`. */
  readonly paths: readonly string[]
  /** Values that decided whether it, or how often it, was written: conditions of if, with and range around it. */
  readonly guards: readonly string[]
}

/** One step of an include chain. */
export interface Call {
  readonly template: string
  readonly file: string
  readonly line: number
  readonly column: number
}

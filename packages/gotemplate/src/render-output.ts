/** The output of an execution; `segments` cover the whole text, in order, where it was traced. */
export interface RenderOutput {
  readonly text: string
  readonly segments?: readonly Segment[]
}

/**
 * A piece of output, `start` to `end` in UTF-16 units of the text, and where it came from. One without length stands where
 * a branch was decided, or where a value wrote nothing: its paths could have written something there.
 */
export interface Segment {
  readonly start: number
  readonly end: number
  readonly origin: Origin
  /** It stands in the template as it is: its second character is one column further right, and so on. */
  readonly isText: boolean
  /**
   * Of a segment without length: the column, from 0, up to which a new line may begin that could have been written;
   * `Infinity` where the line before could have gone on.
   */
  readonly reach?: number
}

/** What is known of a piece of output. Pieces written by one action share one object. */
export interface Origin {
  /** Where the text or action stands that wrote it: lines and columns from 1. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** From the outermost template to the one that wrote it: who called, and which template. */
  readonly chain: readonly Call[]
  /** Values that it was computed from: `image.tag`, `hosts[0].name`. A map or list stands for all in it. */
  readonly paths: readonly string[]
  /**
   * Values that decided whether it, or how often it, was written, or which of several values: conditions of if, with and
   * range around it, operands of and, or, default and the like. A map or list stands for its keys or its length.
   */
  readonly guards: readonly string[]
  /** What else it was computed from or decided by: the inputs of the execution by name, `random`, `clock`, `lookup …`. */
  readonly inputs: readonly string[]
}

/** One step of an include chain. */
export interface Call {
  readonly template: string
  readonly file: string
  readonly line: number
  readonly column: number
}

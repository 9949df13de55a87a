/**
 * A fault in a YAML text, with the words Helm prints (`yaml: line 2: did not find expected key`). go-yaml's line is
 * sometimes one too low and left out on the first line; `offset` is where the fault is.
 */
export class YamlSyntaxError extends Error {
  override readonly name = 'YamlSyntaxError'
  /** Offset of the fault in the text, or undefined where it has no place. */
  readonly offset: number | undefined

  constructor(problem: string, offset?: number, goLine = 0) {
    super(goLine === 0 ? `yaml: ${problem}` : `yaml: line ${goLine}: ${problem}`)
    this.offset = offset
  }
}

/** A text that is YAML but has no JSON form: an infinite number, a null key. */
export class YamlConversionError extends Error {
  override readonly name = 'YamlConversionError'
  readonly offset: number

  constructor(problem: string, offset: number) {
    super(problem)
    this.offset = offset
  }
}

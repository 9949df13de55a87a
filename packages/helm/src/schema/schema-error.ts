/** A schema that cannot be used. The message is Helm's, where Helm has one. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
  /** Where in the text of the schema, in UTF-16 units. */
  readonly offset: number | undefined
  /** JSON pointer of the place in the schema. */
  readonly pointer: string | undefined
  readonly help: string | undefined

  constructor(message: string, more: { offset?: number; pointer?: string; help?: string } = {}) {
    super(message)
    this.offset = more.offset
    this.pointer = more.pointer
    this.help = more.help
  }
}

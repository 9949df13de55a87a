import type { Declaration } from '../values/declaration.ts'

/** A named template of the chart, in `_helpers.tpl`. */
export interface NamedTemplate {
  /** Without the chart's name in front. */
  readonly name: string
  /** What stands above it. */
  readonly doc: string
  readonly gives: 'text' | 'map' | 'list'
  readonly parameters: readonly Parameter[]
  /** A text, or what may stand where a map or list stands. */
  readonly body: unknown
}

export interface Parameter {
  readonly name: string
  readonly identity: object
  readonly declaration: Declaration
}

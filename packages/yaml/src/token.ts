import type { Mark } from './cursor.ts'

export type TokenKind =
  | 'stream-end'
  | 'directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar'

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded'

export interface Token {
  readonly kind: TokenKind
  readonly start: Mark
  /** Offset after the last character. */
  readonly end: number
  /** Text of a scalar, name of an anchor or alias, handle of a tag. */
  readonly value?: string
  readonly suffix?: string
  readonly style?: ScalarStyle
}

import type { ScalarStyle } from './token.ts'

/** A YAML document as written: offsets count UTF-16 units from the start of the text. */
export type YamlNode = ScalarNode | SequenceNode | MappingNode | AliasNode

interface NodeBase {
  readonly start: number
  readonly end: number
  /** The full tag, `tag:yaml.org,2002:int`; absent where none was written. */
  readonly tag?: string
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar'
  readonly text: string
  readonly style: ScalarStyle
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence'
  readonly items: readonly YamlNode[]
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping'
  readonly entries: readonly MappingEntry[]
}

export interface MappingEntry {
  readonly key: YamlNode
  readonly value: YamlNode
}

export interface AliasNode extends NodeBase {
  readonly kind: 'alias'
  readonly name: string
  readonly target: YamlNode
}

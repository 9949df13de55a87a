import type { DraftVersion } from './draft.ts'
import type { ExactNumber } from './exact-number.ts'
import type { Format } from './formats.ts'
import type { JsonDocument } from './json-document.ts'
import type { Place } from './schema-address.ts'

export type TypeWord = 'null' | 'boolean' | 'number' | 'integer' | 'string' | 'array' | 'object'

export interface Pattern {
  readonly source: string
  matches(text: string): boolean
}

/** A schema that is ready for use: what its keywords say, with the schemas that they lead to. */
export interface SchemaNode extends Keywords {
  readonly place: Place
  readonly version: DraftVersion
  /** The nearest schema around it that has an address; itself where it has one. */
  readonly resource: SchemaNode
  /** Schemas with a dynamic anchor, where this one has an address. */
  readonly dynamicAnchors: ReadonlyMap<string, SchemaNode>
}

/** Absent where the schema has no such keyword, or its draft does not know it. */
export interface Keywords {
  readonly boolean?: boolean
  readonly types?: readonly TypeWord[]
  readonly constant?: { readonly value: JsonDocument }
  readonly enum?: readonly JsonDocument[]
  readonly format?: Format

  readonly minimum?: ExactNumber
  readonly maximum?: ExactNumber
  readonly exclusiveMinimum?: ExactNumber
  readonly exclusiveMaximum?: ExactNumber
  readonly multipleOf?: ExactNumber

  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: Pattern

  readonly minProperties?: number
  readonly maxProperties?: number
  readonly required?: readonly string[]
  readonly properties?: ReadonlyMap<string, SchemaNode>
  readonly patternProperties?: readonly (readonly [Pattern, SchemaNode])[]
  readonly additionalProperties?: SchemaNode | boolean
  readonly propertyNames?: SchemaNode
  readonly dependencies?: ReadonlyMap<string, SchemaNode | readonly string[]>
  readonly dependentRequired?: ReadonlyMap<string, readonly string[]>
  readonly dependentSchemas?: ReadonlyMap<string, SchemaNode>
  readonly unevaluatedProperties?: SchemaNode

  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  /** The first items, each with its own schema. */
  readonly firstItems?: readonly SchemaNode[]
  /** The items after those. `false` alone counts them in one message, as older drafts do. */
  readonly otherItems?: SchemaNode | boolean
  readonly contains?: SchemaNode
  readonly minContains?: number
  readonly maxContains?: number
  readonly unevaluatedItems?: SchemaNode

  readonly ref?: SchemaNode
  readonly recursiveRef?: SchemaNode
  readonly recursiveAnchor?: boolean
  readonly dynamicRef?: { readonly node: SchemaNode; readonly anchor: string }
  readonly dynamicAnchor?: string

  readonly not?: SchemaNode
  readonly allOf?: readonly SchemaNode[]
  readonly anyOf?: readonly SchemaNode[]
  readonly oneOf?: readonly SchemaNode[]
  readonly if?: SchemaNode
  readonly then?: SchemaNode
  readonly else?: SchemaNode
}

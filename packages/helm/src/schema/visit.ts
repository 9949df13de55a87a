import type { SchemaCause } from './schema-cause.ts'
import type { SchemaNode } from './schema-node.ts'
import type { Scope } from './scope.ts'
import type { Unevaluated } from './unevaluated.ts'

/** One value against one schema. */
export interface Visit {
  readonly node: SchemaNode
  readonly value: unknown
  readonly path: readonly string[]
  readonly scope: Scope
  readonly unevaluated: Unevaluated
  /** The metaschema in force, when a schema is judged. */
  readonly meta: SchemaNode | undefined
  readonly faults: SchemaCause[]
}

/** How a visit goes on to other values and schemas. */
export interface Walk {
  /** The same value against another schema; what that looked at is looked at. */
  self(visit: Visit, node: SchemaNode): SchemaCause | undefined
  /** A part of the value. */
  part(visit: Visit, node: SchemaNode, value: unknown, step: string): SchemaCause | undefined
  /** A value of its own, whose path begins anew. */
  root(node: SchemaNode, value: unknown): SchemaCause | undefined
}

export function fault(instance: readonly string[], text: string): SchemaCause {
  return { kind: 'fault', instance, text, causes: [] }
}

export function add(faults: SchemaCause[], cause: SchemaCause | undefined): void {
  if (cause !== undefined) faults.push(cause)
}

import { compareBytes } from '@seaworthy/gotemplate'
import { localizedCount } from './localized-number.ts'
import { quoted, quotedList } from './quoted.ts'
import type { SchemaCause } from './schema-cause.ts'
import type { SchemaNode } from './schema-node.ts'
import { add, fault, type Visit, type Walk } from './visit.ts'

/** What is wrong with an object and its properties. */
export function visitObject(walk: Walk, visit: Visit, object: ReadonlyMap<string, unknown>): void {
  const { node, path, faults } = visit
  for (const text of countFaults(node, object)) add(faults, fault(path, text))
  for (const [name, dependency] of node.dependencies ?? []) {
    if (!object.has(name)) continue
    if (Array.isArray(dependency)) add(faults, dependentFault(path, object, name, dependency))
    else add(faults, walk.self(visit, dependency as SchemaNode))
  }
  properties(walk, visit, object)
  if (node.propertyNames !== undefined) propertyNames(walk, visit, node.propertyNames, object)
  for (const [name, schema] of node.dependentSchemas ?? []) {
    if (object.has(name)) add(faults, walk.self(visit, schema))
  }
  for (const [name, required] of node.dependentRequired ?? []) {
    if (object.has(name)) add(faults, dependentFault(path, object, name, required))
  }
}

function properties(walk: Walk, visit: Visit, object: ReadonlyMap<string, unknown>): void {
  const { node, path, faults, unevaluated } = visit
  const { additionalProperties } = node
  if (
    node.properties === undefined &&
    node.patternProperties === undefined &&
    additionalProperties === undefined
  )
    return
  const additional: string[] = []
  for (const name of [...object.keys()].sort(compareBytes)) {
    const schemas = schemasOf(node, name)
    for (const schema of schemas) add(faults, walk.part(visit, schema, object.get(name), name))
    if (schemas.length === 0) {
      if (additionalProperties === undefined) continue
      if (additionalProperties === false) additional.push(name)
      else if (additionalProperties !== true)
        add(faults, walk.part(visit, additionalProperties, object.get(name), name))
    }
    unevaluated.properties.delete(name)
  }
  if (additional.length > 0)
    add(faults, fault(path, `additional properties ${quotedList(additional)} not allowed`))
}

/** The schemas that name a property, by itself or by a pattern. */
function schemasOf(
  { properties: named, patternProperties }: SchemaNode,
  name: string,
): readonly SchemaNode[] {
  const own = named?.get(name)
  if (patternProperties === undefined) return own === undefined ? none : [own]
  const matching = patternProperties.flatMap(([pattern, schema]) => (pattern.matches(name) ? [schema] : []))
  return own === undefined ? matching : [own, ...matching]
}

const none: readonly SchemaNode[] = []

/** Names are values of their own: their paths begin anew. */
function propertyNames(
  walk: Walk,
  { faults }: Visit,
  schema: SchemaNode,
  object: ReadonlyMap<string, unknown>,
): void {
  for (const name of [...object.keys()].sort(compareBytes)) {
    const cause = walk.root(schema, name)
    if (cause === undefined) continue
    const causes = cause.kind === 'group' ? cause.causes : [cause]
    add(faults, { ...fault([], `invalid propertyName ${quoted(name)}`), causes })
  }
}

function countFaults(node: SchemaNode, object: ReadonlyMap<string, unknown>): string[] {
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY, required = [] } = node
  const [size, texts] = [localizedCount(object.size), [] as string[]]
  if (object.size < minProperties)
    texts.push(`minProperties: got ${size}, want ${localizedCount(minProperties)}`)
  if (object.size > maxProperties)
    texts.push(`maxProperties: got ${size}, want ${localizedCount(maxProperties)}`)
  const missing = required.filter((name) => !object.has(name))
  if (missing.length > 0)
    texts.push(`missing propert${missing.length === 1 ? 'y' : 'ies'} ${quotedList(missing)}`)
  return texts
}

function dependentFault(
  path: readonly string[],
  object: ReadonlyMap<string, unknown>,
  name: string,
  required: readonly string[],
): SchemaCause | undefined {
  const missing = required.filter((each) => !object.has(each))
  return missing.length === 0
    ? undefined
    : fault(path, `properties ${quotedList(missing)} required, if ${quoted(name)} exists`)
}

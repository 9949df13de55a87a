import { compareBytes } from '@seaworthy/gotemplate'
import { assertNumber, assertScalar, assertString } from './assert-scalar.ts'
import { exactNumber, isInteger } from './exact-number.ts'
import { isInstanceMap, typeOf } from './instance.ts'
import type { JsonDocument } from './json-document.ts'
import { localizedCount } from './localized-number.ts'
import { isPlainSchema } from './plain-schema.ts'
import type { SchemaCause } from './schema-cause.ts'
import { SchemaError } from './schema-error.ts'
import type { SchemaNode } from './schema-node.ts'
import { cycleText, deepestScope, type Scope } from './scope.ts'
import { Unevaluated } from './unevaluated.ts'
import { add, fault, type Visit, type Walk } from './visit.ts'
import { visitList } from './visit-list.ts'
import { visitObject } from './visit-object.ts'

/** Schemas that one check may visit: a small schema of references that fan out could ask for billions. */
const mostVisits = 500_000

/** Gives the metaschema that judges what stands at a path of a schema, where that has a draft of its own. */
export type DialectAt = (path: readonly string[]) => SchemaNode | undefined

/**
 * Says why a value does not fit a schema: nothing where it fits. The causes and their nesting are those of
 * santhosh-tekuri/jsonschema 6, with the properties in the order of their names.
 */
export function validate(node: SchemaNode, value: unknown, dialectAt?: DialectAt): readonly SchemaCause[] {
  const meta = dialectAt === undefined ? undefined : node
  const cause = new Validator(dialectAt).validateRoot(node, value, meta)
  if (cause === undefined) return []
  return cause.kind === 'group' ? cause.causes : [cause]
}

class Validator implements Walk {
  private visits = 0
  private values = 0
  private readonly dialectAt: DialectAt | undefined

  constructor(dialectAt: DialectAt | undefined) {
    this.dialectAt = dialectAt
  }

  validateRoot(node: SchemaNode, value: unknown, meta: SchemaNode | undefined): SchemaCause | undefined {
    const scope = { node, keyword: '', value: this.values++, parent: undefined, depth: 0 }
    const unevaluated = Unevaluated.of(value, node, false)
    return this.run({ node, value, path: [], scope, unevaluated, meta, faults: [] })
  }

  root(node: SchemaNode, value: unknown): SchemaCause | undefined {
    return this.validateRoot(node, value, undefined)
  }

  self(visit: Visit, node: SchemaNode, keyword = ''): SchemaCause | undefined {
    const { value, path, scope, unevaluated } = visit
    if (isPlainSubject(visit, node, value)) return undefined
    const inner = Unevaluated.of(value, node, !unevaluated.isEmpty())
    const below = { node, keyword, value: scope.value, parent: scope, depth: scope.depth + 1 }
    const cause = this.run(
      this.inDialect({ node, value, path, scope: below, unevaluated: inner, meta: visit.meta, faults: [] }),
    )
    if (cause === undefined) unevaluated.keepOnly(inner)
    return cause
  }

  part(visit: Visit, node: SchemaNode, value: unknown, step: string): SchemaCause | undefined {
    if (isPlainSubject(visit, node, value)) return undefined
    const { path, scope, meta } = visit
    const below = { node, keyword: '', value: this.values++, parent: scope, depth: scope.depth + 1 }
    const unevaluated = Unevaluated.of(value, node, false)
    return this.run(
      this.inDialect({ node, value, path: [...path, step], scope: below, unevaluated, meta, faults: [] }),
    )
  }

  private inDialect(visit: Visit): Visit {
    if (this.dialectAt === undefined || visit.node !== visit.meta) return visit
    const dialect = this.dialectAt(visit.path)
    return dialect === undefined ? visit : { ...visit, node: dialect, meta: dialect }
  }

  private run(visit: Visit): SchemaCause | undefined {
    const { node, value, path, scope, faults } = visit
    this.visits++
    if (this.visits > mostVisits)
      throw new SchemaError(`the schema asks for more than ${mostVisits} comparisons`)
    if (scope.depth > deepestScope)
      throw new SchemaError(`the schema refers on more than ${deepestScope} times`)
    if (node.boolean !== undefined) return node.boolean ? undefined : fault(path, 'false schema')
    const first = cycleText(scope) ?? typeFault(visit) ?? assertScalar(node, value)
    if (first !== undefined) return fault(path, first)
    if (node.ref !== undefined) {
      const cause = this.reference(visit, node.ref, '$ref')
      if (node.version < 2019) return cause
      add(faults, cause)
    }
    if (isInstanceMap(value)) visitObject(this, visit, value)
    else if (Array.isArray(value)) visitList(this, visit, value)
    else
      for (const text of typeof value === 'string' ? assertString(node, value) : assertNumber(node, value))
        add(faults, fault(path, text))
    if (node.version >= 2019) this.dynamicReferences(visit)
    this.conditions(visit)
    if (node.version >= 2019) this.unevaluatedParts(visit)
    return faults.length > 1
      ? { kind: 'group', instance: path, text: 'validation failed', causes: faults }
      : faults[0]
  }

  private reference(visit: Visit, node: SchemaNode, keyword: string): SchemaCause | undefined {
    const cause = this.self(visit, node, keyword)
    if (cause === undefined) return undefined
    const causes = cause.kind === 'group' ? cause.causes : [cause]
    return { kind: 'reference', instance: visit.path, text: 'validation failed', causes }
  }

  private dynamicReferences(visit: Visit): void {
    const { node, scope, faults } = visit
    const { recursiveRef, dynamicRef } = node
    if (recursiveRef !== undefined) {
      const target =
        recursiveRef.recursiveAnchor === true ? outermostRecursive(scope, recursiveRef) : recursiveRef
      add(faults, this.reference(visit, target, '$recursiveRef'))
    }
    if (dynamicRef === undefined) return
    const { node: initial, anchor } = dynamicRef
    const isDynamic = anchor !== '' && initial.dynamicAnchor === anchor
    add(
      faults,
      this.reference(visit, isDynamic ? outermostDynamic(scope, anchor, initial) : initial, '$dynamicRef'),
    )
  }

  private conditions(visit: Visit): void {
    const { node, path, faults } = visit
    if (node.not !== undefined && this.self(visit, node.not) === undefined)
      add(faults, fault(path, "'not' failed"))
    const all = (node.allOf ?? []).flatMap((schema) => this.self(visit, schema) ?? [])
    if (all.length > 0) add(faults, { ...fault(path, "'allOf' failed"), causes: all })
    this.anyOf(visit)
    this.oneOf(visit)
    if (node.if === undefined) return
    const branch = this.self(visit, node.if) === undefined ? node.then : node.else
    if (branch !== undefined) add(faults, this.self(visit, branch))
  }

  /** The first that fits decides, but where all must be looked at for what remains unevaluated. */
  private anyOf(visit: Visit): void {
    const { anyOf = [] } = visit.node
    const causes: SchemaCause[] = []
    let fits = anyOf.length === 0
    for (const schema of anyOf) {
      const cause = this.self(visit, schema)
      if (cause !== undefined) causes.push(cause)
      else {
        fits = true
        if (visit.unevaluated.isEmpty()) break
      }
    }
    if (!fits) add(visit.faults, { ...fault(visit.path, "'anyOf' failed"), causes })
  }

  private oneOf(visit: Visit): void {
    const { oneOf = [] } = visit.node
    const causes: SchemaCause[] = []
    let matched: number | undefined
    for (const [index, schema] of oneOf.entries()) {
      const cause = this.self(visit, schema)
      if (cause !== undefined) causes.push(cause)
      else if (matched === undefined) matched = index
      else {
        const both = `${localizedCount(matched)}, ${localizedCount(index)}`
        return add(visit.faults, fault(visit.path, `'oneOf' failed, subschemas ${both} matched`))
      }
    }
    if (oneOf.length === 0 || matched !== undefined) return
    add(visit.faults, { ...fault(visit.path, "'oneOf' failed, none matched"), causes })
  }

  private unevaluatedParts(visit: Visit): void {
    const { node, value, faults, unevaluated } = visit
    if (isInstanceMap(value) && node.unevaluatedProperties !== undefined) {
      for (const name of [...unevaluated.properties].sort(compareBytes)) {
        add(faults, this.part(visit, node.unevaluatedProperties, value.get(name), name))
      }
      unevaluated.properties.clear()
    }
    if (!Array.isArray(value) || node.unevaluatedItems === undefined) return
    for (const index of unevaluated.items)
      add(faults, this.part(visit, node.unevaluatedItems, value[index], String(index)))
    unevaluated.items.clear()
  }
}

/** Whether a schema is judged of which it is known without looking closer that no draft refuses it. */
function isPlainSubject({ meta }: Visit, node: SchemaNode, value: unknown): boolean {
  return node === meta && isPlainSchema(value as JsonDocument)
}

function typeFault({ node: { types }, value }: Visit): string | undefined {
  const got = typeOf(value)
  if (types === undefined || types.includes(got)) return undefined
  if (got === 'number' && types.includes('integer')) {
    const number = exactNumber(value)
    if (number !== undefined && isInteger(number)) return undefined
  }
  return `got ${got}, want ${types.join(' or ')}`
}

function outermostRecursive(scope: Scope, fallback: SchemaNode): SchemaNode {
  let found = fallback
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (at.node.resource.recursiveAnchor === true) found = at.node
  }
  return found
}

function outermostDynamic(scope: Scope, anchor: string, fallback: SchemaNode): SchemaNode {
  let found = fallback
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    found = at.node.resource.dynamicAnchors.get(anchor) ?? found
  }
  return found
}

import { type OutputUnit, type Schema, type SchemaDraft, Validator } from '@cfworker/json-schema'
import { keywordText } from './keyword-text.ts'
import { grouped, type SchemaCause } from './schema-cause.ts'

/** A schema that cannot be used, in words for people. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
}

/** Says why a value does not fit a schema: nothing where it fits. */
export type SchemaCheck = (instance: unknown) => readonly SchemaCause[]

/**
 * Prepares a check whose causes are in the words of the library that Helm uses (santhosh-tekuri/jsonschema 6).
 * Throws `SchemaError`, now or when it is used, for a schema that refers to something outside of it or has a pattern
 * that cannot be read here.
 */
export function compileSchema(schema: unknown): SchemaCheck {
  if (typeof schema !== 'boolean' && (typeof schema !== 'object' || schema === null)) {
    throw new SchemaError(
      '"file:///values.schema.json#" is not valid against metaschema: got something that is no schema',
    )
  }
  const draft = draftOf((schema as Schema).$schema)
  const readable = prepared(schema, draft) as Schema | boolean
  const validator = usable(() => new Validator(readable, draft, false))
  return (instance) => {
    const { valid, errors } = usable(() => validator.validate(instance))
    return valid ? [] : explain(readable, instance, errors)
  }
}

function explain(schema: Schema | boolean, instance: unknown, errors: OutputUnit[]): readonly SchemaCause[] {
  const causes = new Explainer(schema, instance).causes([], errors.map(readUnit))
  const [only] = causes
  const isGroup = causes.length === 1 && only?.text === 'validation failed' && only.instance.length === 0
  return isGroup ? only.causes : causes
}

function usable<T>(use: () => T): T {
  try {
    return use()
  } catch (error) {
    throw new SchemaError(`the schema cannot be used: ${(error as Error).message}`)
  }
}

function draftOf(uri: unknown): SchemaDraft {
  const text = typeof uri === 'string' ? uri : ''
  if (text.includes('draft-04')) return '4'
  if (text.includes('draft-06') || text.includes('draft-07')) return '7'
  return text.includes('2019-09') ? '2019-09' : '2020-12'
}

/** Formats are only remarks in newer drafts; patterns are Go's. */
function prepared(schema: unknown, draft: SchemaDraft): unknown {
  if (Array.isArray(schema)) return schema.map((each) => prepared(each, draft))
  if (typeof schema !== 'object' || schema === null) return schema
  const keepsFormats = draft === '4' || draft === '7'
  const entries = Object.entries(schema).filter(
    ([key, value]) => keepsFormats || key !== 'format' || typeof value !== 'string',
  )
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === 'pattern' && typeof value === 'string' ? readPattern(value) : prepared(value, draft),
    ]),
  )
}

/** Go's patterns that JavaScript writes otherwise: `\A`, `\z`, a leading `(?i)` has no other form and is refused. */
function readPattern(pattern: string): string {
  const same = pattern.replaceAll('\\A', '^').replaceAll('\\z', '$').replaceAll('(?P<', '(?<')
  try {
    new RegExp(same, 'u')
    return same
  } catch {
    const loose = same.replace(/\\([^\w\s$()*+./?[\\\]^{|}-])/g, '$1').replace(/\\([_-])/g, '$1')
    try {
      new RegExp(loose, 'u')
      return loose
    } catch (error) {
      throw new SchemaError(
        `the pattern ${JSON.stringify(pattern)} cannot be read here: ${(error as Error).message}`,
      )
    }
  }
}

interface Unit {
  readonly keywordPath: readonly string[]
  readonly instance: readonly string[]
  readonly keyword: string
  readonly error: string
}

function readUnit({ keyword, keywordLocation, instanceLocation, error }: OutputUnit): Unit {
  return { keyword, keywordPath: steps(keywordLocation), instance: steps(instanceLocation), error }
}

function steps(pointer: string): string[] {
  const [, ...parts] = pointer.split('/')
  return parts.map((part) => decodeURI(part).replaceAll('~1', '/').replaceAll('~0', '~'))
}

const alternatives = new Set(['anyOf', 'oneOf', 'allOf', 'not'])

/** Makes a tree of the validator's flat list: what a keyword says of parts of a value hangs below it. */
class Explainer {
  private readonly schema: unknown
  private readonly instance: unknown

  constructor(schema: unknown, instance: unknown) {
    this.schema = schema
    this.instance = instance
  }

  /** The causes that the schema at a path gives; `units` are all errors at or below it, of one value. */
  causes(path: readonly string[], units: readonly Unit[]): readonly SchemaCause[] {
    const own = units.filter(
      ({ keywordPath, keyword }) => keywordPath.length === path.length + 1 && keyword !== 'false',
    )
    const typeFault = own.find(({ keyword }) => keyword === 'type')
    const keywords = typeFault === undefined ? [...new Set(own.map(({ keyword }) => keyword))] : ['type']
    const made = keywords.flatMap((keyword) => this.ofKeyword(keyword, path, own, units))
    return grouped(own[0]?.instance ?? [], made)
  }

  private ofKeyword(
    keyword: string,
    path: readonly string[],
    own: readonly Unit[],
    units: readonly Unit[],
  ): readonly SchemaCause[] {
    const same = own.filter((unit) => unit.keyword === keyword)
    const instance = same[0]?.instance ?? []
    const below = this.below(keyword === 'if' ? ['then', 'else'] : [keyword], path, units)
    if (alternatives.has(keyword)) {
      const text =
        keyword === 'oneOf' && below.length === 0
          ? "'oneOf' failed, more than one matched"
          : alternativeText(keyword)
      return [{ instance, text, causes: keyword === 'not' ? [] : below }]
    }
    if (below.length > 0) return below
    const value = at(this.schema, [...path, keyword], true)
    const text = keywordText(
      keyword,
      value,
      at(this.instance, instance, false),
      same.map(({ error }) => error),
    )
    return [{ instance, text, causes: [] }]
  }

  /** Errors of the subschemas of a keyword, one group for each subschema and value. */
  private below(
    keywords: readonly string[],
    path: readonly string[],
    units: readonly Unit[],
  ): readonly SchemaCause[] {
    const groups = new Map<string, { path: readonly string[]; units: Unit[] }>()
    for (const unit of units) {
      const { keywordPath } = unit
      const keyword = keywordPath[path.length] ?? ''
      if (keywordPath.length < path.length + 2 || !keywords.includes(keyword)) continue
      if (!path.every((step, index) => keywordPath[index] === step)) continue
      const subschema = keywordPath.slice(
        0,
        path.length + subschemaSteps(keyword, keywordPath[path.length + 1] ?? ''),
      )
      const values =
        keyword === 'items' || keyword === 'additionalItems'
          ? unit.instance.slice(0, instanceDepth(units, path) + 1)
          : []
      const key = JSON.stringify([subschema, values])
      const group = groups.get(key) ?? { path: subschema, units: [] }
      group.units.push(unit)
      groups.set(key, group)
    }
    return [...groups.values()].flatMap((group) => this.causes(group.path, group.units))
  }
}

function instanceDepth(units: readonly Unit[], path: readonly string[]): number {
  return units.find(({ keywordPath }) => keywordPath.length === path.length + 1)?.instance.length ?? 0
}

/** How many steps lead from a schema to a subschema under a keyword: `properties/NAME`, `anyOf/0`, `$ref`. */
function subschemaSteps(keyword: string, next: string): number {
  const named = [
    'properties',
    'patternProperties',
    'dependentSchemas',
    'dependencies',
    'anyOf',
    'oneOf',
    'allOf',
    'prefixItems',
  ]
  if (named.includes(keyword)) return 2
  return keyword === 'items' && /^\d+$/.test(next) ? 2 : 1
}

function alternativeText(keyword: string): string {
  return keyword === 'oneOf' ? "'oneOf' failed, none matched" : `'${keyword}' failed`
}

/** The value at a path; in schemas `$ref` steps lead on to what they name. */
function at(root: unknown, path: readonly string[], followsRefs: boolean): unknown {
  let value = root
  for (const [index, step] of path.entries()) {
    if (typeof value !== 'object' || value === null) return undefined
    const next = (value as Record<string, unknown>)[step]
    const isRef = followsRefs && step === '$ref' && typeof next === 'string' && index < path.length - 1
    value = isRef ? at(root, steps(next), true) : next
  }
  return value
}

import { exactNumber } from './exact-number.ts'
import { type Format, formats } from './formats.ts'
import type { JsonDocument } from './json-document.ts'
import { below, type Place, splitFragment } from './schema-address.ts'
import { resourceOf, type SchemaDocuments } from './schema-documents.ts'
import { SchemaError } from './schema-error.ts'
import type { Keywords, SchemaNode, TypeWord } from './schema-node.ts'
import { Source } from './schema-source.ts'

const typeWords: readonly TypeWord[] = ['null', 'boolean', 'number', 'integer', 'string', 'array', 'object']

/** A node while it is filled. */
type Draft = { -readonly [Key in keyof SchemaNode]?: SchemaNode[Key] } & { readonly place: Place }

interface Pending {
  readonly node: Draft
  /** What stands at its place, where that is known. */
  readonly content: JsonDocument | undefined
}

/** Makes nodes of the schemas that a schema leads to. Metaschemas assert formats in every draft, others up to draft 7. */
export class SchemaCompiler {
  private readonly nodes = new Map<string, Draft>()
  private readonly pending: Pending[] = []
  private readonly documents: SchemaDocuments
  private readonly assertsFormats: boolean

  constructor(documents: SchemaDocuments, assertsFormats: boolean) {
    this.documents = documents
    this.assertsFormats = assertsFormats
  }

  /** Throws `SchemaError` for a schema, of all that this one leads to, which cannot be used. */
  compile(place: Place): SchemaNode {
    const first = this.node(place)
    // It grows while it is gone through.
    for (const next of this.pending) this.fill(next)
    this.pending.length = 0
    return first
  }

  private node(place: Place, content?: JsonDocument): SchemaNode {
    const key = `${place.url}#${place.pointer}`
    const known = this.nodes.get(key)
    if (known !== undefined) return known as SchemaNode
    const made: Draft = { place }
    this.nodes.set(key, made)
    this.pending.push({ node: made, content })
    return made as SchemaNode
  }

  private fill({ node, content }: Pending): void {
    const { document, schema } = this.documents.schemaAt(node.place, content)
    const resource = resourceOf(document, node.place.pointer)
    const at = (pointer: string) => this.node({ url: document.url, pointer })
    node.version = resource.draft.version
    node.resource = at(resource.pointer)
    const isResource = node.version >= 2020 && resource.pointer === node.place.pointer
    const dynamic = isResource ? [...resource.dynamicAnchors] : []
    node.dynamicAnchors = new Map(dynamic.map((anchor) => [anchor, at(resource.anchors.get(anchor) ?? '')]))
    if (typeof schema === 'boolean') node.boolean = schema
    else if (schema instanceof Map) {
      if (schema.size === 0) node.boolean = true
      else Object.assign(node, this.keywords(new Source(document, node.place, schema), node.version))
    }
  }

  private keywords(from: Source, version: SchemaNode['version']): Keywords {
    const ref = this.reference(from, '$ref')
    const constant = version >= 6 && from.has('const') && { constant: { value: from.value('const') ?? null } }
    // Beside a reference only this counts, though these drafts have it ignored.
    if (version < 2019 && ref !== undefined) return { ref, ...constant }
    const asserts = this.assertsFormats || version < 2019
    return {
      ...(ref !== undefined && { ref }),
      ...(from.hasAny(applicatorKeywords) && this.applicators(from, version)),
      ...(from.hasAny(objectKeywordNames) && objectKeywords(from, version, this.below(from))),
      ...present({ types: typesOf(from.value('type')), enum: from.list('enum') }),
      ...(from.hasAny(assertionKeywords) && assertions(from)),
      ...constant,
      ...(asserts && formatKeyword(from)),
      ...(version >= 2019 && from.hasAny(referenceKeywords) && this.references(from, version)),
    }
  }

  /** The node of a schema below a keyword. */
  private below(from: Source): Below {
    return (...tokens) =>
      this.node({ url: from.document.url, pointer: below(from.place.pointer, tokens) }, from.below(tokens))
  }

  private applicators(from: Source, version: SchemaNode['version']): Keywords {
    const at = this.below(from)
    const one = (keyword: string) => (from.has(keyword) ? at(keyword) : undefined)
    const list = (keyword: string) => from.list(keyword)?.map((_item, index) => at(keyword, String(index)))
    return present({
      allOf: list('allOf'),
      anyOf: list('anyOf'),
      oneOf: list('oneOf'),
      not: one('not'),
      ...(version >= 2020
        ? { firstItems: list('prefixItems'), otherItems: one('items') }
        : olderItems(from, one, list)),
      ...(version >= 6 && { contains: one('contains') }),
      ...(version >= 7 && conditions(from, one)),
      ...(version >= 2019 && {
        unevaluatedItems: one('unevaluatedItems'),
        minContains: from.has('contains') ? from.whole('minContains') : undefined,
        maxContains: from.has('contains') ? from.whole('maxContains') : undefined,
      }),
    })
  }

  private references(from: Source, version: SchemaNode['version']): Keywords {
    const dynamic = version >= 2020 ? this.reference(from, '$dynamicRef') : undefined
    const { fragment } = splitFragment(from.text('$dynamicRef') ?? '')
    const anchor = fragment.startsWith('/') ? '' : fragment
    return present({
      recursiveRef: this.reference(from, '$recursiveRef'),
      recursiveAnchor: from.value('$recursiveAnchor') === true ? true : undefined,
      dynamicRef: dynamic === undefined ? undefined : { node: dynamic, anchor },
      dynamicAnchor: version >= 2020 ? from.text('$dynamicAnchor') : undefined,
    })
  }

  private reference(from: Source, keyword: string): SchemaNode | undefined {
    const reference = from.text(keyword)
    if (reference === undefined) return undefined
    try {
      return this.node(this.documents.resolve(from.document, from.place.pointer, reference))
    } catch (error) {
      if (!(error instanceof SchemaError) || error.pointer !== undefined) throw error
      const { message, help } = error
      throw new SchemaError(message, {
        pointer: `${from.place.pointer}/${keyword}`,
        ...(help !== undefined && { help }),
      })
    }
  }
}

/** Most schemas have a type and a description: what they do not have is not asked one by one. */
const applicatorKeywords = namesIn(
  'allOf anyOf oneOf not prefixItems items additionalItems contains minContains maxContains if then else unevaluatedItems',
)
const objectKeywordNames = namesIn(
  'properties patternProperties additionalProperties dependencies propertyNames dependentSchemas dependentRequired ' +
    'unevaluatedProperties',
)
const assertionKeywords = namesIn(
  'multipleOf maximum exclusiveMaximum minimum exclusiveMinimum minLength maxLength pattern minItems maxItems uniqueItems ' +
    'minProperties maxProperties required',
)
const referenceKeywords = namesIn('$recursiveRef $recursiveAnchor $dynamicRef $dynamicAnchor')

function namesIn(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}

type Below = (...tokens: readonly string[]) => SchemaNode

/** Only what is there. */
function present(keywords: { readonly [Key in keyof Keywords]?: Keywords[Key] | undefined }): Keywords {
  const made: Record<string, unknown> = {}
  for (const name in keywords) {
    const value = keywords[name as keyof Keywords]
    if (value !== undefined) made[name] = value
  }
  return made
}

type One = (keyword: string) => SchemaNode | undefined
type Many = (keyword: string) => readonly SchemaNode[] | undefined

/** Before 2020-12, `items` is a schema for all items or a list for the first. */
function olderItems(from: Source, one: One, list: Many) {
  const firstItems = list('items')
  if (firstItems === undefined) return { otherItems: one('items') }
  const additional = from.value('additionalItems')
  return { firstItems, otherItems: typeof additional === 'boolean' ? additional : one('additionalItems') }
}

function conditions(from: Source, one: One) {
  const decided = from.value('if')
  return {
    if: one('if'),
    // oxlint-disable-next-line no-thenable -- the keyword of JSON Schema
    then: from.has('if') && decided !== false ? one('then') : undefined,
    else: from.has('if') && decided !== true ? one('else') : undefined,
  }
}

function objectKeywords(from: Source, version: SchemaNode['version'], at: Below): Keywords {
  const map = (keyword: string) => {
    const names = from.map(keyword)
    return names === undefined
      ? undefined
      : new Map([...names.keys()].map((name) => [name, at(keyword, name)]))
  }
  const additional = from.value('additionalProperties')
  const patterns = map('patternProperties')
  return present({
    properties: map('properties'),
    patternProperties:
      patterns && [...patterns].map(([source, node]) => [from.pattern('patternProperties', source), node]),
    additionalProperties:
      typeof additional === 'boolean' || additional === undefined ? additional : at('additionalProperties'),
    dependencies: dependencies(from, at),
    propertyNames: version >= 6 && from.has('propertyNames') ? at('propertyNames') : undefined,
    ...(version >= 2019 && {
      dependentSchemas: map('dependentSchemas'),
      dependentRequired: dependentRequired(from),
      unevaluatedProperties: from.has('unevaluatedProperties') ? at('unevaluatedProperties') : undefined,
    }),
  })
}

function dependencies(from: Source, at: Below): Keywords['dependencies'] {
  const map = from.map('dependencies')
  if (map === undefined) return undefined
  return new Map(
    [...map].map(([name, value]) => [name, Array.isArray(value) ? strings(value) : at('dependencies', name)]),
  )
}

function dependentRequired(from: Source): Keywords['dependentRequired'] {
  const map = from.map('dependentRequired')
  if (map === undefined) return undefined
  return new Map(
    [...map].flatMap(([name, value]) => (Array.isArray(value) ? [[name, strings(value)] as const] : [])),
  )
}

function strings(values: readonly JsonDocument[]): string[] {
  return values.filter((value) => typeof value === 'string')
}

function assertions(from: Source): Keywords {
  const pattern = from.text('pattern')
  const required = from.list('required')
  return present({
    multipleOf: exactNumber(from.value('multipleOf')),
    ...limits(from, 'maximum', 'exclusiveMaximum'),
    ...limits(from, 'minimum', 'exclusiveMinimum'),
    minLength: from.whole('minLength'),
    maxLength: from.whole('maxLength'),
    pattern: pattern === undefined ? undefined : from.pattern('pattern', pattern),
    minItems: from.whole('minItems'),
    maxItems: from.whole('maxItems'),
    uniqueItems: from.value('uniqueItems') === true ? true : undefined,
    minProperties: from.whole('minProperties'),
    maxProperties: from.whole('maxProperties'),
    required: required === undefined ? undefined : strings(required),
  })
}

/** In draft 4, `exclusiveMaximum: true` makes `maximum` exclusive. */
function limits<A extends 'maximum' | 'minimum', B extends 'exclusiveMaximum' | 'exclusiveMinimum'>(
  from: Source,
  inclusive: A,
  exclusive: B,
): { [Key in A | B]?: ReturnType<typeof exactNumber> } {
  const limit = exactNumber(from.value(inclusive))
  const made =
    from.value(exclusive) === true
      ? { [exclusive]: limit }
      : { [inclusive]: limit, [exclusive]: exactNumber(from.value(exclusive)) }
  return made as { [Key in A | B]?: ReturnType<typeof exactNumber> }
}

function typesOf(value: JsonDocument | undefined): readonly TypeWord[] | undefined {
  const named: readonly unknown[] = Array.isArray(value) ? value : [value]
  const types = typeWords.filter((word) => named.includes(word))
  return types.length === 0 ? undefined : types
}

function formatKeyword(from: Source): Keywords {
  const name = from.text('format')
  const format: Format | undefined = name === undefined ? undefined : formats.get(name)
  return format === undefined ? {} : { format }
}

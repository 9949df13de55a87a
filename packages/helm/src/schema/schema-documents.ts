import { goQuote, parseUrl } from '@seaworthy/gotemplate'
import { type Draft, draftOfUrl, idOf, latestDraft, subschemas } from './draft.ts'
import type { JsonDocument, JsonObject } from './json-document.ts'
import { metaschema } from './metaschemas.ts'
import {
  below,
  lookUp,
  type Place,
  placeText,
  resolveReference,
  splitFragment,
  type Reference,
} from './schema-address.ts'
import { SchemaError } from './schema-error.ts'

/** A schema with an address of its own, and the anchors that lie directly in it. */
export interface SchemaResource {
  readonly pointer: string
  readonly id: string
  readonly draft: Draft
  /** Where an anchor is. */
  readonly anchors: Map<string, string>
  readonly dynamicAnchors: Set<string>
}

/** One loaded document with the schemas that are known in it. */
export interface SchemaDocument {
  readonly url: string
  readonly content: JsonDocument
  readonly resources: Map<string, SchemaResource>
  readonly known: Set<string>
}

/** The content of another document; undefined where its scheme has no loader. Throws `SchemaError` where it cannot be had. */
export type SchemaLoader = (url: string, scheme: string) => JsonDocument | undefined

/** Judges the schema at a place of a document against the metaschema of its draft. */
export type MetaCheck = (document: SchemaDocument, pointer: string) => void

/** Every document that a schema and its references lead to. */
export class SchemaDocuments {
  private readonly contents = new Map<string, JsonDocument>()
  private readonly documents = new Map<string, SchemaDocument>()
  private readonly load: SchemaLoader
  private readonly check: MetaCheck

  constructor(load: SchemaLoader, check: MetaCheck) {
    this.load = load
    this.check = check
  }

  add(url: string, content: JsonDocument): void {
    this.contents.set(url, content)
  }

  document(url: string): SchemaDocument {
    const known = this.documents.get(url)
    if (known !== undefined) return known
    const content = this.content(url)
    const document = { url, content, resources: new Map(), known: new Set<string>() }
    this.collect(document, content, url, '', latestDraft)
    if (!/^https?:\/\/json-schema\.org\//.test(url)) this.check(document, '')
    this.documents.set(url, document)
    return document
  }

  private content(url: string): JsonDocument {
    const known = this.contents.get(url)
    if (known !== undefined) return known
    const content = metaschema(url) ?? this.loaded(url)
    this.contents.set(url, content)
    return content
  }

  private loaded(url: string): JsonDocument {
    const failing = `failing loading ${goQuote(url)}`
    try {
      const content = this.load(url, parseUrl(url).scheme)
      if (content !== undefined) return content
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error
      throw new SchemaError(
        `${failing}: ${error.message}`,
        error.help === undefined ? {} : { help: error.help },
      )
    }
    throw new SchemaError(`${failing}: no URLLoader registered for ${goQuote(url)}`)
  }

  /**
   * The schema at a place, which may lie where no schema was looked for: it is judged then. `content` is what stands there, where
   * somebody knows.
   */
  schemaAt(
    { url, pointer }: Place,
    content?: JsonDocument,
  ): { document: SchemaDocument; schema: JsonDocument } {
    const document = this.document(url)
    const schema = content ?? lookUp(document.content, { url, pointer })
    if (!document.known.has(pointer)) {
      const { id, draft } = resourceOf(document, pointer)
      this.collect(document, schema, id, pointer, draft)
      if (!document.resources.has(pointer))
        collectAnchors(document, schema, pointer, resourceOf(document, pointer))
      this.check(document, pointer)
    }
    return { document, schema }
  }

  /** What a reference in a schema means. */
  resolve(document: SchemaDocument, pointer: string, reference: string): Place {
    const wanted = resolveReference(resourceOf(document, pointer).id, reference)
    const own =
      wanted.url === document.url ? document.resources.get('') : resourceWithId(document, wanted.url)
    if (own !== undefined) return placeIn(document, own, wanted)
    const other = this.document(wanted.url)
    return placeIn(other, rootResource(other), wanted)
  }

  private collect(
    document: SchemaDocument,
    schema: JsonDocument,
    base: string,
    pointer: string,
    outer: Draft,
  ): void {
    if (document.known.has(pointer)) return
    document.known.add(pointer)
    if (!(schema instanceof Map)) {
      if (pointer === '') document.resources.set('', newResource('', base, outer))
      return
    }
    const { draft, id } = this.dialect(document, schema, pointer, outer)
    const address = id === '' ? base : addressOf(document, base, id, pointer)
    if (id !== '' || pointer === '') addResource(document, newResource(pointer, address, draft))
    const resource = resourceWithId(document, address) ?? rootResource(document)
    collectAnchors(document, schema, pointer, resource)
    for (const [tokens, inner] of subschemas(draft, schema)) {
      this.collect(document, inner, address, below(pointer, tokens), resource.draft)
    }
  }

  /** `$schema` counts at the root, and in schemas that have an address. */
  private dialect(document: SchemaDocument, schema: JsonObject, pointer: string, outer: Draft) {
    if (!schema.has('$schema')) return { draft: outer, id: idOf(outer, schema) }
    const named = this.draftOf({ url: document.url, pointer }, schema, outer, new Set())
    const id = idOf(named, schema)
    return id === '' && pointer !== '' ? { draft: outer, id: idOf(outer, schema) } : { draft: named, id }
  }

  private draftOf(place: Place, schema: JsonDocument, outer: Draft, seen: Set<string>): Draft {
    const named = schema instanceof Map ? schema.get('$schema') : undefined
    if (typeof named !== 'string') return outer
    const known = draftOfUrl(named)
    if (known !== undefined) return known
    const [url = ''] = named.split('#', 1)
    if (place.pointer === '' && url === place.url)
      throw new SchemaError(`draft ${goQuote(url)} is not supported`)
    if (seen.has(url)) throw new SchemaError(`cycle in resolving $schema in ${goQuote(url)}`)
    return this.draftOf({ url, pointer: '' }, this.content(url), outer, seen.add(url))
  }
}

function resourceWithId({ resources }: SchemaDocument, wanted: string): SchemaResource | undefined {
  for (const resource of resources.values()) if (resource.id === wanted) return resource
  return undefined
}

function newResource(pointer: string, id: string, draft: Draft): SchemaResource {
  return { pointer, id, draft, anchors: new Map(), dynamicAnchors: new Set() }
}

function rootResource({ resources }: SchemaDocument): SchemaResource {
  const root = resources.get('')
  if (root === undefined) throw new RangeError('a document without a root')
  return root
}

/** The nearest schema with an address that a place lies in. */
export function resourceOf(document: SchemaDocument, pointer: string): SchemaResource {
  if (document.resources.size === 1) return rootResource(document)
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = document.resources.get(at)
    if (found !== undefined) return found
  }
  return rootResource(document)
}

function addressOf(document: SchemaDocument, base: string, id: string, pointer: string): string {
  try {
    return resolveReference(base, id).url
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    throw new SchemaError(`error in parsing id at ${goQuote(placeText({ url: document.url, pointer }))}`)
  }
}

function addResource(document: SchemaDocument, added: SchemaResource): void {
  const same = resourceWithId(document, added.id)
  if (same === undefined) document.resources.set(added.pointer, added)
  else if (same.pointer !== added.pointer) {
    throw new SchemaError(
      `duplicate id ${goQuote(added.id)} in ${goQuote(document.url)} at ${goQuote(added.pointer)} and ${goQuote(same.pointer)}`,
    )
  }
}

function collectAnchors(
  document: SchemaDocument,
  schema: JsonDocument,
  pointer: string,
  resource: SchemaResource,
): void {
  if (!(schema instanceof Map)) return
  const { version, id: keyword } = resource.draft
  const named = (name: string) => {
    const value: unknown = schema.get(name)
    return typeof value === 'string' ? value : undefined
  }
  if (version < 2019) {
    if (schema.has('$ref')) return
    const anchor = anchorIn(document, named(keyword), pointer)
    if (anchor !== undefined) addAnchor(document, resource, anchor, pointer)
    return
  }
  const anchor = named('$anchor')
  if (anchor !== undefined) addAnchor(document, resource, anchor, pointer)
  const dynamic = version >= 2020 ? named('$dynamicAnchor') : undefined
  if (dynamic === undefined) return
  addAnchor(document, resource, dynamic, pointer)
  resource.dynamicAnchors.add(dynamic)
}

/** Older drafts write an anchor as the fragment of an id. */
function anchorIn(document: SchemaDocument, id: string | undefined, pointer: string): string | undefined {
  if (id === undefined) return undefined
  try {
    const { fragment } = splitFragment(id)
    return fragment === '' || fragment.startsWith('/') ? undefined : fragment
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    throw new SchemaError(`error in parsing anchor at ${goQuote(placeText({ url: document.url, pointer }))}`)
  }
}

function addAnchor(
  document: SchemaDocument,
  { anchors }: SchemaResource,
  anchor: string,
  pointer: string,
): void {
  const before = anchors.get(anchor)
  if (before !== undefined && before !== pointer) {
    throw new SchemaError(
      `duplicate anchor ${goQuote(anchor)} in ${goQuote(document.url)} at ${goQuote(before)} and ${goQuote(pointer)}`,
    )
  }
  anchors.set(anchor, pointer)
}

function placeIn(document: SchemaDocument, resource: SchemaResource, { fragment }: Reference): Place {
  if (fragment === '' || fragment.startsWith('/'))
    return { url: document.url, pointer: resource.pointer + fragment }
  const pointer = resource.anchors.get(fragment)
  if (pointer !== undefined) return { url: document.url, pointer }
  const wanted = placeText({ url: resource.id, pointer: fragment })
  throw new SchemaError(`anchor in ${goQuote(wanted)} not found in schema ${goQuote(document.url)}`)
}

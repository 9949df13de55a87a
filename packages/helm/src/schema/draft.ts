import type { JsonDocument, JsonObject } from './json-document.ts'

/** A version of JSON Schema that Helm's validator knows. */
export type DraftVersion = 4 | 6 | 7 | 2019 | 2020

export interface Draft {
  readonly version: DraftVersion
  readonly url: string
  /** The keyword that names a schema. */
  readonly id: 'id' | '$id'
  /** Keywords under which other schemas are. */
  readonly one: readonly string[]
  readonly lists: readonly string[]
  readonly maps: readonly string[]
}

const applicators4 = {
  one: ['not', 'additionalProperties', 'items', 'additionalItems'],
  lists: ['allOf', 'anyOf', 'oneOf', 'items'],
  maps: ['definitions', 'properties', 'patternProperties', 'dependencies'],
}
const one6 = [...applicators4.one, 'propertyNames', 'contains']
const one7 = [...one6, 'if', 'then', 'else']
const one2019 = [...one7, 'unevaluatedProperties', 'unevaluatedItems', 'contentSchema']
const maps2019 = [...applicators4.maps, '$defs', 'dependentSchemas']
const { lists, maps } = applicators4

const drafts: Readonly<Record<DraftVersion, Draft>> = {
  4: { version: 4, url: 'http://json-schema.org/draft-04/schema', id: 'id', ...applicators4 },
  6: { version: 6, url: 'http://json-schema.org/draft-06/schema', id: '$id', one: one6, lists, maps },
  7: { version: 7, url: 'http://json-schema.org/draft-07/schema', id: '$id', one: one7, lists, maps },
  2019: {
    version: 2019,
    url: 'https://json-schema.org/draft/2019-09/schema',
    id: '$id',
    one: one2019,
    lists,
    maps: maps2019,
  },
  2020: {
    version: 2020,
    url: 'https://json-schema.org/draft/2020-12/schema',
    id: '$id',
    one: one2019,
    lists: [...lists, 'prefixItems'],
    maps: maps2019,
  },
}

/** The draft of a schema that names none. */
export const latestDraft = drafts[2020]

/** The draft that `$schema` names, by http or https, with or without an empty fragment. */
export function draftOfUrl(url: string): Draft | undefined {
  const [address = '', fragment = ''] = url.split(/#(.*)/s)
  if (fragment !== '') return undefined
  const name = address.replace(/^https?:\/\//, '')
  if (name === 'json-schema.org/schema') return latestDraft
  return Object.values(drafts).find((draft) => draft.url.replace(/^https?:\/\//, '') === name)
}

/** The address that a schema gives itself, without fragment; empty where it gives none. */
export function idOf(draft: Draft, schema: JsonObject): string {
  if (draft.version < 2019 && schema.has('$ref')) return ''
  const id = schema.get(draft.id)
  return typeof id === 'string' ? (id.split('#', 1)[0] ?? '') : ''
}

/** The schemas directly within a schema, with their tokens below it. */
export function* subschemas(draft: Draft, schema: JsonObject): Generator<[readonly string[], JsonDocument]> {
  for (const keyword of draft.one) {
    const value = schema.get(keyword)
    if (value !== undefined) yield [[keyword], value]
  }
  for (const keyword of draft.lists) {
    const value = schema.get(keyword)
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) yield [[keyword, String(index)], item]
  }
  for (const keyword of draft.maps) {
    const value = schema.get(keyword)
    if (value instanceof Map) for (const [name, item] of value) yield [[keyword, name], item]
  }
}

// Table: the metaschemas of json-schema.org, each draft's vocabulary of keywords and what their values must be.
import { readJsonDocument, type JsonDocument } from './json-document.ts'

type Json = boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']
const text: Json = { type: 'string' }
const truth: Json = { type: 'boolean' }
const number: Json = { type: 'number' }
const reference = { type: 'string', format: 'uri-reference' }
const address: Json = { type: 'string', format: 'uri' }
const pattern: Json = { type: 'string', format: 'regex' }
const positive: Json = { type: 'number', exclusiveMinimum: 0 }
const count: Json = { type: 'integer', minimum: 0 }
const texts: Json = { type: 'array', items: text, uniqueItems: true }

/** Each of `names` as a field with the same schema. */
function each(names: string, schema: Json): Record<string, Json> {
  return Object.fromEntries(names.split(' ').map((name) => [name, schema]))
}

function object(additionalProperties: Json, more: Record<string, Json> = {}): Json {
  return { type: 'object', additionalProperties, ...more }
}

function typeKeyword(definitions: string): Json {
  const simple: Json = { $ref: `#/${definitions}/simpleTypes` }
  return { anyOf: [simple, { type: 'array', items: simple, minItems: 1, uniqueItems: true }] }
}

const ranges = 'maximum exclusiveMaximum minimum exclusiveMinimum'
const upperCounts = 'maxLength maxItems maxProperties'
const lowerCounts = 'minLength minItems minProperties'

function oldDefinitions(name: string, stringArray: Json): Record<string, Json> {
  const one: Json = { $ref: `#/definitions/${name}` }
  return {
    schemaArray: { type: 'array', minItems: 1, items: { $ref: '#' } },
    [name]: count,
    [`${name}Default0`]: { allOf: [one, {}] },
    simpleTypes: { enum: types },
    stringArray,
  }
}

/** What drafts 4, 6 and 7 have in common. */
function oldProperties(name: string): Record<string, Json> {
  const self: Json = { $ref: '#' }
  const schemas: Json = { $ref: '#/definitions/schemaArray' }
  const strings: Json = { $ref: '#/definitions/stringArray' }
  return {
    ...each('title description format', text),
    ...each('maximum minimum', number),
    ...each(upperCounts, { $ref: `#/definitions/${name}` }),
    ...each(lowerCounts, { $ref: `#/definitions/${name}Default0` }),
    $schema: address,
    default: {},
    pattern,
    items: { anyOf: [self, schemas] },
    uniqueItems: truth,
    required: strings,
    ...each('definitions properties patternProperties', object(self)),
    dependencies: object({ anyOf: [self, strings] }),
    enum: { type: 'array', minItems: 1, uniqueItems: true },
    type: typeKeyword('definitions'),
    ...each('allOf anyOf oneOf', schemas),
    not: self,
  }
}

const orSchema: Json = { anyOf: [truth, { $ref: '#' }] }
const draft4: Json = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  definitions: oldDefinitions('positiveInteger', {
    type: 'array',
    items: text,
    minItems: 1,
    uniqueItems: true,
  }),
  type: 'object',
  properties: {
    ...oldProperties('positiveInteger'),
    id: { type: 'string', format: 'uriref' },
    $ref: text,
    multipleOf: { type: 'number', minimum: 0, exclusiveMinimum: true },
    ...each('exclusiveMaximum exclusiveMinimum', truth),
    ...each('additionalItems additionalProperties', orSchema),
  },
  dependencies: { exclusiveMaximum: ['maximum'], exclusiveMinimum: ['minimum'] },
}

function draft6Properties(): Record<string, Json> {
  return {
    ...oldProperties('nonNegativeInteger'),
    ...each('$id $ref', reference),
    multipleOf: positive,
    ...each('exclusiveMaximum exclusiveMinimum', number),
    ...each('additionalItems additionalProperties contains propertyNames', { $ref: '#' }),
    const: {},
  }
}

function old(url: string, properties: Record<string, Json>): Json {
  return {
    $schema: url,
    $id: url,
    definitions: oldDefinitions('nonNegativeInteger', texts),
    type: ['object', 'boolean'],
    properties,
  }
}

const draft6 = old('http://json-schema.org/draft-06/schema#', draft6Properties())
const draft7 = old('http://json-schema.org/draft-07/schema#', {
  ...draft6Properties(),
  ...each('$comment contentMediaType contentEncoding', text),
  ...each('readOnly writeOnly', truth),
  ...each('if then else', { $ref: '#' }),
  examples: { type: 'array', items: true },
  patternProperties: object({ $ref: '#' }, { propertyNames: { format: 'regex' } }),
})

/** The vocabularies of 2019-09 and 2020-12 differ in how a schema refers to any schema, and a little more. */
interface Edition {
  readonly base: string
  /** Marks the metaschema of which `any` is the outermost. */
  readonly mark: Record<string, Json>
  readonly any: Json
}

function vocabulary(
  { base, mark }: Edition,
  name: string,
  properties: Record<string, Json>,
  $defs?: Json,
): Json {
  const made = {
    $schema: `${base}/schema`,
    $id: `${base}/meta/${name}`,
    ...mark,
    type: ['object', 'boolean'],
    properties,
  }
  return $defs === undefined ? made : { ...made, $defs }
}

function sharedApplicators({ any }: Edition): Record<string, Json> {
  const schemas: Json = { $ref: '#/$defs/schemaArray' }
  return {
    ...each('contains additionalProperties propertyNames if then else not', any),
    ...each('properties dependentSchemas', object(any)),
    patternProperties: object(any, { propertyNames: { format: 'regex' } }),
    ...each('allOf anyOf oneOf', schemas),
  }
}

function schemaArray({ any }: Edition): Json {
  return { schemaArray: { type: 'array', minItems: 1, items: any } }
}

function validation(edition: Edition): Json {
  const strings: Json = { $ref: '#/$defs/stringArray' }
  const whole: Json = { $ref: '#/$defs/nonNegativeInteger' }
  const properties = {
    multipleOf: positive,
    ...each(ranges, number),
    ...each(`${upperCounts} maxContains minContains`, whole),
    ...each(lowerCounts, { $ref: '#/$defs/nonNegativeIntegerDefault0' }),
    pattern,
    uniqueItems: truth,
    required: strings,
    dependentRequired: object(strings),
    const: true,
    enum: { type: 'array', items: true },
    type: typeKeyword('$defs'),
  }
  return vocabulary(edition, 'validation', properties, {
    nonNegativeInteger: count,
    nonNegativeIntegerDefault0: whole,
    simpleTypes: { enum: types },
    stringArray: texts,
  })
}

const annotations = {
  ...each('title description', text),
  default: true,
  ...each('deprecated readOnly writeOnly', truth),
  examples: { type: 'array', items: true },
}

function editionDocuments(
  edition: Edition,
  names: readonly string[],
  more: Record<string, Json>,
): Record<string, Json> {
  const { base, mark, any } = edition
  const strings: Json = { $ref: 'meta/validation#/$defs/stringArray' }
  return {
    [`${base}/schema`]: {
      $schema: `${base}/schema`,
      $id: `${base}/schema`,
      ...mark,
      allOf: names.map((name) => ({ $ref: `meta/${name}` })),
      type: ['object', 'boolean'],
      properties: { definitions: object(any), dependencies: object({ anyOf: [any, strings] }), ...more },
    },
    [`${base}/meta/validation`]: validation(edition),
    [`${base}/meta/meta-data`]: vocabulary(edition, 'meta-data', annotations),
    [`${base}/meta/content`]: vocabulary(edition, 'content', {
      ...each('contentMediaType contentEncoding', text),
      contentSchema: any,
    }),
  }
}

function edition2019(): Record<string, Json> {
  const any: Json = { $recursiveRef: '#' }
  const edition = { base: 'https://json-schema.org/draft/2019-09', mark: { $recursiveAnchor: true }, any }
  const meta = (name: string) => `${edition.base}/meta/${name}`
  const core = {
    $id: { ...reference, pattern: '^[^#]*#?$' },
    $schema: address,
    $anchor: { type: 'string', pattern: '^[A-Za-z][-A-Za-z0-9.:_]*$' },
    ...each('$ref $recursiveRef', reference),
    $recursiveAnchor: truth,
    $vocabulary: object(truth, { propertyNames: address }),
    $comment: text,
    $defs: object(any),
  }
  const applicators = {
    ...sharedApplicators(edition),
    ...each('additionalItems unevaluatedItems unevaluatedProperties', any),
    items: { anyOf: [any, { $ref: '#/$defs/schemaArray' }] },
  }
  const names = ['core', 'applicator', 'validation', 'meta-data', 'format', 'content']
  return {
    ...editionDocuments(edition, names, {}),
    [meta('core')]: vocabulary(edition, 'core', core),
    [meta('applicator')]: vocabulary(edition, 'applicator', applicators, schemaArray(edition)),
    [meta('format')]: vocabulary(edition, 'format', { format: text }),
  }
}

function core2020(any: Json): [Record<string, Json>, Json] {
  const ref: Json = { $ref: '#/$defs/uriReferenceString' }
  const core = {
    $id: { $ref: '#/$defs/uriReferenceString', pattern: '^[^#]*#?$' },
    $schema: { $ref: '#/$defs/uriString' },
    ...each('$ref $dynamicRef', ref),
    ...each('$anchor $dynamicAnchor', { $ref: '#/$defs/anchorString' }),
    $vocabulary: object(truth, { propertyNames: { $ref: '#/$defs/uriString' } }),
    $comment: text,
    $defs: object(any),
  }
  const anchors = {
    anchorString: { type: 'string', pattern: '^[A-Za-z_][-A-Za-z0-9._]*$' },
    uriString: address,
    uriReferenceString: reference,
  }
  return [core, anchors]
}

function edition2020(): Record<string, Json> {
  const any: Json = { $dynamicRef: '#meta' }
  const edition = { base: 'https://json-schema.org/draft/2020-12', mark: { $dynamicAnchor: 'meta' }, any }
  const meta = (name: string) => `${edition.base}/meta/${name}`
  const applicators = {
    ...sharedApplicators(edition),
    prefixItems: { $ref: '#/$defs/schemaArray' },
    items: any,
  }
  const names = [
    'core',
    'applicator',
    'unevaluated',
    'validation',
    'meta-data',
    'format-annotation',
    'content',
  ]
  return {
    ...editionDocuments(edition, names, {
      $recursiveAnchor: { $ref: 'meta/core#/$defs/anchorString' },
      $recursiveRef: { $ref: 'meta/core#/$defs/uriReferenceString' },
    }),
    [meta('core')]: vocabulary(edition, 'core', ...core2020(any)),
    [meta('applicator')]: vocabulary(edition, 'applicator', applicators, schemaArray(edition)),
    [meta('unevaluated')]: vocabulary(
      edition,
      'unevaluated',
      each('unevaluatedItems unevaluatedProperties', any),
    ),
    [meta('format-annotation')]: vocabulary(edition, 'format-annotation', { format: text }),
    [meta('format-assertion')]: vocabulary(edition, 'format-assertion', { format: text }),
  }
}

let documents: ReadonlyMap<string, Json> | undefined

/** The metaschema with this address, by http or https; undefined where the drafts have none such. */
export function metaschema(url: string): JsonDocument | undefined {
  documents ??= new Map(
    Object.entries({
      'http://json-schema.org/draft-04/schema': draft4,
      'http://json-schema.org/draft-06/schema': draft6,
      'http://json-schema.org/draft-07/schema': draft7,
      ...edition2019(),
      ...edition2020(),
    }).map(([url, schema]) => [nameOf(url), schema]),
  )
  if (!/^https?:\/\/json-schema\.org\//.test(url)) return undefined
  const name = nameOf(url) === 'schema' ? 'draft/2020-12/schema' : nameOf(url)
  const found = documents.get(name)
  return found === undefined ? undefined : readJsonDocument(Buffer.from(JSON.stringify(found)))
}

function nameOf(url: string): string {
  return url.replace(/^https?:\/\/json-schema\.org\//, '')
}

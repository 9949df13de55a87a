import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSchemaCases } from '../../../../tools/oracles/schema-cases.mjs'
import { type JsonDocument, readJsonDocument } from './json-document.ts'
import { isPlainSchema } from './plain-schema.ts'
import { SchemaCompiler } from './schema-compiler.ts'
import { SchemaDocuments } from './schema-documents.ts'
import { validate } from './validator.ts'

const drafts = ['draft-04', 'draft-06', 'draft-07', 'draft/2019-09', 'draft/2020-12']
const metaschemas = drafts.map((draft) => {
  const documents = new SchemaDocuments(
    () => undefined,
    () => {},
  )
  const url = `http${draft.includes('/') ? 's' : ''}://json-schema.org/${draft}/schema`
  return new SchemaCompiler(documents, true).compile({ url, pointer: '' })
})

const read = (text: string): JsonDocument => readJsonDocument(new TextEncoder().encode(text))

function isRefused(schema: JsonDocument): boolean {
  return metaschemas.some((meta) => validate(meta, schema).length > 0)
}

test('the schema of a chart is plain', () => {
  const schema = {
    $schema: 'http://json-schema.org/schema#',
    type: 'object',
    required: ['a'],
    properties: { a: { type: ['string', 'null'], form: true, enum: ['x', 'y'], default: { type: 7 } } },
    additionalProperties: { $ref: '#/definitions/b' },
    definitions: { b: { anyOf: [{ minimum: 0.5 }, { items: { maxLength: 3 } }] } },
  }
  expect(isPlainSchema(read(JSON.stringify(schema)))).toBe(true)
})

test('what is plain no metaschema refuses', () => {
  const path = fileURLToPath(new URL('../../testdata/schema/cases.txt', import.meta.url))
  const schemas = readSchemaCases(readFileSync(path, 'utf8')).flatMap(({ schema }) => {
    try {
      return [read(schema)]
    } catch {
      return [] // some cases are no JSON
    }
  })
  const plain = schemas.filter((schema) => isPlainSchema(schema))
  expect(plain.length).toBeGreaterThan(50)
  expect(plain.filter(isRefused)).toEqual([])
})

const words = [
  'type',
  'properties',
  'items',
  'required',
  'enum',
  'minimum',
  'maxLength',
  '$ref',
  'title',
  'allOf',
  'if',
  'x',
]
const more = [
  'default',
  'additionalProperties',
  '$schema',
  '$id',
  'pattern',
  'format',
  'uniqueItems',
  'definitions',
  'const',
  'examples',
  'propertyNames',
  'patternProperties',
]
const { tree } = fc.letrec((tie) => ({
  leaf: fc.constantFrom(
    null,
    true,
    -1,
    0,
    2.5,
    'string',
    'http://json-schema.org/draft-04/schema',
    'object',
    'x',
    '#/definitions/x',
    '#/a b',
    'a',
    '^(',
    '',
  ),
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...words, ...more), tie('tree'), { maxKeys: 4 }),
  ),
}))

test('a metaschema finds the same faults whether or not it passes by what is plain', () => {
  const schemas = fc.dictionary(fc.constantFrom(...words, ...more), tree, { maxKeys: 4 })
  let refused = 0
  fc.assert(
    fc.property(fc.constantFrom(...metaschemas), schemas, (meta, each) => {
      const schema = read(JSON.stringify({ properties: { a: each, b: { type: 'string' } } }))
      const faults = validate(meta, schema)
      if (faults.length > 0) refused++
      expect(validate(meta, schema, () => undefined)).toEqual(faults)
    }),
    { numRuns: 600 },
  )
  expect(refused).toBeGreaterThan(50)
})

test('whatever is plain no metaschema refuses', () => {
  const schemas = fc.dictionary(fc.constantFrom(...words, ...more), tree, { maxKeys: 4 })
  fc.assert(
    fc.property(schemas, (each) => {
      const schema = read(JSON.stringify(each))
      if (isPlainSchema(schema)) expect(isRefused(schema)).toBe(false)
    }),
    { numRuns: 2000 },
  )
})

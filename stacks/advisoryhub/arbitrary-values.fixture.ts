// Random values that the schema of the chart accepts, mostly near to what people write, for tests.
import fc from 'fast-check'
import { schema } from './values.fixture.ts'

interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly required?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly minItems?: number
  readonly pattern?: string
}

const odd = [
  '',
  'true',
  'no',
  '0440',
  '1e3',
  '1234567',
  'null',
  '~',
  ' x',
  'x ',
  '- a',
  'a: b',
  '#c',
  '"',
  "'",
  '\\',
  '{{ x }}',
  'a\nb',
  '%s',
  '<b>&',
  '*x',
  '@x',
]
const texts = fc.oneof(fc.constantFrom(...odd), fc.string({ unit: 'grapheme-ascii', maxLength: 12 }))
const keys = fc.stringMatching(/^[a-zA-Z][\w.-]{0,8}$/)
const named = fc.record({ name: fc.constantFrom('A', 'HOME', 'POD_IP', 'LOG_LEVEL'), value: texts })

/** Free objects are handed on unread: a few entries show that. */
const anything = fc.dictionary(keys, fc.oneof(texts, fc.integer(), fc.boolean()), { maxKeys: 2 })

function arbitraryFor(each: Schema): fc.Arbitrary<unknown> {
  if (each.enum !== undefined) return fc.constantFrom(...each.enum)
  if (each.anyOf !== undefined) return fc.oneof(...each.anyOf.map(arbitraryFor))
  if (each.properties !== undefined) return fieldsOf(each.properties, each.required ?? [])
  const type = typeof each.type === 'string' ? each.type : (each.type?.[0] ?? 'object')
  switch (type) {
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return integers(each)
    case 'string':
      return each.pattern === undefined
        ? texts.filter((text) => text.length >= (each.minLength ?? 0))
        : fc.stringMatching(new RegExp(each.pattern), { maxLength: 20 })
    case 'array':
      return each.items?.properties === undefined && each.items?.type !== 'string'
        ? fc.array(named, { maxLength: 2 })
        : fc.array(arbitraryFor(each.items), { minLength: each.minItems ?? 0, maxLength: 2 })
    default:
      return typeof each.additionalProperties === 'object'
        ? fc.dictionary(keys, arbitraryFor(each.additionalProperties), { maxKeys: 2 })
        : anything
  }
}

function integers({ minimum = -3, maximum = 3_000_000_000 }: Schema): fc.Arbitrary<number> {
  const special = [0, 1, 2, 1_234_567].filter((n) => n >= minimum && n <= maximum)
  return fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(...special, minimum))
}

/** Any of the fields: what is left out keeps its default. In lists nothing has one, so what is required is there. */
function fieldsOf(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, each]) => [name, arbitraryFor(each)]),
  )
  const inList = required.includes('path') || required.includes('paths')
  return fc.record(fields, { requiredKeys: inList ? [...required] : [] })
}

/** Pairs that exclude each other are drawn too often otherwise. */
const quiet = ['secrets.create', 'ingress.enabled', 'route.enabled', 'ghsa.enabled']

export const arbitraryValues = (arbitraryFor(schema as Schema) as fc.Arbitrary<Record<string, Json>>).map(
  (values) => {
    const { global: _, ...rest } = values
    for (const path of quiet) soften(rest, path)
    return rest
  },
)

type Json = { [key: string]: unknown }

/** Switches off what needs more than its switch. */
function soften(values: Record<string, Json>, path: string): void {
  const [group = '', key = ''] = path.split('.')
  const found = values[group]
  if (found === undefined || found[key] !== true) return
  const isWhole =
    (path === 'secrets.create' && (found['existingSecret'] ?? '') === '') ||
    (path === 'ingress.enabled' && Array.isArray(found['hosts']) && found['hosts'].length > 0) ||
    (path === 'route.enabled' && typeof found['host'] === 'string' && /^[a-z]+$/.test(found['host']))
  if (!isWhole) found[key] = false
}

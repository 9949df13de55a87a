// Random values that fit a declaration, for tests.
import fc from 'fast-check'
import type { Declaration } from './values/declaration.ts'

/** Texts that have gone wrong in somebody's chart. */
const traps = [
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
]
const lines = [
  '\n',
  'a\nb',
  ' a\n b\n',
  '\n\na',
  'a\n\n',
  '\ttab',
  '%s %d',
  '<b>&</b>',
  'é€😀',
  '*x',
  '&x',
  '!x',
  '@x',
  '`',
]

const anyText = fc.oneof(
  fc.constantFrom(...traps, ...lines),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
)
const anyKey = fc.stringMatching(/^[a-zA-Z][\w.-]{0,8}$/)

/** A value that the schema of the declaration accepts. */
export function arbitraryFor(declaration: Declaration): fc.Arbitrary<unknown> {
  const present = arbitraryPresent(declaration)
  return declaration.optional === true ? fc.option(present, { nil: null }) : present
}

function arbitraryPresent(declaration: Declaration): fc.Arbitrary<unknown> {
  const { schema, fields, item } = declaration
  if (fields !== undefined) {
    return fc.record(
      Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, arbitraryFor(each)])),
    )
  }
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]))
  if (Array.isArray(schema['anyOf'])) return fc.oneof(fc.integer({ min: 0, max: 999_999 }), anyText)
  return arbitraryOfType(schema, item)
}

function arbitraryOfType(
  schema: Declaration['schema'],
  item: Declaration | undefined,
): fc.Arbitrary<unknown> {
  const min = Number(schema['minimum'] ?? -3)
  const max = Number(schema['maximum'] ?? 3_000_000_000)
  switch (schema['type']) {
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.oneof(
        fc.integer({ min, max }),
        fc.constantFrom(...[0, 1, 1234567].filter((n) => n >= min && n <= max)),
      )
    case 'number':
      return fc.double({ min, max, noNaN: true })
    case 'string':
      return arbitraryText(schema)
    case 'array':
      return fc.array(item === undefined ? named : arbitraryFor(item), { maxLength: 3 })
    default:
      return fc.dictionary(anyKey, item === undefined ? anything : arbitraryFor(item), { maxKeys: 3 })
  }
}

function arbitraryText(schema: Declaration['schema']): fc.Arbitrary<string> {
  const { pattern, minLength = 0 } = schema as { pattern?: string; minLength?: number }
  const base = pattern === undefined ? anyText : fc.stringMatching(new RegExp(pattern), { maxLength: 70 })
  return base.filter((text) => text.length >= minLength)
}

/** Items of free lists: env, tolerations. */
const named = fc.record({ name: fc.constantFrom('A', 'B', 'HOME', 'WORKERS'), value: anyText })
const anything = fc.oneof(
  anyText,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant({}),
  fc.array(anyText, { maxLength: 2 }),
)

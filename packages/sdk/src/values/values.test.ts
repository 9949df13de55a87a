import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { declarationOf } from '../compile/compile-chart.ts'
import { expressions } from '../expressions.fixture.ts'
import { shop } from '../shop.fixture.ts'
import { defaultOf } from './default-values.ts'
import { defineValues } from './define.ts'
import { valuesSchema } from './json-schema.ts'
import { value } from './value.ts'
import { valuesMarkdown } from './values-markdown.ts'
import { valuesYaml } from './values-yaml.ts'

for (const [name, chart] of Object.entries({ shop, expressions })) {
  const declaration = declarationOf(chart.options)

  test(`${name}: values.yaml reads back as the defaults, and fits the schema`, () => {
    const read = parse(valuesYaml(declaration), { version: '1.1' })
    expect(read).toEqual(defaultOf(declaration))
    expect(problemsOf(declaration, read)).toEqual([])
  })
}

const declaration = declarationOf({
  ...shop.options,
  values: defineValues({
    level: value.oneOf(['INFO', 'DEBUG'], { default: 'INFO', doc: 'How much is said' }),
    port: value.integer({ default: 8000, min: 1, max: 65535 }),
    user: value.nullable(value.integer({ min: 0 })),
    size: value.either(value.integer(), value.string({ pattern: '%$' }), { default: 1 }),
    given: value.string({ doc: 'No default' }),
    open: value.object({ a: value.number({ default: 0.5 }) }, { open: true, doc: 'May hold more' }),
    hosts: value.list(value.object({ host: value.string(), tls: value.optional(value.boolean()) }), {
      default: [],
    }),
    labels: value.map(value.string(), { default: {} }),
  }),
})

const good = { ...(defaultOf(declaration) as object), given: 'x' }

test.each([
  ['the defaults', {}, true],
  ['an unknown key', { levle: 'INFO' }, false],
  ['another choice', { level: 'TRACE' }, false],
  ['null where a default was', { level: null }, false],
  ['a number out of its bounds', { port: 0 }, false],
  ['null where it may be', { user: null }, true],
  ['zero', { user: 0 }, true],
  ['text instead of a number', { user: '0' }, false],
  ['either, the other', { size: '50%' }, true],
  ['either, none of both', { size: '50' }, false],
  ['an open object', { open: { a: 1, b: 2 } }, true],
  ['a host without its optional field', { hosts: [{ host: 'a' }] }, true],
  ['a host without its name', { hosts: [{ tls: true }] }, false],
  ['a number among labels', { labels: { a: 1 } }, false],
  ['global values of a parent chart', { global: { a: 1 } }, true],
])('the schema and %s', (_, values, fits) => {
  expect(problemsOf(declaration, { ...good, ...values }).length === 0).toBe(fits)
})

test('what the user must give is required and shown as a comment', () => {
  expect(problemsOf(declaration, defaultOf(declaration))).toEqual(["must have required property 'given'"])
  expect(valuesYaml(declaration)).toContain('# No default\n# Required.\n# given:\n')
})

test('what is allowed stands above the value', () => {
  expect(valuesYaml(declaration)).toContain('# How much is said\n# One of INFO, DEBUG.\nlevel: INFO\n')
  expect(valuesYaml(declaration)).toContain('# From 1 to 65535.\nport: 8000\n')
})

test('a name that JavaScript has taken is refused', () => {
  expect(() => value.object({ toJSON: value.string() })).toThrow('reserved-name')
})

test('the table for a README names every leaf', () => {
  const table = valuesMarkdown(shop.options.values)
  expect(table).toContain(
    '| `image.repository` | string | `"ghcr.io/example/shop"` | Image without its tag |',
  )
  expect(table).toContain('| `web.minAvailable` | integer or string | `1` |  |')
  expect(table).toContain('| `web.priority` | integer or null | `null` | Priority; zero is one, too |')
})

function problemsOf(declared: typeof declaration, values: unknown): readonly (string | undefined)[] {
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true })
  ajv.validate(valuesSchema(declared), values)
  return (ajv.errors ?? []).map(({ message }) => message)
}

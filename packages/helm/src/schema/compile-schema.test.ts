import { DiagnosticError } from '@seaworthy/diagnostics'
import { fixedClock, Random } from '@seaworthy/sim'
import { expect, test } from 'vitest'
import { loadFolder, memoryFiles, renderChart } from '../index.ts'
import { compileSchema } from './compile-schema.ts'
import { preparedSchema } from './prepared-schema.ts'
import { SchemaError } from './schema-error.ts'
import { offlineLoader } from './schema-loader.ts'

function check(schema: object, values: unknown) {
  const load = offlineLoader(() => {})
  return compileSchema(Buffer.from(JSON.stringify(schema)), load)(values)
}

function diagnosticsOf(schema: string, values: string) {
  const files = {
    'Chart.yaml': 'name: c\nversion: 1.0.0\n',
    'values.yaml': values,
    'values.schema.json': schema,
  }
  try {
    renderChart(loadFolder(memoryFiles(files)), {
      releaseName: 'r',
      namespace: 'n',
      clock: fixedClock(0),
      random: new Random(1),
    })
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics
    throw error
  }
  throw new Error('the values fit')
}

test('a schema whose references fan out ends with an error', () => {
  const $defs = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => {
      const next = { $ref: `#/$defs/d${at + 1}` }
      return [`d${at}`, { allOf: [next, next] }]
    }),
  )
  const schema = { $defs: { ...$defs, d40: { type: 'string' } }, $ref: '#/$defs/d0' }
  expect(() => check(schema, 1)).toThrow(new SchemaError('the schema asks for more than 500000 comparisons'))
})

test('references within each other without end are refused', () => {
  const count = 3000
  const $defs = Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `d${at}`,
      at === count - 1 ? true : { $ref: `#/$defs/d${at + 1}` },
    ]),
  )
  expect(() => check({ $defs, $ref: '#/$defs/d0' }, 1)).toThrow('the schema refers on more than 1000 times')
})

test('a pattern that makes others hang takes linear time', () => {
  const causes = check({ pattern: '^(a+)+$' }, `${'a'.repeat(50_000)}!`)
  expect(causes).toHaveLength(1)
})

test('a schema is prepared once for the same bytes, and a broken one is broken each time', () => {
  const data = Buffer.from('{"type":"object"}')
  expect(preparedSchema(data)).toBe(preparedSchema(data))
  const broken = preparedSchema(Buffer.from('{"$ref":"#/a"}'))
  expect(() => broken.check({})).toThrow('json-pointer in "file:///values.schema.json#/a" not found')
  expect(() => broken.check({})).toThrow('json-pointer in "file:///values.schema.json#/a" not found')
})

test('a number of absurd size is refused', () => {
  expect(() =>
    compileSchema(
      Buffer.from('{"minimum":1e999999}'),
      offlineLoader(() => {}),
    ),
  ).toThrow('the number 1e999999 is beyond what can be compared')
})

test('documents elsewhere are not read, and the error says so at its place', () => {
  const [whole, place] = diagnosticsOf('{\n  "$ref": "https://example.com/x.json"\n}', 'a: 1\n')
  expect(whole?.message).toContain(
    'c:\nfailing loading "https://example.com/x.json": remote schemas are not fetched',
  )
  expect(place).toMatchObject({
    code: 'schema-broken',
    message:
      'values.schema.json cannot be used: failing loading "https://example.com/x.json": remote schemas are not fetched',
    where: { file: 'values.schema.json', line: 2, column: 3 },
    help: 'move what is meant below $defs of the schema, or leave the check out with --skip-schema-validation',
  })
})

test('a broken text is shown where it breaks', () => {
  const [, place] = diagnosticsOf('{\n  "type": "object",\n}', 'a: 1\n')
  expect(place).toMatchObject({ where: { file: 'values.schema.json', line: 3, column: 1 } })
})

test('a keyword that the draft refuses is shown where it is', () => {
  const [, place] = diagnosticsOf('{\n  "properties": {\n    "a": { "type": "strin" }\n  }\n}', 'a: 1\n')
  expect(place).toMatchObject({ where: { file: 'values.schema.json', line: 3, column: 12 } })
})

test('a value that does not fit is shown where it is set', () => {
  const [, place] = diagnosticsOf('{"properties":{"a":{"type":"string"}}}', 'b: 1\na: 2\n')
  expect(place).toMatchObject({
    message: 'a: got number, want string',
    where: { file: 'values.yaml', line: 2 },
  })
})

test('what a urn refers to fits everything, and is logged as Helm logs it', () => {
  const files = { 'Chart.yaml': 'name: c\nversion: 1.0.0\n', 'values.schema.json': '{"$ref":"urn:x:y"}' }
  const logged = (['4.2', '3.21'] as const).map((helmVersion) => {
    const lines: string[] = []
    const chart = loadFolder(memoryFiles(files), helmVersion)
    const options = {
      releaseName: 'r',
      namespace: 'n',
      clock: fixedClock(0),
      random: new Random(1),
      helmVersion,
      log: (line: string) => lines.push(line),
    }
    renderChart(chart, options)
    const once = lines.splice(0)
    renderChart(chart, options)
    expect(lines).toEqual(once)
    return once
  })
  expect(logged).toEqual([
    ['level=WARN msg="unresolved URN reference ignored; using permissive schema" urn=urn:x:y'],
    ['jsonschema.go:192: WARNING: unresolved URN reference ignored; using permissive schema: urn:x:y'],
  ])
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseYamlValue, readFirstYaml, readYaml, YamlConversionError, YamlSyntaxError } from './index.ts'
import { toObject } from './value.ts'

// Recorded by tools/oracles/record-yaml.mjs.
interface RecordedRead {
  readonly input: string
  readonly error: string
  readonly map: string
}

const reads: RecordedRead[] = JSON.parse(
  readFileSync(new URL('../testdata/read.json', import.meta.url), 'utf8'),
)

function readError(text: string): string {
  try {
    const value = parseYamlValue(text)
    if (value === null || value instanceof Map) return ''
    const name = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
    const prefix = 'error unmarshaling JSON: while decoding JSON: json: cannot unmarshal'
    return `${prefix} ${name} into Go value of type map[string]interface {}`
  } catch (error) {
    if (error instanceof YamlConversionError || error instanceof YamlSyntaxError) {
      return `error converting YAML to JSON: ${error.message}`
    }
    throw error
  }
}

test.each(reads)('reads what fromYaml of real Helm reads: $input', ({ input, error, map }) => {
  expect(readError(input)).toBe(error)
  if (error === '')
    expect(toObject(parseYamlValue(input)) ?? null).toEqual(
      JSON.parse(map === '{}' && parseYamlValue(input) === null ? 'null' : map),
    )
})

test('places of fields, list items and merged fields', () => {
  const text = 'a:\n  b: [1, {c: d}]\nbase: &base\n  x: 1\nuse:\n  <<: *base\n'
  const document = readFirstYaml(text, 'values.yaml')
  expect(document.span(['a', 'b'])).toEqual({ file: 'values.yaml', line: 2, column: 3, endColumn: 4 })
  expect(document.valueSpan(['a', 'b', 1, 'c'])).toEqual({
    file: 'values.yaml',
    line: 2,
    column: 14,
    endColumn: 15,
  })
  expect(document.span(['use', 'x'])).toMatchObject({ line: 4, column: 3 })
  expect(document.span(['a', 'nothing'])).toBeUndefined()
  expect(document.span(['a', 'nothing'], true)).toMatchObject({ line: 1, column: 1 })
})

test('several documents, each with places in the whole text', () => {
  const documents = readYaml('a: 1\n---\n# c\nb: 2\n', 'all.yaml')
  expect(documents.map((each) => each.object())).toEqual([{ a: 1 }, { b: 2 }])
  expect(documents[1]?.span(['b'])).toMatchObject({ line: 4, column: 1 })
})

test('a fault says where it is', () => {
  expect(() => readYaml('a: 1\nb: [1, 2\nc: 3\n', 'values.yaml')).toThrowError(
    expect.objectContaining({
      diagnostics: [
        expect.objectContaining({ code: 'yaml-syntax', where: { file: 'values.yaml', line: 3, column: 2 } }),
      ],
    }),
  )
})

test('a key written twice is a warning with its place', () => {
  const [found] = readFirstYaml('a: 1\nb:\n  c: 1\n  c: 2\n', 'values.yaml').duplicates()
  expect(found).toMatchObject({ code: 'yaml-duplicate-key', where: { line: 4, column: 3 } })
})

test('a field called __proto__ is a field', () => {
  const object = readFirstYaml('__proto__: {a: 1}\n', 'x').object() as object
  expect(Object.keys(object)).toEqual(['__proto__'])
  expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
})

test('aliases that multiply without end are refused', () => {
  const levels = Array.from(
    { length: 12 },
    (_, i) => `l${i}: &l${i} [${i === 0 ? '1' : `*l${i - 1},`.repeat(10)}]`,
  )
  expect(() => parseYamlValue(levels.join('\n'))).toThrowError('yaml: document contains excessive aliasing')
})

test('a text as deep as memory allows is refused, not a crash', () => {
  expect(() => parseYamlValue('['.repeat(100_000))).toThrowError('exceeded max depth')
  expect(() => parseYamlValue('- '.repeat(100_000))).toThrowError('exceeded max depth')
})

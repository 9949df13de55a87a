import { expect, test } from 'vitest'
import { nilList } from '../go-type.ts'
import { Int64, type GoValue } from '../value.ts'
import { writeGoJson } from './go-json.ts'

const map = (entries: Record<string, GoValue>) => new Map(Object.entries(entries))

test('keys are sorted by bytes and markup is escaped', () => {
  expect(writeGoJson(map({ b: '<a&b>', a: '\u2028', B: 1 }))).toBe(
    '{"B":1,"a":"\\u2028","b":"\\u003ca\\u0026b\\u003e"}',
  )
  expect(writeGoJson('<', { escapeHtml: false })).toBe('"<"')
})

test('numbers', () => {
  expect(writeGoJson([1, 1.5, 1e21, 1e-7, -0, 2n, new Int64(3n)])).toBe('[1,1.5,1e+21,1e-7,-0,2,3]')
  expect(() => writeGoJson(Number.NaN)).toThrow('json: unsupported value: NaN')
})

test('indented', () => {
  const value = map({ a: [], b: map({}), c: [1, map({ d: null })] })
  expect(writeGoJson(value, { indent: '  ' })).toBe(
    '{\n  "a": [],\n  "b": {},\n  "c": [\n    1,\n    {\n      "d": null\n    }\n  ]\n}',
  )
})

test('a nil slice is null, a byte that is no UTF-8 a replacement character', () => {
  expect(writeGoJson([nilList(), '\udcc3'])).toBe('[null,"\\ufffd"]')
})

import { expect, test } from 'vitest'
import { isJsonObject, isSameJson } from './json-value.ts'

test('objects are neither lists nor null', () => {
  expect(isJsonObject({})).toBe(true)
  expect([[], null, 'a', 1].some(isJsonObject)).toBe(false)
})

test('sameness ignores the order of fields, not that of items', () => {
  expect(isSameJson({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true)
  expect(isSameJson([1, 2], [2, 1])).toBe(false)
  expect(isSameJson({ a: 1 }, { b: 1 })).toBe(false)
  expect(isSameJson({ a: undefined }, { b: undefined })).toBe(false)
  expect(isSameJson({}, [])).toBe(false)
})

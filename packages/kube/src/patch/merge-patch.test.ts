import { expect, test } from 'vitest'
import { applyMergePatch, createMergePatch } from './merge-patch.ts'

// The table of RFC 7386, appendix A.
test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('%j patched with %j is %j', (target, patch, expected) => {
  const before = JSON.stringify(target)
  expect(applyMergePatch(target, patch)).toEqual(expected)
  expect(JSON.stringify(target)).toBe(before)
})

test('a created patch leads from one to the other', () => {
  const before = { a: 1, b: { c: 2, d: [1] }, e: 'x' }
  const after = { a: 1, b: { c: 3, d: [1, 2] }, f: {} }
  const patch = createMergePatch(before, after)
  expect(patch).toEqual({ b: { c: 3, d: [1, 2] }, e: null, f: {} })
  expect(applyMergePatch(before, patch)).toEqual(after)
  expect(createMergePatch(before, before)).toEqual({})
})

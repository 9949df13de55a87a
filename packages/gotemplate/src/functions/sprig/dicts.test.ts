import { expect, test } from 'vitest'
import type { GoValue } from '../../value.ts'
import { call } from './testing.ts'

const map = (entries: Record<string, GoValue>) => new Map(Object.entries(entries))

test('set and unset change the map they are given', () => {
  const target = map({ a: 1 })
  expect(call('set', target, 'b', 2)).toBe(target)
  expect(call('unset', target, 'a')).toBe(target)
  expect([...target]).toEqual([['b', 2]])
  expect(() => call('set', null, 'a', 1)).toThrow('assignment to entry in nil map')
})

test('merge fills what is empty, to any depth, and shares what only the source has', () => {
  const shared = map({ x: 1 })
  const target = map({ a: '', keep: 1, deep: map({ a: 0, b: 2 }) })
  call('merge', target, map({ a: 'filled', keep: 9, deep: map({ a: 5, b: 6, c: 7 }), shared }))
  expect(target).toEqual(map({ a: 'filled', keep: 1, deep: map({ a: 5, b: 2, c: 7 }), shared }))
  expect(target.get('shared')).toBe(shared)
})

test('mergeOverwrite takes even what is empty in the source', () => {
  const target = map({ a: 1, b: 2, c: [1], d: map({ e: 1 }) })
  call('mergeOverwrite', target, map({ a: '', b: null, c: [], d: map({ f: 2 }) }))
  expect(target).toEqual(map({ a: '', b: null, c: [], d: map({ e: 1, f: 2 }) }))
})

test('dig gives the default for a missing key only', () => {
  const tree = map({ a: map({ b: null }) })
  expect(call('dig', 'a', 'b', 'other', tree)).toBe(null)
  expect(call('dig', 'a', 'z', 'other', tree)).toBe('other')
  expect(() => call('dig', 'a', 'b', 'c', 'other', tree)).toThrow(
    'interface conversion: interface {} is nil, not map[string]interface {}',
  )
})

test('deepCopy shares nothing', () => {
  const inner = map({ x: [1, 2] })
  const copy = call('deepCopy', map({ inner })) as Map<string, Map<string, GoValue>>
  expect(copy.get('inner')).toEqual(inner)
  expect(copy.get('inner')).not.toBe(inner)
  expect(copy.get('inner')?.get('x')).not.toBe(inner.get('x'))
})

test('dict makes texts of its keys and "" of a missing last value', () => {
  expect(call('dict', 'a', 1, 2, 'b', 'c')).toEqual(map({ a: 1, 2: 'b', c: '' }))
})

test('pick, omit, pluck, keys, values, get', () => {
  const abc = map({ c: 3, a: 1, b: 2 })
  expect(call('pick', abc, 'a', 'z')).toEqual(map({ a: 1 }))
  expect(call('omit', abc, 'a')).toEqual(map({ b: 2, c: 3 }))
  expect(call('pluck', 'a', abc, map({}), map({ a: 9 }))).toEqual([1, 9])
  expect(call('keys', abc)).toEqual(['a', 'b', 'c'])
  expect(call('values', abc)).toEqual([1, 2, 3])
  expect(call('get', abc, 'z')).toBe('')
  expect(call('hasKey', null, 'z')).toBe(false)
})

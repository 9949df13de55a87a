import { expect, test } from 'vitest'
import { typeName } from '../../go-type.ts'
import { GoStruct, type GoMap, type GoValue } from '../../value.ts'
import { call } from './testing.ts'

class NamedMap extends GoStruct {
  override readonly typeName = 'common.Values'
  readonly map = new Map<string, GoValue>([['a', new Map([['b', 1]])]])
  override field(name: string) {
    return this.map.get(name)
  }
  override underlying(): GoMap {
    return this.map
  }
}

class NamedList extends GoStruct {
  override readonly typeName = 'common.VersionSet'
  override field() {
    return undefined
  }
  override underlying(): readonly GoValue[] {
    return ['v1', 'apps/v1']
  }
}

test('lists of a named type are lists', () => {
  expect(call('has', 'v1', new NamedList())).toBe(true)
  expect(call('first', new NamedList())).toBe('v1')
  expect(call('join', ',', new NamedList())).toBe('v1,apps/v1')
  expect(call('concat', new NamedList(), ['x'])).toEqual(['v1', 'apps/v1', 'x'])
})

test('the copy of a map of a named type shares nothing with it and keeps its name', () => {
  const values = new NamedMap()
  const copy = call('deepCopy', values)
  expect(typeName(copy)).toBe('common.Values')
  expect(copy).toEqual(values.map)
  expect((copy as GoMap).get('a')).not.toBe(values.map.get('a'))
  expect(() => call('dig', 'a', 'b', 'other', copy)).toThrow(
    'interface conversion: interface {} is common.Values, not map[string]interface {}',
  )
})

test('what is handed in stays as it was', () => {
  const items = [3, 1, 2]
  for (const name of ['reverse', 'uniq', 'compact', 'rest', 'initial', 'sortAlpha']) call(name, items)
  call('append', items, 4)
  call('prepend', items, 4)
  expect(items).toEqual([3, 1, 2])
})

test('lists with holes of nothing are nil, as in Go', () => {
  expect(call('toJson', call('rest', []))).toBe('null')
  expect(call('toJson', call('concat'))).toBe('null')
  expect(call('toJson', call('compact', [0]))).toBe('[]')
})

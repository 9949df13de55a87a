import { expect, test } from 'vitest'
import { isNilList, kindOf, nilList, ofType, typeName } from './go-type.ts'
import { GoTime } from './time/go-time.ts'
import { SemanticVersion } from './semver/version.ts'
import { Int64, Missing } from './value.ts'

test('types and kinds are named as Go names them', () => {
  const values = [null, Missing.value, true, 'a', 1.5, 1n, new Int64(1n), [], new Map(), GoTime.zero]
  expect(values.map(typeName)).toEqual([
    '<nil>',
    '<nil>',
    'bool',
    'string',
    'float64',
    'int',
    'int64',
    '[]interface {}',
    'map[string]interface {}',
    'time.Time',
  ])
  expect(kindOf(null)).toBe('invalid')
  expect(kindOf(SemanticVersion.parse('1.2.3'))).toBe('ptr')
  expect(kindOf(GoTime.zero)).toBe('struct')
})

test('a mark changes the type and not the kind', () => {
  const texts = ofType(['a'], '[]string')
  expect([typeName(texts), kindOf(texts)]).toEqual(['[]string', 'slice'])
})

test('a nil slice is empty and still tells itself from an empty one', () => {
  expect(nilList()).toEqual([])
  expect([isNilList(nilList()), isNilList([])]).toEqual([true, false])
})

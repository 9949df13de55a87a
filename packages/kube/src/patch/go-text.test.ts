import { expect, test } from 'vitest'
import { goText } from './go-text.ts'

test('maps are sorted, lists have no commas, null is <nil>', () => {
  expect(goText({ b: [1, 'x', null], a: { c: true } })).toBe('map[a:map[c:true] b:[1 x <nil>]]')
})

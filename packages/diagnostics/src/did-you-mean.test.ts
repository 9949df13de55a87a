import { expect, test } from 'vitest'
import { didYouMean } from './did-you-mean.ts'

const functions = ['toYaml', 'toJson', 'trunc', 'trim', 'quote', 'default']

test.each([
  ['toYml', 'toYaml'],
  ['quoet', 'quote'],
  ['DEFAULT', 'default'],
  ['trm', 'trim'],
  ['trimm', 'trim'],
])('%s means %s', (word, meant) => {
  expect(didYouMean(word, functions)).toBe(meant)
})

test('nothing is near', () => {
  expect(didYouMean('include', functions)).toBeUndefined()
  expect(didYouMean('x', functions)).toBeUndefined()
  expect(didYouMean('anything', [])).toBeUndefined()
})

test('the first of equally near words wins', () => {
  expect(didYouMean('trix', ['trip', 'trim'])).toBe('trip')
})

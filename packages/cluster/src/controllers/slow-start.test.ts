import { StatusError } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { slowStart } from './slow-start.ts'

test('batches double while nothing is refused', () => {
  const seen: number[] = []
  expect(slowStart(7, (index) => seen.push(index))).toEqual({ created: 7, refusal: undefined })
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6])
})

test.each([
  [0, 1, 0],
  [2, 3, 2],
  [3, 7, 6],
])('the batch with a refusal of number %i is the last: %i tried, %i created', (refused, tried, created) => {
  let calls = 0
  const result = slowStart(100, (index) => {
    calls++
    if (index === refused) throw new StatusError('Forbidden', 'no')
  })
  expect([calls, result.created]).toEqual([tried, created])
  expect(result.refusal?.message).toBe('no')
})

test('what is no answer of the API server is thrown', () => {
  expect(() =>
    slowStart(1, () => {
      throw new RangeError('a defect')
    }),
  ).toThrow('a defect')
})

import { expect, test } from 'vitest'
import { exponent } from './growth.ts'

test.each([
  ['time that grows with size', (size: number) => 3 * size, 1],
  ['time that grows with its square', (size: number) => size * size, 2],
])('tells %s', (_what, grow, expected) => {
  const points = [10, 20, 50, 100].map((size) => ({ size, ms: 40 + grow(size) }))
  expect(exponent(40, points)).toBeCloseTo(expected, 6)
})

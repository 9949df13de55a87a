import { expect, test } from 'vitest'
import { positionAt } from './span.ts'

test.each([
  [0, 1, 1],
  [2, 1, 3],
  [3, 1, 4],
  [4, 2, 1],
  [5, 3, 1],
  [7, 3, 3],
])('offset %i of a text of three lines is line %i, column %i', (offset, line, column) => {
  expect(positionAt('abc\n\nde', offset)).toEqual({ line, column })
})

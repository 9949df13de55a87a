import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineDiff } from './line-diff.ts'

test('changed lines are shown with one line around them', () => {
  expect(lineDiff('1\n2\n3\n4\n5\n6\n7\n', '1\n2\n3\nx\n5\n6\n7\n')).toEqual([
    '  …',
    '  3',
    '- 4',
    '+ x',
    '  5',
    '  …',
  ])
})

test('what is gone and what is new makes the one text of the other', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 8 })
    .map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before, after)
      const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length
      expect(count('+') - count('-')).toBe(after.split('\n').length - before.split('\n').length)
      expect(lines.some((line) => !line.startsWith('  '))).toBe(before !== after)
    }),
  )
})

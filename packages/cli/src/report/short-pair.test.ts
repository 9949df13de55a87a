import { expect, test } from 'vitest'
import { shortPair } from './short-pair.ts'

test.each<[before: unknown, after: unknown, old: string, now: string]>([
  [1, 2, '1', '2'],
  ['a', undefined, '"a"', 'nothing'],
  [
    `${'x'.repeat(50)}A${'y'.repeat(50)}`,
    `${'x'.repeat(50)}B${'y'.repeat(50)}`,
    `…${'x'.repeat(16)}A${'y'.repeat(21)}…`,
    `…${'x'.repeat(16)}B${'y'.repeat(21)}…`,
  ],
  [`${'x'.repeat(50)}`, `${'x'.repeat(50)}!`, '…xxxxxxxxxxxxxxxx"', '…xxxxxxxxxxxxxxxx!"'],
  [`A${'y'.repeat(50)}`, 'B', `"A${'y'.repeat(37)}…`, '"B"'],
])('%j and %j', (before, after, old, now) => {
  expect(shortPair(before, after, 40)).toEqual([old, now])
})

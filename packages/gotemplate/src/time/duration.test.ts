import { expect, test } from 'vitest'
import { formatDuration, parseDuration } from './duration.ts'

test.each([
  ['1h15m30.918s', 4_530_918_000_000n, '1h15m30.918s'],
  ['-1.5h', -5_400_000_000_000n, '-1h30m0s'],
  ['1500us', 1_500_000n, '1.5ms'],
  ['2562047h47m16.854775807s', 2n ** 63n - 1n, '2562047h47m16.854775807s'],
  ['0', 0n, '0s'],
] as const)('%s', (text, nanoseconds, printed) => {
  expect(parseDuration(text)).toBe(nanoseconds)
  expect(formatDuration(nanoseconds)).toBe(printed)
})

test.each([
  ['1d', 'time: unknown unit "d" in duration "1d"'],
  ['5', 'time: missing unit in duration "5"'],
  ['.s', 'time: invalid duration ".s"'],
  ['2562047h47m16.854775808s', 'time: invalid duration "2562047h47m16.854775808s"'],
])('%s is none', (text, complaint) => {
  expect(parseDuration(text)).toBe(complaint)
})

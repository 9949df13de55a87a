import { expect, test } from 'vitest'
import { nextBackoff, noFailures, remainingBackoffMs } from './backoff.ts'

test('10 s, then doubled, up to 10 min, from the end of the last failure', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 30].map((failures) =>
    remainingBackoffMs({ failures, lastFailureMs: 1000 }, 1000),
  )
  expect(waits).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 600_000, 600_000, 600_000])
  expect(remainingBackoffMs({ failures: 1, lastFailureMs: 1000 }, 8000)).toBe(3000)
  expect(remainingBackoffMs({ failures: 1, lastFailureMs: 1000 }, 60_000)).toBe(0)
  expect(remainingBackoffMs(noFailures, 0)).toBe(0)
})

test('failures add up until a success, and those after it count from one', () => {
  const two = nextBackoff({ failures: 1, lastFailureMs: 5 }, [], [9])
  expect(two).toEqual({ failures: 2, lastFailureMs: 9 })
  expect(nextBackoff(two, [], [])).toBe(two)
  expect(nextBackoff(two, [12], [])).toEqual(noFailures)
  expect(nextBackoff(two, [12], [10, 13, 15])).toEqual({ failures: 2, lastFailureMs: 15 })
  expect(nextBackoff(two, [12], [10, 12])).toEqual(noFailures)
})

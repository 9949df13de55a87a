import { expect, test } from 'vitest'
import { fixedClock, systemClock } from './clock.ts'

test('a fixed clock stands still', () => {
  const clock = fixedClock(1_700_000_000_000)
  expect([clock.now(), clock.now()]).toEqual([1_700_000_000_000, 1_700_000_000_000])
})

test('the system clock tells the time of the machine', () => {
  const before = Date.now()
  const now = systemClock.now()
  expect(now).toBeGreaterThanOrEqual(before)
  expect(now).toBeLessThanOrEqual(Date.now())
})

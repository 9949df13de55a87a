import { expect, test } from 'vitest'
import { nextBackOff, raiseBackOff, type RestartBackOff, restartAllowedAt } from './back-off.ts'

test('a container that ends at once is restarted after 0, 10, 20 … 300 s', () => {
  let backOff: RestartBackOff = { backOffMs: 0, backOffSetAt: 0 }
  let now = 1_000_000
  const waits: number[] = []
  for (let restart = 0; restart < 8; restart++) {
    const finishedAt = now
    now = restartAllowedAt(backOff, finishedAt)
    waits.push((now - finishedAt) / 1000)
    backOff = raiseBackOff(backOff, finishedAt, now)
  }
  expect(waits).toEqual([0, 10, 20, 40, 80, 160, 300, 300])
})

test('ten minutes after its last restart a container begins anew', () => {
  const backOff = { backOffMs: 80_000, backOffSetAt: 0 }
  expect(restartAllowedAt(backOff, 600_000)).toBe(680_000)
  expect(restartAllowedAt(backOff, 600_001)).toBe(600_001)
  expect(raiseBackOff(backOff, 600_001, 600_001)).toEqual({ backOffMs: 10_000, backOffSetAt: 600_001 })
})

test('image pulls wait 10 s and at most 5 min', () => {
  expect([0, 10_000, 160_000, 300_000].map(nextBackOff)).toEqual([10_000, 20_000, 300_000, 300_000])
})

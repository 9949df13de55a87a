import { expect, test } from 'vitest'
import { newSetSize, rolloutBounds, type SetSize, shrinkOldSets } from './rolling-math.ts'

test.each([
  ['25%', '25%', 1, 1, 0],
  ['25%', '25%', 2, 1, 0],
  ['25%', '25%', 3, 1, 0],
  ['25%', '25%', 4, 1, 1],
  ['25%', '25%', 9, 3, 2],
  [0, '1%', 2, 0, 1],
  ['0%', '50%', 1, 0, 1],
  [0, 5, 3, 0, 3],
  [2, 1, 0, 2, 0],
] as const)(
  'surge %s and unavailable %s of %i: %i and %i',
  (maxSurge, maxUnavailable, replicas, surge, unavailable) => {
    const bounds = rolloutBounds({ maxSurge, maxUnavailable }, replicas)
    expect(bounds).toEqual({ maxSurge: surge, maxUnavailable: unavailable })
  },
)

test('the new set takes the room that is left, and never more than wished', () => {
  expect(newSetSize(4, 1, 0, 4)).toBe(1)
  expect(newSetSize(4, 1, 1, 5)).toBe(1)
  expect(newSetSize(4, 3, 3, 4)).toBe(4)
  // More than allowed already: it stays.
  expect(newSetSize(3, 1, 2, 9)).toBe(2)
})

function set(name: string, replicas: number, available = replicas): SetSize {
  return { name, replicas, available }
}

function sizes(replicas: number, maxUnavailable: number, old: readonly SetSize[], fresh: SetSize) {
  return Object.fromEntries(shrinkOldSets(replicas, maxUnavailable, old, fresh))
}

test('old pods go as new ones become available', () => {
  expect(sizes(3, 0, [set('old', 3)], set('new', 1, 0))).toEqual({})
  expect(sizes(3, 0, [set('old', 3)], set('new', 1, 1))).toEqual({ old: 2 })
  expect(sizes(4, 1, [set('old', 4)], set('new', 0))).toEqual({ old: 3 })
})

test('old pods that are not available go first, oldest set first', () => {
  expect(sizes(4, 1, [set('older', 2, 1), set('old', 2)], set('new', 1, 0))).toEqual({ older: 1 })
  expect(sizes(4, 2, [set('older', 2), set('old', 2, 1)], set('new', 1, 0))).toEqual({ older: 1, old: 1 })
})

test('a set whose status is older than its size decides nothing', () => {
  // Three still count as available of the two that are left: nothing may be concluded from it.
  expect(sizes(3, 1, [set('old', 2, 3)], set('new', 2, 2))).toEqual({})
})

import { expect, test } from 'vitest'
import { type ActiveSet, proportionalSizes } from './proportion.ts'

function set(name: string, replicas: number, maxReplicas: number | undefined): ActiveSet {
  return { name, replicas, maxReplicas }
}

function sizes(sets: readonly ActiveSet[], replicas: number, maxSurge: number, statusReplicas = 0) {
  return Object.fromEntries(proportionalSizes(sets, { replicas, maxSurge, statusReplicas }))
}

test('six to twelve in the middle of a rollout: four and four become seven and seven', () => {
  expect(sizes([set('new', 4, 8), set('old', 4, 8)], 12, 2)).toEqual({ new: 7, old: 7 })
})

test('what rounding leaves over goes to the first set', () => {
  expect(sizes([set('a', 3, 5), set('b', 1, 5), set('c', 1, 5)], 5, 1)).toEqual({ a: 4, b: 1, c: 1 })
})

test('shrinking takes from every set, and nothing is left of nothing', () => {
  expect(sizes([set('old', 6, 9), set('new', 3, 9)], 3, 0)).toEqual({ old: 2, new: 1 })
  expect(sizes([set('old', 6, 9), set('new', 3, 9)], 0, 0)).toEqual({ old: 0, new: 0 })
})

test('a set that has lost its annotation is measured by the status', () => {
  expect(sizes([set('a', 4, undefined), set('b', 4, undefined)], 12, 2, 8)).toEqual({ a: 7, b: 7 })
})

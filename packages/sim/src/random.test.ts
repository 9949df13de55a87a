import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Random, stream } from './random.ts'

const draws = (random: Random, count = 8) => Array.from({ length: count }, () => random.next())

test('the same seed draws the same numbers, in every release', () => {
  expect(draws(new Random(1), 3)).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522])
  expect(draws(new Random(7))).toEqual(draws(new Random(7)))
  expect(draws(new Random(7))).not.toEqual(draws(new Random(8)))
})

test('a copy goes on where the original stands, and each for itself', () => {
  const original = new Random(3)
  draws(original)
  const copy = original.copy()
  const ahead = draws(copy)
  expect(draws(original)).toEqual(ahead)
})

test('streams of one seed are independent by name', () => {
  expect(draws(stream(1, 'kubelet'))).toEqual(draws(stream(1, 'kubelet')))
  expect(draws(stream(1, 'kubelet'))).not.toEqual(draws(stream(1, 'scheduler')))
  expect(draws(stream(1, 'kubelet'))).not.toEqual(draws(stream(2, 'kubelet')))
})

test('draws stay in their bounds', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: -50, max: 50 }),
      (seed, limit, low) => {
        const random = new Random(seed)
        const below = random.below(limit)
        const between = random.between(low, low + 2)
        return Number.isInteger(below) && below >= 0 && below < limit && between >= low && between < low + 2
      },
    ),
  )
})

test('numbers are spread evenly enough', () => {
  const random = new Random(42)
  const drawn = Array.from({ length: 10_000 }, () => random.below(10))
  const counts = Array.from({ length: 10 }, (_, digit) => drawn.filter((each) => each === digit).length)
  expect(Math.min(...counts)).toBeGreaterThan(900)
  expect(Math.max(...counts)).toBeLessThan(1100)
})

test('pick takes each option sometime, and needs one', () => {
  const random = new Random(5)
  const seen = new Set(Array.from({ length: 50 }, () => random.pick(['a', 'b', 'c'])))
  expect([...seen].sort()).toEqual(['a', 'b', 'c'])
  expect(() => random.pick([])).toThrow('pick needs at least one option')
})

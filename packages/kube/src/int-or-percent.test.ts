import { expect, test } from 'vitest'
import { isIntOrPercent, scaledValue } from './int-or-percent.ts'

test('a number is itself whatever the total', () => {
  expect(scaledValue(3, 2, 'up')).toBe(3)
  expect(scaledValue(0, 10, 'down')).toBe(0)
})

test.each([
  ['25%', 2, 'down', 0],
  ['25%', 2, 'up', 1],
  ['25%', 4, 'down', 1],
  ['50%', 3, 'up', 2],
  ['50%', 3, 'down', 1],
  ['100%', 7, 'down', 7],
  ['150%', 2, 'up', 3],
  ['0%', 5, 'up', 0],
] as const)('%s of %i rounded %s is %i', (percent, total, rounding, expected) => {
  expect(scaledValue(percent, total, rounding)).toBe(expected)
})

test('a string without a percent sign is refused', () => {
  expect(() => scaledValue('1', 2, 'up')).toThrow('"1" is neither a number nor a percentage')
  expect(() => scaledValue('half%', 2, 'up')).toThrow(RangeError)
})

test('what the API server takes', () => {
  expect([1, '10%', 0].every(isIntOrPercent)).toBe(true)
  expect(['1', '-5%', '5.5%', 1.5, null].some(isIntOrPercent)).toBe(false)
})

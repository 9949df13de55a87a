import { expect, test } from 'vitest'
import { SecureRandom } from './secure-random.ts'

test('draws lie in [0, 1) and spread over it', () => {
  const random = new SecureRandom()
  const drawn = Array.from({ length: 2_000 }, () => random.next())
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...drawn)).toBeLessThan(1)
  for (let tenth = 0; tenth < 10; tenth++) {
    expect(drawn.filter((each) => Math.floor(each * 10) === tenth).length).toBeGreaterThan(100)
  }
})

test('two generators draw differently', () => {
  const draw = () => {
    const random = new SecureRandom()
    return Array.from({ length: 8 }, () => random.next())
  }
  expect(draw()).not.toEqual(draw())
})

import { afterEach, expect, test, vi } from 'vitest'
import { allMatches, matchFrom, patternOrFail } from './regex-match.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

/** How many characters of a text are read while something is done with it: steps without a clock. */
function readsDuring(work: () => void): number {
  const original = String.prototype.charCodeAt
  let reads = 0
  vi.spyOn(String.prototype, 'charCodeAt').mockImplementation(function (this: string, at: number) {
    reads++
    return original.call(this, at)
  })
  work()
  vi.restoreAllMocks()
  return reads
}

/** Each takes an engine that goes back a time that is exponential, or a high power, of the length. */
const evil = {
  'a repetition of a repetition': '(a+)+$',
  'alternatives that begin alike': '^(a|aa)+$',
  'three repetitions, one in the other': '((a*)*)*b',
  'repetitions in a row': '(.*)(.*)(.*)(.*)(.*)[^a!b]',
  'repetitions of words': '^(([a-z])+.)+[A-Z]([a-z])+$',
  'what may be left out, thirty times': '(?:a?){30}a{30}$',
  'counted repetitions of counted repetitions': '(a{1,20}){1,5}b',
  'fifty alternatives': `^(?:${Array.from({ length: 50 }, (_, at) => 'a'.repeat(at + 1)).join('|')})*$`,
}

test.each(Object.entries(evil))('steps are in proportion to the text: %s', (_name, pattern) => {
  const compiled = patternOrFail(pattern)
  const [one = 0, two = 0, four = 0] = [3000, 6000, 12_000].map((length) =>
    readsDuring(() => matchFrom(compiled, `${'a'.repeat(length)}!b`, 0)),
  )
  expect(one).toBeGreaterThan(3000)
  expect(two / one).toBeLessThan(2.2)
  expect(four / two).toBeLessThan(2.2)
})

test('a text of a hundred thousand characters is read a few times', () => {
  const text = `${'a'.repeat(100_000)}!`
  expect(readsDuring(() => matchFrom(patternOrFail('(a+)+$'), text, 0))).toBeLessThan(20 * text.length)
})

test('so they are for all matches of a text', () => {
  const compiled = patternOrFail('(?:x+)+y|a')
  const [one = 0, two = 0] = [10_000, 20_000].map((length) => {
    const text = 'a'.repeat(length)
    let found = 0
    const reads = readsDuring(() => {
      found = allMatches(compiled, text, -1).length
    })
    expect(found).toBe(length)
    return reads
  })
  expect(one).toBeGreaterThan(10_000)
  expect(two / one).toBeLessThan(2.2)
})

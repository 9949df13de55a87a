import { expect, test } from 'vitest'
import { formatTimestamp, parseTimestamp } from './timestamp.ts'

test.each([
  '1970-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '2000-02-29T12:00:00Z',
  '2024-02-29T23:59:59Z',
  '2026-03-01T00:00:00Z',
  '2100-02-28T01:02:03Z',
])('%s agrees with the language both ways', (text) => {
  const ms = Date.parse(text)
  expect(parseTimestamp(text)).toBe(ms)
  expect(formatTimestamp(ms)).toBe(text)
})

test('every day of fifty years, and a bit of each', () => {
  for (let day = -3650; day < 14_600; day++) {
    const ms = day * 86_400_000 + ((day * 7919) % 86_400) * 1000
    expect(formatTimestamp(ms)).toBe(new Date(ms).toISOString().replace('.000Z', 'Z'))
    expect(parseTimestamp(formatTimestamp(ms))).toBe(ms)
  }
})

test('fractions of a second are dropped', () => {
  expect(parseTimestamp('2026-01-01T00:00:00.123456Z')).toBe(Date.parse('2026-01-01T00:00:00Z'))
  expect(formatTimestamp(Date.parse('2026-01-01T00:00:00.999Z'))).toBe('2026-01-01T00:00:00Z')
})

test('what is no time is not a number', () => {
  expect(parseTimestamp('')).toBeNaN()
  expect(parseTimestamp('2026-01-01')).toBeNaN()
})

import { expect, test } from 'vitest'
import { sprigFunctions } from '../sprig.ts'
import { Int64, type GoValue } from '../../value.ts'
import { testHost } from './testing.ts'

function run(name: string, ...args: GoValue[]) {
  const host = testHost()
  return { value: sprigFunctions[name]?.call(args, host), effects: host.effects }
}

test('the present comes from the clock of the host, and is told', () => {
  expect(run('dateInZone', '2006-01-02 15:04:05', run('now').value ?? null, 'UTC')).toEqual({
    value: '2026-03-04 05:06:07',
    effects: [],
  })
  expect(run('now').effects).toEqual(['clock'])
  expect(run('dateInZone', '2006', 1.5, 'UTC')).toEqual({ value: '2026', effects: ['clock'] })
})

test('a date that is given asks no clock', () => {
  expect(run('dateInZone', '2006-01-02', new Int64(86_400n), 'UTC')).toEqual({
    value: '1970-01-02',
    effects: [],
  })
})

test('how long ago', () => {
  const before = new Int64(BigInt(Date.UTC(2026, 2, 4, 3, 5, 0) / 1000))
  expect(run('ago', before)).toEqual({ value: '2h1m7s', effects: ['clock'] })
})

import { expect, test } from 'vitest'
import { formatTime } from './format-time.ts'
import { parseTime } from './parse-time.ts'
import { fixedZone, loadZone, utc, type Zone } from './zone.ts'

const layout = '2006-01-02 15:04:05 -0700 MST'

function zone(name: string): Zone {
  const found = loadZone(name)
  if (found === undefined) throw new Error(`no zone ${name}`)
  return found
}

function shown(text: string, place: Zone): string {
  const moment = parseTime('2006-01-02 15:04:05', text, place)
  return typeof moment === 'string' ? moment : formatTime(moment, layout)
}

test('the clocks of Berlin go forward and back', () => {
  const berlin = zone('Europe/Berlin')
  expect(shown('2026-03-29 01:59:59', berlin)).toBe('2026-03-29 01:59:59 +0100 CET')
  expect(shown('2026-03-29 02:30:00', berlin)).toBe('2026-03-29 03:30:00 +0200 CEST')
  expect(shown('2026-10-25 02:30:00', berlin)).toBe('2026-10-25 02:30:00 +0100 CET')
  expect(shown('2026-10-25 03:00:00', berlin)).toBe('2026-10-25 03:00:00 +0100 CET')
})

test('the year before the first and the leap days', () => {
  expect(shown('0001-01-01 00:00:00', utc)).toBe('0001-01-01 00:00:00 +0000 UTC')
  expect(shown('2000-02-29 12:00:00', utc)).toBe('2000-02-29 12:00:00 +0000 UTC')
  expect(shown('1900-02-29 12:00:00', utc)).toBe('parsing time "1900-02-29 12:00:00": day out of range')
})

test('a zone without letters shows its offset', () => {
  expect(shown('2026-01-01 00:00:00', zone('Asia/Kathmandu'))).toBe('2026-01-01 00:00:00 +0545 +0545')
  expect(shown('2026-01-01 00:00:00', fixedZone('', -5400))).toBe('2026-01-01 00:00:00 -0130 -0130')
})

test('names that are none', () => {
  expect([loadZone('Nowhere/Land'), loadZone('../etc/passwd'), loadZone('+01:00')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

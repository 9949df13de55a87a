import { type CivilTime, daysInMonth, isLeap, secondsOf } from './civil.ts'
import { quoted } from './duration.ts'
import type { Moment } from './format-time.ts'
import { layoutParts, type LayoutPart } from './layout.ts'
import { type Read, readElement } from './read-element.ts'
import { fixedZone, utc, type Zone } from './zone.ts'

/** `time.ParseInLocation`; a text is Go's complaint. Local is the zone for texts without one. */
export function parseTime(layout: string, text: string, local: Zone): Moment | string {
  const read: Read = { year: 0, hour: 0, minute: 0, second: 0, nanoseconds: 0 }
  const parts = layoutParts(layout)
  let rest = text
  for (const [i, part] of parts.entries()) {
    if (part.kind === 'text') {
      const after = skipText(rest, part.text)
      if (typeof after !== 'string') return mismatch(layout, text, after.left, part.text)
      rest = after
      continue
    }
    const step = readElement(part.text, rest, read, nextIsFraction(parts, i))
    if (step === 'bad') return mismatch(layout, text, rest, part.text)
    if ('range' in step) return `parsing time ${quoted(text)}: ${step.range} out of range`
    rest = rest.slice(step.take)
  }
  if (rest !== '') return `parsing time ${quoted(text)}: extra text: ${quoted(rest)}`
  return complete(read, text, local)
}

function mismatch(layout: string, text: string, rest: string, element: string): string {
  return `parsing time ${quoted(text)} as ${quoted(layout)}: cannot parse ${quoted(rest)} as ${quoted(element)}`
}

/** Text must match as it is; a run of spaces matches any run, or the end. */
function skipText(value: string, prefix: string): string | { readonly left: string } {
  let rest = value
  for (const piece of prefix.match(/ +|[^ ]/g) ?? []) {
    if (piece.startsWith(' ')) {
      if (rest !== '' && !rest.startsWith(' ')) return { left: rest }
      rest = rest.replace(/^ +/, '')
    } else if (rest.startsWith(piece)) {
      rest = rest.slice(1)
    } else {
      return { left: rest }
    }
  }
  return rest
}

function nextIsFraction(parts: readonly LayoutPart[], at: number): boolean {
  const next = parts.slice(at + 1).find((part) => part.kind === 'element')
  return next !== undefined && /^[.,]/.test(next.text)
}

function complete(read: Read, text: string, local: Zone): Moment | string {
  const date = dateRead(read)
  if (typeof date === 'string') return `parsing time ${quoted(text)}: ${date}`
  const hour =
    read.half === 'PM' && read.hour < 12
      ? read.hour + 12
      : read.half === 'AM' && read.hour === 12
        ? 0
        : read.hour
  const wall = secondsOf({ year: read.year, ...date, hour, minute: read.minute, second: read.second })
  return { ...inZone(wall, read, local), nanoseconds: read.nanoseconds }
}

function dateRead(read: Read): Pick<CivilTime, 'month' | 'day'> | string {
  if (read.yearDay !== undefined) return dateOfYearDay(read, read.yearDay)
  const month = read.month ?? 1
  const day = read.day ?? 1
  return day < 1 || day > daysInMonth(read.year, month) ? 'day out of range' : { month, day }
}

function dateOfYearDay(read: Read, yearDay: number): Pick<CivilTime, 'month' | 'day'> | string {
  if (yearDay < 1 || yearDay > (isLeap(read.year) ? 366 : 365)) return 'day-of-year out of range'
  let month = 1
  let day = yearDay
  for (; day > daysInMonth(read.year, month); month++) day -= daysInMonth(read.year, month)
  if (read.month !== undefined && read.month !== month) return 'day-of-year does not match month'
  if (read.day !== undefined && read.day !== day) return 'day-of-year does not match day'
  return { month, day }
}

function inZone(wall: number, read: Read, local: Zone): Pick<Moment, 'seconds' | 'zone'> {
  if (read.utc) return { seconds: wall, zone: utc }
  if (read.offset !== undefined) {
    const seconds = wall - read.offset
    const here = local.at(seconds)
    const same =
      here.offset === read.offset && (read.zoneName === undefined || read.zoneName === here.abbreviation)
    return { seconds, zone: same ? local : fixedZone(read.zoneName ?? '', read.offset) }
  }
  if (read.zoneName !== undefined) return inNamedZone(wall, read.zoneName, local)
  return { seconds: wallToUnix(wall, local), zone: local }
}

/** Letters mean the local zone where it uses them; elsewhere Go keeps them with no offset, but for GMT+3. */
function inNamedZone(wall: number, name: string, local: Zone): Pick<Moment, 'seconds' | 'zone'> {
  const seconds = wallToUnix(wall, local)
  if (local.at(seconds).abbreviation === name) return { seconds, zone: local }
  const offset = name.length > 3 && name.startsWith('GMT') ? Number(name.slice(3)) * 3600 : 0
  return { seconds: wall, zone: fixedZone(name, offset) }
}

/** `time.Date`: in a gap or overlap of the clocks, one of the two offsets around it. */
export function wallToUnix(wall: number, zone: Zone): number {
  const guess = zone.at(wall).offset
  return wall - zone.at(wall - guess).offset
}

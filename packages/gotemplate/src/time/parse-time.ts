import { type CivilTime, dayNames, daysInMonth, isLeap, monthNames, secondsOf } from './civil.ts'
import { quoted } from './duration.ts'
import type { Moment } from './format-time.ts'
import { layoutParts, type LayoutPart } from './layout.ts'
import { fixedZone, utc, type Zone } from './zone.ts'

/** What has been read so far; undefined where the text did not say. */
interface Read {
  year: number
  month?: number
  day?: number
  yearDay?: number
  hour: number
  minute: number
  second: number
  nanoseconds: number
  half?: 'AM' | 'PM'
  utc?: boolean
  offset?: number
  zoneName?: string
}

/** What one element makes of the rest of the text: how much it takes, or why it cannot. */
type Step = { readonly take: number } | 'bad' | { readonly range: string; readonly take: number }

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

function readElement(element: string, rest: string, read: Read, fractionFollows: boolean): Step {
  if (/^[Z-]07/.test(element)) return readOffset(element, rest, read)
  if (/^[.,]/.test(element)) return readFraction(element, rest, read)
  if (element === 'MST') return readZoneName(rest, read)
  if (/^(05?|5|04|4|03|3|15|PM|pm)$/.test(element)) return readClock(element, rest, read, fractionFollows)
  return readDate(element, rest, read)
}

function readDate(element: string, rest: string, read: Read): Step {
  switch (element) {
    case '2006':
      return readDigits(rest, /^\d{4}/, (year) => {
        read.year = year
      })
    case '06':
      return readDigits(rest, /^\d{2}/, (year) => {
        read.year = year >= 69 ? 1900 + year : 2000 + year
      })
    case 'January':
    case 'Jan':
      return readName(rest, monthNames, element.length, (index) => {
        read.month = index + 1
      })
    case 'Monday':
    case 'Mon':
      return readName(rest, dayNames, element.length, () => undefined)
    case '1':
    case '01':
      return readNumber(rest, element === '01', 'month', [1, 12], (month) => {
        read.month = month
      })
    case '__2':
    case '002':
      return readDigits(rest, element === '002' ? /^\d{3}/ : /^ {0,2}\d{1,3}/, (day) => {
        read.yearDay = day
      })
    default:
      return readDigits(
        rest,
        element === '02' ? /^\d{2}/ : element === '2' ? /^\d{1,2}/ : /^ ?\d{1,2}/,
        (day) => {
          read.day = day
        },
      )
  }
}

function readClock(element: string, rest: string, read: Read, fractionFollows: boolean): Step {
  const fixed = element.startsWith('0')
  switch (element) {
    case '15':
      return readNumber(rest, false, 'hour', [0, 23], (hour) => {
        read.hour = hour
      })
    case '3':
    case '03':
      return readNumber(rest, fixed, 'hour', [0, 12], (hour) => {
        read.hour = hour
      })
    case '4':
    case '04':
      return readNumber(rest, fixed, 'minute', [0, 59], (minute) => {
        read.minute = minute
      })
    case '5':
    case '05':
      return readSecond(rest, fixed, read, fractionFollows)
    default: {
      const half = rest.slice(0, 2)
      const wanted = element === 'PM' ? ['AM', 'PM'] : ['am', 'pm']
      if (!wanted.includes(half)) return 'bad'
      read.half = half.toUpperCase() === 'PM' ? 'PM' : 'AM'
      return { take: 2 }
    }
  }
}

/** Seconds take a fraction with them even where the layout has none. */
function readSecond(rest: string, fixed: boolean, read: Read, fractionFollows: boolean): Step {
  const step = readNumber(rest, fixed, 'second', [0, 59], (second) => {
    read.second = second
  })
  if (step === 'bad' || 'range' in step || fractionFollows) return step
  const fraction = /^[.,]\d+/.exec(rest.slice(step.take))?.[0]
  if (fraction === undefined) return step
  read.nanoseconds = nanosecondsOf(fraction)
  return { take: step.take + fraction.length }
}

function readFraction(element: string, rest: string, read: Read): Step {
  const found =
    element[1] === '0' ? new RegExp(`^[.,]\\d{${element.length - 1}}`).exec(rest) : /^[.,]\d+/.exec(rest)
  if (found === null) return element[1] === '0' ? 'bad' : { take: 0 }
  read.nanoseconds = nanosecondsOf(found[0])
  return { take: found[0].length }
}

function nanosecondsOf(fraction: string): number {
  return Number(fraction.slice(1, 10).padEnd(9, '0'))
}

const offsetShapes: Readonly<Record<string, RegExp>> = {
  '07': /^(.)(\d\d)/,
  '0700': /^(.)(\d\d)(\d\d)/,
  '07:00': /^(.)(\d\d):(\d\d)/,
  '070000': /^(.)(\d\d)(\d\d)(\d\d)/,
  '07:00:00': /^(.)(\d\d):(\d\d):(\d\d)/,
}

function readOffset(element: string, rest: string, read: Read): Step {
  if (element.startsWith('Z') && rest.startsWith('Z')) {
    read.utc = true
    return { take: 1 }
  }
  const match = offsetShapes[element.slice(1)]?.exec(rest)
  if (match === null || match === undefined || !/[+-]/.test(match[1] ?? '')) return 'bad'
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3] ?? 0), Number(match[4] ?? 0)]
  if (hours > 24) return { range: 'time zone offset hour', take: 0 }
  if (minutes > 60) return { range: 'time zone offset minute', take: 0 }
  if (seconds > 60) return { range: 'time zone offset second', take: 0 }
  read.offset = (match[1] === '-' ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds)
  return { take: match[0].length }
}

/** Three to five capitals that look like a zone (format.go, parseTimeZone). */
function readZoneName(rest: string, read: Read): Step {
  if (rest.startsWith('UTC')) {
    read.utc = true
    return { take: 3 }
  }
  const found =
    /^(ChST|MeST|GMT([+-](2[0-3]|1?\d)(?!\d))?|[+-](2[0-3]|[01]?\d)(?!\d)|WITA|[A-Z]{4}T(?![A-Z])|[A-Z]{3}T(?![A-Z])|[A-Z]{3}(?![A-Z]))/
  const name = found.exec(rest)?.[0]
  if (name === undefined) return 'bad'
  read.zoneName = name
  return { take: name.length }
}

function readDigits(rest: string, pattern: RegExp, keep: (value: number) => void): Step {
  const found = pattern.exec(rest)?.[0]
  if (found === undefined) return 'bad'
  keep(Number(found))
  return { take: found.length }
}

function readNumber(
  rest: string,
  fixed: boolean,
  what: string,
  [least, most]: readonly [number, number],
  keep: (value: number) => void,
): Step {
  const found = (fixed ? /^\d{2}/ : /^\d{1,2}/).exec(rest)?.[0]
  if (found === undefined) return 'bad'
  const value = Number(found)
  if (value < least || value > most) return { range: what, take: found.length }
  keep(value)
  return { take: found.length }
}

function readName(
  rest: string,
  names: readonly string[],
  width: number,
  keep: (index: number) => void,
): Step {
  const wanted = width === 3 ? names.map((name) => name.slice(0, 3)) : names
  const index = wanted.findIndex((name) => rest.slice(0, name.length).toLowerCase() === name.toLowerCase())
  if (index < 0) return 'bad'
  keep(index)
  return { take: wanted[index]?.length ?? 0 }
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

import { dayNames, monthNames } from './civil.ts'

/** What has been read so far; undefined where the text did not say. */
export interface Read {
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

/** Reads one element of a layout, as `2006` or `PM`, from the start of the rest of a text. */
export function readElement(element: string, rest: string, read: Read, fractionFollows: boolean): Step {
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
  '07': /^(.)(..)/,
  '0700': /^(.)(..)(..)/,
  '07:00': /^(.)(..):(..)/,
  '070000': /^(.)(..)(..)(..)/,
  '07:00:00': /^(.)(..):(..):(..)/,
}

/** Go says first which number is too large, and only then that another is none. */
function readOffset(element: string, rest: string, read: Read): Step {
  if (element.startsWith('Z') && rest.startsWith('Z')) {
    read.utc = true
    return { take: 1 }
  }
  const match = offsetShapes[element.slice(1)]?.exec(rest)
  if (match === null || match === undefined) return 'bad'
  const texts = match.slice(2)
  const fault = texts.findIndex((text) => !/^\d\d$/.test(text))
  const [hours = 0, minutes = 0, seconds = 0] = (fault < 0 ? texts : texts.slice(0, fault)).map(Number)
  if (hours > 24) return { range: 'time zone offset hour', take: 0 }
  if (minutes > 60) return { range: 'time zone offset minute', take: 0 }
  if (seconds > 60) return { range: 'time zone offset second', take: 0 }
  if (fault >= 0 || !/[+-]/.test(match[1] ?? '')) return 'bad'
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

import { civilOf, dayNames, monthNames, weekdayOf, yearDayOf } from './civil.ts'
import { layoutParts } from './layout.ts'
import type { Zone } from './zone.ts'

/** A moment: seconds since 1970, the nanoseconds after them, and the zone it is shown in. */
export interface Moment {
  readonly seconds: number
  readonly nanoseconds: number
  readonly zone: Zone
}

/** `Time.Format` for a layout of Go, as `2006-01-02 15:04`. */
export function formatTime(moment: Moment, layout: string): string {
  return layoutParts(layout)
    .map((part) => (part.kind === 'text' ? part.text : formatElement(moment, part.text)))
    .join('')
}

function formatElement(moment: Moment, element: string): string {
  if (/^[Z-]07/.test(element)) return formatOffset(moment.zone.at(moment.seconds).offset, element)
  if (/^[.,]/.test(element)) return formatFraction(moment.nanoseconds, element)
  if (element === 'MST') return zoneLetters(moment)
  const wall = moment.seconds + moment.zone.at(moment.seconds).offset
  return formatDateElement(wall, element) ?? formatClockElement(wall, element)
}

function formatDateElement(wall: number, element: string): string | undefined {
  const civil = civilOf(wall)
  const month = monthNames[civil.month - 1] ?? ''
  const day = dayNames[weekdayOf(wall)] ?? ''
  switch (element) {
    case '2006':
      return civil.year < 0 ? `-${pad(-civil.year, 4)}` : pad(civil.year, 4)
    case '06':
      return pad(((civil.year % 100) + 100) % 100, 2)
    case 'January':
      return month
    case 'Jan':
      return month.slice(0, 3)
    case '1':
      return String(civil.month)
    case '01':
      return pad(civil.month, 2)
    case 'Monday':
      return day
    case 'Mon':
      return day.slice(0, 3)
    case '2':
      return String(civil.day)
    case '_2':
      return String(civil.day).padStart(2)
    case '02':
      return pad(civil.day, 2)
    case '__2':
      return String(yearDayOf(civil)).padStart(3)
    case '002':
      return pad(yearDayOf(civil), 3)
    default:
      return undefined
  }
}

function formatClockElement(wall: number, element: string): string {
  const { hour, minute, second } = civilOf(wall)
  const hour12 = hour % 12 === 0 ? 12 : hour % 12
  const values: Readonly<Record<string, string>> = {
    '15': pad(hour, 2),
    '3': String(hour12),
    '03': pad(hour12, 2),
    '4': String(minute),
    '04': pad(minute, 2),
    '5': String(second),
    '05': pad(second, 2),
    PM: hour >= 12 ? 'PM' : 'AM',
    pm: hour >= 12 ? 'pm' : 'am',
  }
  return values[element] ?? element
}

/** The letters of the zone, or its offset where it has none. */
function zoneLetters({ seconds, zone }: Moment): string {
  const { offset, abbreviation } = zone.at(seconds)
  if (abbreviation !== '') return abbreviation
  return formatOffset(offset, '-0700')
}

function formatOffset(offset: number, element: string): string {
  if (offset === 0 && element.startsWith('Z')) return 'Z'
  const size = Math.abs(offset)
  const shape = element.slice(3)
  const colon = shape.startsWith(':') ? ':' : ''
  const hours = (offset < 0 ? '-' : '+') + pad(Math.floor(size / 3600), 2)
  const minutes = shape === '' ? '' : colon + pad(Math.floor((size % 3600) / 60), 2)
  return hours + minutes + (shape.length > 3 ? colon + pad(size % 60, 2) : '')
}

/** Zeros in the layout keep every digit, nines drop zeros at the end and the point with them. */
function formatFraction(nanoseconds: number, element: string): string {
  const digits = pad(nanoseconds, 9).slice(0, element.length - 1)
  if (element[1] === '0') return element.charAt(0) + digits.padEnd(element.length - 1, '0')
  const kept = digits.replace(/0+$/, '')
  return kept === '' ? '' : element.charAt(0) + kept
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

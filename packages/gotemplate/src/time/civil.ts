/** A moment on the wall, in some zone. Month and day count from 1. */
export interface CivilTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

export const dayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const

const daySeconds = 86_400

/** Days since 1970-01-01 in the proleptic Gregorian calendar; months and days may run over. */
export function daysOf(year: number, month: number, day: number): number {
  const months = year * 12 + month - 1
  const y = Math.floor(months / 12)
  const m = months - y * 12 + 1
  // Years that begin in March put the leap day last (Howard Hinnant's algorithm).
  const shifted = m <= 2 ? y - 1 : y
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Seconds since 1970 as if the wall stood in UTC. */
export function secondsOf(civil: CivilTime): number {
  const days = daysOf(civil.year, civil.month, civil.day)
  return days * daySeconds + civil.hour * 3600 + civil.minute * 60 + civil.second
}

export function civilOf(seconds: number): CivilTime {
  const days = Math.floor(seconds / daySeconds)
  const rest = seconds - days * daySeconds
  return {
    ...dateOf(days),
    hour: Math.floor(rest / 3600),
    minute: Math.floor((rest % 3600) / 60),
    second: rest % 60,
  }
}

function dateOf(days: number): Pick<CivilTime, 'year' | 'month' | 'day'> {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const m = Math.floor((5 * dayOfYear + 2) / 153)
  const month = m < 10 ? m + 3 : m - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * m + 2) / 5) + 1,
  }
}

/** 0 is Sunday. */
export function weekdayOf(seconds: number): number {
  return (((Math.floor(seconds / daySeconds) + 4) % 7) + 7) % 7
}

/** 1 on the first of January. */
export function yearDayOf(civil: CivilTime): number {
  return daysOf(civil.year, civil.month, civil.day) - daysOf(civil.year, 1, 1) + 1
}

export function daysInMonth(year: number, month: number): number {
  return daysOf(year, month + 1, 1) - daysOf(year, month, 1)
}

export function isLeap(year: number): boolean {
  return daysInMonth(year, 2) === 29
}

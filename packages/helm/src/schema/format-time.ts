import { goQuoteRune, parseTime, utc } from '@seaworthy/gotemplate'
import { integerFault, prefixed } from './format-host.ts'

export function dateFault(text: string): string | undefined {
  const read = parseTime('2006-01-02', text, utc)
  return typeof read === 'string' ? read : undefined
}

export function dateTimeFault(text: string): string | undefined {
  if (Buffer.byteLength(text) < 20) return 'less than 20 characters long'
  if (!/[tT]/.test(text.charAt(10))) return '11th character must be t or T'
  return (
    prefixed('invalid date element', dateFault(text.slice(0, 10))) ??
    prefixed('invalid time element', timeFault(text.slice(11)))
  )
}

/** RFC 3339, with leap seconds at the end of a day only. */
export function timeFault(text: string): string | undefined {
  if (Buffer.byteLength(text) < 9) return 'less than 9 characters long'
  if (text.charAt(2) !== ':' || text.charAt(5) !== ':') return 'missing colon in correct place'
  const clock = text.slice(0, 8).split(':')
  if (clock.some((part) => integerFault(part) !== undefined)) return 'invalid hour/min/sec'
  const [hour = 0, minute = 0, second = 0] = clock.map(Number)
  if (Math.min(hour, minute, second) < 0) return 'non-positive hour/min/sec'
  if (hour > 23 || minute > 59 || second > 60) return 'hour/min/sec out of range'
  const fraction = /^\.(\d*)/.exec(text.slice(8))
  if (fraction?.[1] === '') return 'no digits in second fraction'
  const zone = readOffset(text.slice(8 + (fraction?.[0].length ?? 0)))
  if (typeof zone === 'string') return zone
  const minutes = hour * 60 + minute - zone
  const ofDay = minutes < 0 ? minutes + 24 * 60 : minutes
  return second === 60 && ofDay !== 23 * 60 + 59 ? 'invalid leap second' : undefined
}

/** Minutes east of Greenwich, or what is wrong. */
function readOffset(text: string): number | string {
  if (text === 'z' || text === 'Z') return 0
  if (Buffer.byteLength(text) !== 6) return 'offset must be 6 characters long'
  if (!/^[-+]/.test(text)) return 'offset must begin with plus/minus'
  if (text.charAt(3) !== ':') return 'missing colon in offset in correct place'
  const parts = [text.slice(1, 3), text.slice(4)]
  if (parts.some((part) => integerFault(part) !== undefined)) return 'invalid hour/min in offset'
  const [hours = 0, minutes = 0] = parts.map(Number)
  if (Math.min(hours, minutes) < 0) return 'non-positive hour/min in offset'
  if (hours > 23 || minutes > 59) return 'hour/min in offset out of range'
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

const allUnits = ['YMD', 'HMS']

/** RFC 3339, appendix A. */
export function durationFault(text: string): string | undefined {
  if (!text.startsWith('P')) return 'must start with P'
  const rest = text.slice(1)
  if (rest === '') return 'nothing after P'
  if (rest.endsWith('W')) return weekFault(rest.slice(0, -1))
  for (const [index, part] of rest.split('T').entries()) {
    if (index > 0 && part === '') return 'no time elements'
    const units = allUnits[index]
    if (units === undefined) return 'more than one T'
    const wrong = unitsFault(part, units)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

function weekFault(number: string): string | undefined {
  if (number === '') return 'no number in week'
  return /\D/.test(number) ? 'invalid week' : undefined
}

/** Units are single bytes to the library, so a letter beyond ASCII is shown by its first. */
function unitsFault(part: string, units: string): string | undefined {
  let left = units
  let rest = Buffer.from(part).toString('latin1')
  while (rest !== '') {
    const digits = /^\d*/.exec(rest)?.[0] ?? ''
    if (digits === '') return 'missing number'
    const unit = rest.charAt(digits.length)
    if (unit === '') return 'missing unit'
    const at = left.indexOf(unit)
    if (at < 0)
      return units.includes(unit)
        ? `unit ${goQuoteRune(unit)} out of order`
        : `invalid unit ${goQuoteRune(unit)}`
    left = left.slice(at + 1)
    rest = rest.slice(digits.length + 1)
  }
  return undefined
}

export function periodFault(text: string): string | undefined {
  const slash = text.indexOf('/')
  if (slash < 0) return 'missing slash'
  const [start, end] = [text.slice(0, slash), text.slice(slash + 1)]
  if (start.startsWith('P')) {
    return (
      prefixed('invalid start duration', durationFault(start)) ??
      prefixed('invalid end date-time', dateTimeFault(end))
    )
  }
  const wrong = prefixed('invalid start date-time', dateTimeFault(start))
  if (wrong !== undefined) return wrong
  if (end.startsWith('P')) return prefixed('invalid end duration', durationFault(end))
  return prefixed('invalid end date-time', dateTimeFault(end))
}

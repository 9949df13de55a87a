const cache = new Map<number, string>()

/** Milliseconds since 1970 as the API writes times: UTC, whole seconds, rounded down. */
export function formatTimestamp(ms: number): string {
  const second = Math.floor(ms / 1000)
  let text = cache.get(second)
  if (text === undefined) {
    if (cache.size > 10_000) cache.clear()
    text = civil(second)
    cache.set(second, text)
  }
  return text
}

/** An API timestamp as milliseconds since 1970; NaN for anything else. */
export function parseTimestamp(text: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?Z$/.exec(text)
  if (match === null) return Number.NaN
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return (((daysFromCivil(year, month, day) * 24 + hour) * 60 + minute) * 60 + second) * 1000
}

/** Days since 1970-01-01 of a date (Howard Hinnant, chrono-compatible low-level date algorithms). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function civil(second: number): string {
  const days = Math.floor(second / 86_400)
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  )
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1
  const month = mp < 10 ? mp + 3 : mp - 9
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0)
  const rest = second - days * 86_400
  return `${year}-${two(month)}-${two(day)}T${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}Z`
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}

import { secondsOf } from './civil.ts'
import { zoneLetters } from './zone-letters.ts'

/** A place's rule for its clocks. */
export interface Zone {
  /** Go's name of the location: `UTC`, `Local`, `Europe/Berlin`, or "" for a bare offset. */
  readonly name: string
  /** Seconds east of Greenwich, and the letters in use (`CET`, `+03`, ""), at a unix time in seconds. */
  at(unix: number): { readonly offset: number; readonly abbreviation: string }
}

export const utc: Zone = { name: 'UTC', at: () => ({ offset: 0, abbreviation: 'UTC' }) }

export function fixedZone(name: string, offset: number): Zone {
  return { name, at: () => ({ offset, abbreviation: name }) }
}

/** The zone of the machine, which Go calls Local and sprig's `date` uses. */
export function localZone(): Zone {
  const place = new Intl.DateTimeFormat().resolvedOptions().timeZone
  return isUtc(place) ? { ...utc, name: 'Local' } : { ...(knownZone(place) ?? utc), name: 'Local' }
}

/** `time.LoadLocation`: undefined where the name is not known. */
export function loadZone(name: string): Zone | undefined {
  if (name === '' || name === 'UTC') return utc
  if (name === 'Local') return localZone()
  return knownZone(name)
}

function isUtc(place: string | undefined): boolean {
  return place === undefined || /^(Etc\/)?(UTC|UCT|Zulu|Universal)$/.test(place)
}

/** The letters that the time zone database uses; other zones have their offset for a name, whatever Intl calls them. */
const letters =
  /^(UTC|GMT|[ECMP][SD]T|AK[SD]T|H[SD]T|A[SD]T|N[SD]T|BST|IST|WES?T|CES?T|EES?T|AE[SD]T|AC[SD]T|AWST|NZ[SD]T|SST|ChST|SAST)$/

/** Locales whose English has letters for the zones of their part of the world. */
const locales = ['en-US', 'en-GB', 'en-AU', 'en-CA', 'en-NZ', 'en-ZA', 'en-IN']

function knownZone(name: string): Zone | undefined {
  if (!/^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/.test(name) || /^[+-]/.test(name)) return undefined
  try {
    const clock = wallClock(name)
    return { name, at: (unix) => describe(name, clock, unix) }
  } catch (error) {
    if (error instanceof RangeError) return undefined // Intl does not know the name
    throw error
  }
}

/** A formatter takes a millisecond to make, and a chart asks for few. */
const formats = new Map<string, Intl.DateTimeFormat>()
const mostFormats = 200

function remembered(key: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = make()
  if (formats.size >= mostFormats) formats.clear()
  formats.set(key, made)
  return made
}

function wallClock(timeZone: string): Intl.DateTimeFormat {
  return remembered(timeZone, () => wallClockOnce(timeZone))
}

function wallClockOnce(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
}

function describe(name: string, clock: Intl.DateTimeFormat, unix: number) {
  const parts = Object.fromEntries(clock.formatToParts(unix * 1000).map((part) => [part.type, part.value]))
  const year = Number(parts['year'])
  const wall = secondsOf({
    year: (parts['era'] ?? '').startsWith('B') ? 1 - year : year,
    month: Number(parts['month']),
    day: Number(parts['day']),
    hour: Number(parts['hour']),
    minute: Number(parts['minute']),
    second: Number(parts['second']),
  })
  const offset = wall - unix
  return { offset, abbreviation: abbreviationOf(name, offset, unix) }
}

function abbreviationOf(place: string, offset: number, unix: number): string {
  const [standard, summer] = zoneLetters.get(place)?.split(' ') ?? []
  if (standard !== undefined) return summer !== undefined && isSummer(place, offset, unix) ? summer : standard
  for (const locale of locales) {
    const name = shortName(locale, place, unix)
    if (letters.test(name)) return name
  }
  return numericAbbreviation(offset)
}

function shortName(locale: string, timeZone: string, unix: number): string {
  const format = remembered(
    `${locale} ${timeZone}`,
    () => new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' }),
  )
  const parts = format.formatToParts(unix * 1000)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
}

/** Whether the clocks stand ahead of where they stand at another time of the year. */
function isSummer(name: string, offset: number, unix: number): boolean {
  const clock = wallClock(name)
  const quarter = 91 * 86_400
  const around = [-2, -1, 1, 2].map((quarters) => {
    const moment = unix + quarters * quarter
    const parts = clock.formatToParts(moment * 1000)
    const read = (type: string) => Number(parts.find((part) => part.type === type)?.value)
    const [year, month, day] = [read('year'), read('month'), read('day')]
    const wall = { year, month, day, hour: read('hour'), minute: read('minute'), second: read('second') }
    return secondsOf(wall) - moment
  })
  return offset > Math.min(...around)
}

function numericAbbreviation(offset: number): string {
  const minutes = Math.abs(Math.trunc(offset / 60))
  const digits = String(Math.floor(minutes / 60)).padStart(2, '0')
  const rest = minutes % 60 === 0 ? '' : String(minutes % 60).padStart(2, '0')
  return (offset < 0 ? '-' : '+') + digits + rest
}

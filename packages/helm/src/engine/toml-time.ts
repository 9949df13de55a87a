import { fixedZone, GoTime, localZone, parseTime } from '@seaworthy/gotemplate'

/** The forms of a TOML date, with Go's name of the zone of those that have none. */
const forms: readonly (readonly [layout: string, zone: string])[] = [
  ['2006-01-02T15:04:05.999999999Z07:00', 'Local'],
  ['2006-01-02T15:04:05.999999999', 'datetime-local'],
  ['2006-01-02', 'date-local'],
  ['15:04:05.999999999', 'time-local'],
  ['2006-01-02T15:04Z07:00', 'Local'],
  ['2006-01-02T15:04', 'datetime-local'],
  ['15:04', 'time-local'],
]

/** A date, time or both as TOML writes them; undefined where it is none. */
export function readTomlTime(text: string): GoTime | undefined {
  const normal = text.replaceAll('t', 'T').replaceAll('z', 'Z').replaceAll(' ', 'T')
  for (const [layout, name] of forms) {
    const local = localZone()
    const zone = name === 'Local' ? local : fixedZone(name, local.at(0).offset)
    const moment = parseTime(layout, normal, zone)
    if (typeof moment !== 'string') return new GoTime(moment)
  }
  return undefined
}

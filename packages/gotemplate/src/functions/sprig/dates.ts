import type { FunctionHost, FunctionTable } from '../../function.ts'
import { formatDuration, parseDuration } from '../../time/duration.ts'
import { GoTime } from '../../time/go-time.ts'
import { parseTime } from '../../time/parse-time.ts'
import { loadZone, localZone, utc } from '../../time/zone.ts'
import { type GoStruct, type GoValue, Int64 } from '../../value.ts'
import { parseInteger } from './cast.ts'
import { define, fail } from './define.ts'

const second = 1_000_000_000n
const htmlLayout = '2006-01-02'

const dateInZone = define(['string', 'any', 'string'], ([layout, date, zone], host) =>
  show(layout, date, zone, host),
)

const dateModify = define(['string', 'struct time.Time'], ([change, date]) => {
  const time = asTime(date)
  const duration = parseDuration(change)
  return typeof duration === 'string' ? time : time.plus(duration)
})

const mustDateModify = define(['string', 'struct time.Time'], ([change, date]) => {
  const time = asTime(date)
  const duration = parseDuration(change)
  return typeof duration === 'string' ? fail(duration) : time.plus(duration)
})

/** Dates with Go's layouts. A date is a time, or whole seconds since 1970; for anything else sprig takes the present. */
export const dateFunctions: FunctionTable = {
  now: define([], (_none, host) => now(host)),
  date: define(['string', 'any'], ([layout, date], host) => show(layout, date, 'Local', host)),
  dateInZone,
  date_in_zone: dateInZone,
  htmlDate: define(['any'], ([date], host) => show(htmlLayout, date, 'Local', host)),
  htmlDateInZone: define(['any', 'string'], ([date, zone], host) => show(htmlLayout, date, zone, host)),
  dateModify,
  date_modify: dateModify,
  mustDateModify,
  must_date_modify: mustDateModify,
  toDate: define(['string', 'string'], ([layout, text]) => {
    const moment = parseTime(layout, text, localZone())
    return typeof moment === 'string' ? GoTime.zero : new GoTime(moment)
  }),
  mustToDate: define(['string', 'string'], ([layout, text]) => {
    const moment = parseTime(layout, text, localZone())
    return typeof moment === 'string' ? fail(moment) : new GoTime(moment)
  }),
  unixEpoch: define(['struct time.Time'], ([date]) => String(asTime(date).seconds)),
  ago: define(['any'], ([date], host) => formatDuration(roundToSecond(since(momentOf(date, host), host)))),
  duration: define(['any'], ([seconds]) => formatDuration(BigInt.asIntN(64, secondsOf(seconds) * second))),
  durationRound: define(['any'], ([duration], host) => roundDuration(durationOf(duration, host))),
}

function now(host: FunctionHost): GoTime {
  host.noteEffect('clock')
  const milliseconds = host.clock.now()
  const seconds = Math.floor(milliseconds / 1000)
  const nanoseconds = Math.round((milliseconds - seconds * 1000) * 1e6)
  return new GoTime({ seconds, nanoseconds, zone: localZone() }, true)
}

function momentOf(date: GoValue, host: FunctionHost): GoTime {
  if (date instanceof GoTime) return date
  const seconds = date instanceof Int64 && date.type === 'int64' ? date.value : date
  if (typeof seconds !== 'bigint') return now(host)
  return new GoTime({ seconds: Number(seconds), nanoseconds: 0, zone: localZone() })
}

/** A zone that is not known is UTC. */
function show(layout: string, date: GoValue, zone: string, host: FunctionHost): string {
  return momentOf(date, host)
    .inZone(loadZone(zone) ?? utc)
    .format(layout)
}

/** The executor has looked at the type. */
function asTime(value: GoStruct): GoTime {
  return value instanceof GoTime
    ? value
    : fail(`wrong type for value; expected time.Time; got ${value.typeName}`)
}

function since(time: GoTime, host: FunctionHost): bigint {
  return now(host).unixNano - time.unixNano
}

/** Halves away from zero. */
function roundToSecond(duration: bigint): bigint {
  const half = duration < 0n ? -second / 2n : second / 2n
  return ((duration + half) / second) * second
}

function secondsOf(value: GoValue): bigint {
  if (value instanceof Int64 && value.type === 'int64') return value.value
  return typeof value === 'string' ? (parseInteger(value, 10) ?? 0n) : 0n
}

function durationOf(value: GoValue, host: FunctionHost): bigint {
  if (value instanceof Int64 && value.type === 'int64') return value.value
  if (value instanceof GoTime) return since(value, host)
  const parsed = typeof value === 'string' ? parseDuration(value) : 0n
  return typeof parsed === 'string' ? 0n : parsed
}

/** The largest unit of which there is more than one, cut: `2h`. */
function roundDuration(duration: bigint): string {
  const size = duration < 0n ? -duration : duration
  const hour = 3600n * second
  const units = [
    ['y', hour * 24n * 365n],
    ['mo', hour * 24n * 30n],
    ['d', hour * 24n],
    ['h', hour],
    ['m', 60n * second],
    ['s', second],
  ] as const
  for (const [letters, unit] of units) if (size > unit) return `${size / unit}${letters}`
  return '0s'
}

import { type GoMethod, GoStruct, type GoValue, Int64, type ParameterType } from '../value.ts'
import { civilOf, daysOf, monthNames, weekdayOf, yearDayOf } from './civil.ts'
import { formatTime, type Moment } from './format-time.ts'
import { GoDuration, GoMonth, GoWeekday } from './named-number.ts'
import { wallToUnix } from './parse-time.ts'
import { localZone, utc, type Zone } from './zone.ts'

const zeroSeconds = -62_135_596_800

/** A `time.Time`. */
export class GoTime extends GoStruct implements Moment {
  override readonly typeName = 'time.Time'
  readonly seconds: number
  readonly nanoseconds: number
  readonly zone: Zone
  /** Made by `now`: printing shows Go's monotonic clock, which no one can predict; here it always reads the same. */
  readonly monotonic: boolean

  constructor(moment: Moment, monotonic = false) {
    super()
    this.seconds = moment.seconds
    this.nanoseconds = moment.nanoseconds
    this.zone = moment.zone
    this.monotonic = monotonic
  }

  static readonly zero = new GoTime({ seconds: zeroSeconds, nanoseconds: 0, zone: utc })

  /** Nanoseconds since 1970. */
  get unixNano(): bigint {
    return BigInt(this.seconds) * 1_000_000_000n + BigInt(this.nanoseconds)
  }

  /** So many nanoseconds later. */
  plus(duration: bigint): GoTime {
    const total = this.unixNano + duration
    const nanoseconds = Number(
      BigInt.asUintN(64, ((total % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n),
    )
    const seconds = Number((total - BigInt(nanoseconds)) / 1_000_000_000n)
    return new GoTime({ seconds, nanoseconds, zone: this.zone }, this.monotonic)
  }

  inZone(zone: Zone): GoTime {
    return new GoTime({ seconds: this.seconds, nanoseconds: this.nanoseconds, zone }, this.monotonic)
  }

  format(layout: string): string {
    return formatTime(this, layout)
  }

  /** `Time.String`. */
  override text(): string {
    return this.format('2006-01-02 15:04:05.999999999 -0700 MST') + (this.monotonic ? ' m=+0.000000001' : '')
  }

  /** `Time.GoString`. */
  override syntax(): string {
    const { year, month, day, hour, minute, second } = civilOf(wallOf(this))
    const place = { UTC: 'time.UTC', Local: 'time.Local' }[this.zone.name]
    const zone = place ?? `time.Location(${JSON.stringify(this.zone.name)})`
    const clock = [day, hour, minute, second, this.nanoseconds].join(', ')
    return `time.Date(${year}, time.${monthNames[month - 1]}, ${clock}, ${zone})`
  }

  override jsonValue(): GoValue {
    return this.format('2006-01-02T15:04:05.999999999Z07:00')
  }

  /** Go's struct has no exported fields. */
  override field(_name: string): GoValue | undefined {
    return undefined
  }

  override method(name: string): GoMethod | undefined {
    const read = readers[name]
    if (read !== undefined) return { parameters: [], call: () => read(this) }
    const refusal = refusals[name]
    if (refusal !== undefined) return { parameters: [], refusal, call: () => null }
    const method = methods[name]
    return method && { parameters: method.parameters, call: (args) => method.call(this, args) }
  }
}

/** A `*time.Location`. */
class GoLocation extends GoStruct {
  override readonly typeName = '*time.Location'
  readonly zone: Zone

  constructor(zone: Zone) {
    super()
    this.zone = zone
  }

  /** A machine whose clock is that of Greenwich calls its own zone UTC. */
  override text(): string {
    const { name } = this.zone
    return name === 'Local' && this.zone.at(0).abbreviation === 'UTC' ? 'UTC' : name
  }

  override field(_name: string): GoValue | undefined {
    return undefined
  }

  override method(name: string): GoMethod | undefined {
    return name === 'String' ? { parameters: [], call: () => this.text() } : undefined
  }
}

function wallOf(time: GoTime): number {
  return time.seconds + time.zone.at(time.seconds).offset
}

const readers: Readonly<Record<string, (time: GoTime) => GoValue>> = {
  Unix: (time) => new Int64(BigInt(time.seconds)),
  UnixMilli: (time) => new Int64(time.unixNano / 1_000_000n),
  UnixMicro: (time) => new Int64(time.unixNano / 1000n),
  UnixNano: (time) => new Int64(time.unixNano),
  Year: (time) => BigInt(civilOf(wallOf(time)).year),
  Month: (time) => new GoMonth(BigInt(civilOf(wallOf(time)).month)),
  Day: (time) => BigInt(civilOf(wallOf(time)).day),
  Hour: (time) => BigInt(civilOf(wallOf(time)).hour),
  Minute: (time) => BigInt(civilOf(wallOf(time)).minute),
  Second: (time) => BigInt(civilOf(wallOf(time)).second),
  Nanosecond: (time) => BigInt(time.nanoseconds),
  YearDay: (time) => BigInt(yearDayOf(civilOf(wallOf(time)))),
  Weekday: (time) => new GoWeekday(BigInt(weekdayOf(wallOf(time)))),
  UTC: (time) => time.inZone(utc),
  Local: (time) => time.inZone(localZone()),
  IsZero: (time) => time.seconds === zeroSeconds && time.nanoseconds === 0,
  IsDST: (time) => isSummerTime(time),
  Location: (time) => new GoLocation(time.zone),
  GoString: (time) => time.syntax(),
  String: (time) => time.text(),
}

interface TimeMethod {
  readonly parameters: readonly ParameterType[]
  call(time: GoTime, args: readonly GoValue[]): GoValue
}

const methods: Readonly<Record<string, TimeMethod>> = {
  Format: { parameters: ['string'], call: (time, [layout]) => time.format(layout as string) },
  AddDate: { parameters: ['int', 'int', 'int'], call: (time, counts) => addDate(time, counts.map(Number)) },
  Before: compared((order) => order < 0n),
  After: compared((order) => order > 0n),
  Equal: compared((order) => order === 0n),
  Compare: compared((order) => (order < 0n ? -1n : order > 0n ? 1n : 0n)),
  Sub: compared((order) => new GoDuration(clamped(order))),
  Add: changed((time, duration) => time.plus(duration)),
  Truncate: changed((time, duration) => (duration <= 0n ? time : time.plus(-remainder(time, duration)))),
  Round: changed((time, duration) => rounded(time, duration)),
  In: {
    parameters: ['struct *time.Location'],
    call: (time, [place]) => time.inZone((place as GoLocation).zone),
  },
}

const secondResult = (name: string, type: string) =>
  `invalid function signature for ${name}: second return value should be error; is ${type}`

/** Methods with more results than a template can take. */
const refusals: Readonly<Record<string, string>> = {
  Date: 'function Date has 3 return values; should be 1 or 2',
  Clock: 'function Clock has 3 return values; should be 1 or 2',
  ISOWeek: secondResult('ISOWeek', 'int'),
  Zone: secondResult('Zone', 'int'),
  ZoneBounds: secondResult('ZoneBounds', 'time.Time'),
}

const longest = 2n ** 63n - 1n

/** A duration that does not fit is the longest that does. */
function clamped(duration: bigint): bigint {
  return duration > longest ? longest : duration < -longest - 1n ? -longest - 1n : duration
}

function changed(change: (time: GoTime, duration: bigint) => GoTime): TimeMethod {
  return {
    parameters: ['struct time.Duration'],
    call: (time, [duration]) => change(time, (duration as GoDuration).integer()),
  }
}

/** What is left of the time since the year 1 after whole durations. */
function remainder(time: GoTime, duration: bigint): bigint {
  return (time.unixNano - GoTime.zero.unixNano) % duration
}

function rounded(time: GoTime, duration: bigint): GoTime {
  if (duration <= 0n) return time
  const rest = remainder(time, duration)
  return time.plus(rest + rest < duration ? -rest : duration - rest)
}

/** Whether the clocks are ahead of where they stand in the other half of the year. */
function isSummerTime(time: GoTime): boolean {
  const half = 182 * 86_400
  const now = time.zone.at(time.seconds).offset
  return now > time.zone.at(time.seconds + half).offset || now > time.zone.at(time.seconds - half).offset
}

function compared(holds: (order: bigint) => GoValue): TimeMethod {
  return {
    parameters: ['struct time.Time'],
    call: (time, [other]) => holds(time.unixNano - (other as GoTime).unixNano),
  }
}

/** Years, months and days on the wall; what runs over is carried, as in Go. */
function addDate(time: GoTime, [years = 0, months = 0, days = 0]: readonly number[]): GoTime {
  const wall = wallOf(time)
  const civil = civilOf(wall)
  const day = daysOf(civil.year + years, civil.month + months, 1) + civil.day - 1 + days
  const moved = day * 86_400 + (wall - daysOf(civil.year, civil.month, civil.day) * 86_400)
  return new GoTime({ seconds: wallToUnix(moved, time.zone), nanoseconds: time.nanoseconds, zone: time.zone })
}

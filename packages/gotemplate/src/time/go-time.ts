import { type GoMethod, GoStruct, type GoValue, Int64, type ParameterType } from '../value.ts'
import { civilOf, dayNames, daysOf, monthNames, weekdayOf, yearDayOf } from './civil.ts'
import { formatTime, type Moment } from './format-time.ts'
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
    const method = methods[name]
    return method && { parameters: method.parameters, call: (args) => method.call(this, args) }
  }
}

/** A `time.Month` or `time.Weekday`: prints its name. */
class NamedNumber extends GoStruct {
  override readonly typeName: string
  private readonly name: string

  constructor(typeName: string, name: string) {
    super()
    this.typeName = typeName
    this.name = name
  }

  override text(): string {
    return this.name
  }

  override field(_name: string): GoValue | undefined {
    return undefined
  }

  override method(name: string): GoMethod | undefined {
    return name === 'String' ? { parameters: [], call: () => this.name } : undefined
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
  Month: (time) => new NamedNumber('time.Month', monthNames[civilOf(wallOf(time)).month - 1] ?? ''),
  Day: (time) => BigInt(civilOf(wallOf(time)).day),
  Hour: (time) => BigInt(civilOf(wallOf(time)).hour),
  Minute: (time) => BigInt(civilOf(wallOf(time)).minute),
  Second: (time) => BigInt(civilOf(wallOf(time)).second),
  Nanosecond: (time) => BigInt(time.nanoseconds),
  YearDay: (time) => BigInt(yearDayOf(civilOf(wallOf(time)))),
  Weekday: (time) => new NamedNumber('time.Weekday', dayNames[weekdayOf(wallOf(time))] ?? ''),
  UTC: (time) => time.inZone(utc),
  Local: (time) => time.inZone(localZone()),
  IsZero: (time) => time.seconds === zeroSeconds && time.nanoseconds === 0,
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
}

function compared(holds: (order: bigint) => boolean): TimeMethod {
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

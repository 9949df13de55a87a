import { type GoMethod, GoStruct, type GoValue } from '../value.ts'
import { dayNames, monthNames } from './civil.ts'
import { formatDuration } from './duration.ts'

/** An integer of a named type of package time: prints its name, counts and compares as the number it is. */
abstract class NamedNumber extends GoStruct {
  protected readonly value: bigint

  constructor(value: bigint) {
    super()
    this.value = value
  }

  override integer(): bigint {
    return this.value
  }

  override jsonValue(): GoValue {
    return this.value
  }

  override kind(): 'int' | 'int64' {
    return 'int'
  }

  override field(_name: string): GoValue | undefined {
    return undefined
  }

  override method(name: string): GoMethod | undefined {
    return name === 'String' ? { parameters: [], call: () => this.text() ?? '' } : undefined
  }
}

/** A `time.Month`, from 1. */
export class GoMonth extends NamedNumber {
  override readonly typeName = 'time.Month'

  override text(): string {
    return monthNames[Number(this.value) - 1] ?? `%!Month(${this.value})`
  }
}

/** A `time.Weekday`, from Sunday, which is 0. */
export class GoWeekday extends NamedNumber {
  override readonly typeName = 'time.Weekday'

  override text(): string {
    return dayNames[Number(this.value)] ?? `%!Weekday(${this.value})`
  }
}

const unitsOf: Readonly<Record<string, number>> = { Hours: 3.6e12, Minutes: 6e10, Seconds: 1e9 }

/** A `time.Duration`: nanoseconds. */
export class GoDuration extends NamedNumber {
  override readonly typeName = 'time.Duration'

  override text(): string {
    return formatDuration(this.value)
  }

  override kind() {
    return 'int64' as const
  }

  override method(name: string): GoMethod | undefined {
    const unit = unitsOf[name]
    if (unit !== undefined) return { parameters: [], call: () => this.inUnits(unit) }
    if (name === 'Abs') {
      return { parameters: [], call: () => new GoDuration(this.value < 0n ? -this.value : this.value) }
    }
    return super.method(name)
  }

  /** Whole units and the fraction apart, as Go adds them. */
  private inUnits(unit: number): number {
    const size = BigInt(unit)
    return Number(this.value / size) + Number(this.value % size) / unit
  }
}

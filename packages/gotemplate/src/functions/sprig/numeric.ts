import type { FunctionHost, FunctionTable } from '../../function.ts'
import { ofType } from '../../go-type.ts'
import { type GoValue, Int64 } from '../../value.ts'
import { parseInteger, toFloat64, toInt64 } from './cast.ts'
import { add, type Decimal, decimalOf, divide, floatOf, multiply, subtract } from './decimal.ts'
import { bounded, define, defineVariadic, fail } from './define.ts'
import { textOf } from './text.ts'

const max = defineVariadic(['any'], 'any', ([first], others) =>
  int64(others.map(toInt64).reduce(larger, toInt64(first))),
)

/** Whole numbers are int64 and wrap round; the functions ending in f calculate with decimals and answer float64. */
export const numericFunctions: FunctionTable = {
  int: define(['any'], ([value]) => toInt64(value)),
  int64: define(['any'], ([value]) => int64(toInt64(value))),
  float64: define(['any'], ([value]) => toFloat64(value)),
  atoi: define(['string'], ([text]) => parseInteger(text, 10) ?? 0n),
  toDecimal: define(['any'], ([value]) => int64(parseInteger(textOf(value), 8) ?? 0n)),
  add: defineVariadic([], 'any', (_none, terms) =>
    int64(terms.map(toInt64).reduce((sum, term) => sum + term, 0n)),
  ),
  add1: define(['any'], ([value]) => int64(toInt64(value) + 1n)),
  sub: define(['any', 'any'], ([a, b]) => int64(toInt64(a) - toInt64(b))),
  mul: defineVariadic(['any'], 'any', ([first], others) =>
    int64(others.map(toInt64).reduce((product, other) => product * other, toInt64(first))),
  ),
  div: define(['any', 'any'], ([a, b]) => int64(toInt64(a) / divisor(b))),
  mod: define(['any', 'any'], ([a, b]) => int64(toInt64(a) % divisor(b))),
  max,
  biggest: max,
  min: defineVariadic(['any'], 'any', ([first], others) =>
    int64(others.map(toInt64).reduce(smaller, toInt64(first))),
  ),
  maxf: defineVariadic(['any'], 'any', ([first], others) =>
    Math.max(toFloat64(first), ...others.map(toFloat64)),
  ),
  minf: defineVariadic(['any'], 'any', ([first], others) =>
    Math.min(toFloat64(first), ...others.map(toFloat64)),
  ),
  addf: defineVariadic([], 'any', (_none, terms) => inDecimals(0, terms, add)),
  add1f: define(['any'], ([value]) => inDecimals(value, [1], add)),
  subf: defineVariadic(['any'], 'any', ([first], others) => inDecimals(first, others, subtract)),
  mulf: defineVariadic(['any'], 'any', ([first], others) => inDecimals(first, others, multiply)),
  divf: defineVariadic(['any'], 'any', ([first], others) => inDecimals(first, others, divide)),
  ceil: define(['any'], ([value]) => Math.ceil(toFloat64(value))),
  floor: define(['any'], ([value]) => Math.floor(toFloat64(value))),
  round: defineVariadic(['any', 'int'], 'float64', ([value, places], from) =>
    round(toFloat64(value), places, from[0] ?? 0.5),
  ),
  until: define(['int'], ([count], host) => sequence('until', 0n, count, count < 0n ? -1n : 1n, host)),
  untilStep: define(['int', 'int', 'int'], ([start, stop, step], host) =>
    sequence('untilStep', start, stop, step, host),
  ),
  seq: defineVariadic([], 'int', (_none, bounds, host) => seq(bounds, host)),
}

function int64(value: bigint): Int64 {
  return new Int64(value)
}

function larger(a: bigint, b: bigint): bigint {
  return b > a ? b : a
}

function smaller(a: bigint, b: bigint): bigint {
  return b < a ? b : a
}

function divisor(value: GoValue): bigint {
  const number = toInt64(value)
  return number === 0n ? fail('runtime error: integer divide by zero') : number
}

function inDecimals(
  first: GoValue,
  others: readonly GoValue[],
  step: (a: Decimal, b: Decimal) => Decimal,
): number {
  return floatOf(others.map((other) => decimalOf(toFloat64(other))).reduce(step, decimalOf(toFloat64(first))))
}

/** Up from `from` of the last place on (.5 unless said otherwise), on the binary value: sprig's own algorithm. */
function round(value: number, places: bigint, from: number): number {
  const power = Number(`1e${places}`)
  const digit = power * value
  const fraction = digit - Math.trunc(digit)
  return (fraction >= from ? Math.ceil(digit) : Math.floor(digit)) / power
}

/** From start up to, without, stop; none where the step leads away from it. A list of Go's type []int. */
function sequence(name: string, start: bigint, stop: bigint, step: bigint, host: FunctionHost): GoValue[] {
  const down = stop < start
  if (down ? step >= 0n : step <= 0n) return ofType([], '[]int')
  const distance = down ? start - stop : stop - start
  const stride = down ? -step : step
  const length = bounded(name, (distance + stride - 1n) / stride, host, 'items')
  return ofType(
    Array.from({ length }, (_, i) => start + BigInt(i) * step),
    '[]int',
  )
}

/** Like the shell's seq: `seq END`, `seq START END`, `seq START STEP END`, bounds included; a text. */
function seq(bounds: readonly bigint[], host: FunctionHost): string {
  const [first = 0n, second = 0n, third = 0n] = bounds
  const [start, step, end] =
    bounds.length === 1
      ? [1n, undefined, first]
      : bounds.length === 2
        ? [first, undefined, second]
        : [first, second, third]
  if (bounds.length === 0 || bounds.length > 3) return ''
  const direction = end < start ? -1n : 1n
  if (direction < 0n && step !== undefined && step > 0n) return ''
  return sequence('seq', start, end + direction, step ?? direction, host)
    .map(textOf)
    .join(' ')
}

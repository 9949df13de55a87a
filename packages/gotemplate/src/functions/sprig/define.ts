import { type FunctionHost, type TemplateFunction, TemplateFunctionError } from '../../function.ts'
import { isList, kindOf } from '../../go-type.ts'
import { underlyingOf } from '../../truth.ts'
import type { GoMap, GoStruct, GoValue, Int64, ParameterType } from '../../value.ts'
import { defaultWorkLimits, over } from '../../work-meter.ts'

/** What a parameter type is once the executor has converted the argument. */
interface Argument {
  any: GoValue
  string: string
  int: bigint
  int64: Int64
  float64: number
  bool: boolean
  map: GoMap | null
  list: readonly GoValue[] | null
  bytes: string
  value: GoValue
}

type ArgumentOf<P extends ParameterType> = P extends keyof Argument ? Argument[P] : GoStruct

type Arguments<P extends readonly ParameterType[]> = { -readonly [I in keyof P]: ArgumentOf<P[I]> }

/** A function of fixed arity, its arguments typed from its parameters, which the executor has checked. */
export function define<const P extends readonly ParameterType[]>(
  parameters: P,
  body: (args: Arguments<P>, host: FunctionHost) => GoValue,
): TemplateFunction {
  return { parameters, call: (args, host) => body(args as unknown as Arguments<P>, host) }
}

/** A function whose last parameter repeats: `fixed` arguments come first, the others follow as a list. */
export function defineVariadic<const P extends readonly ParameterType[], R extends ParameterType>(
  fixed: P,
  repeated: R,
  body: (args: Arguments<P>, others: ArgumentOf<R>[], host: FunctionHost) => GoValue,
): TemplateFunction {
  return {
    parameters: [...fixed, repeated],
    variadic: true,
    call(args, host) {
      const others = args.slice(fixed.length) as ArgumentOf<R>[]
      return body(args.slice(0, fixed.length) as unknown as Arguments<P>, others, host)
    },
  }
}

/** An error as a Go function returns or panics it. */
export function fail(text: string): never {
  throw new TemplateFunctionError(text)
}

/** The text of Go's nil dereference, which sprig runs into when a list is nil. */
export const nilDereference = 'runtime error: invalid memory address or nil pointer dereference'

/** The list itself, or the error that sprig's list functions give: `Cannot find first on type string`. */
export function listOr(value: GoValue, complaint: string): readonly GoValue[] {
  const list = underlyingOf(value)
  if (isList(list)) return list
  if (value === null) fail(nilDereference)
  return fail(`${complaint} ${kindOf(value)}`)
}

/**
 * A count small enough to build: a chart's typing error must not take the machine's memory. Each of `size` characters or items.
 * Throws a `LimitError`.
 */
export function bounded(
  name: string,
  count: bigint,
  { meter }: FunctionHost,
  limit: 'text' | 'items' | 'random',
  size = 1,
): number {
  const { [limit]: most } = meter?.limits ?? defaultWorkLimits
  if (count * BigInt(size) > BigInt(most))
    throw over(
      name,
      limit,
      most,
      `${name}: ${count} is more than this renderer allows (${Math.floor(most / size)})`,
    )
  return Number(count)
}

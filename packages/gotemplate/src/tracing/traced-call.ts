import type { GoValue } from '../value.ts'
import type { ContainerOrigins } from './container-origins.ts'
import { both, decided, type Dependence } from './dependence.ts'
import { depending, untraced } from './traced.ts'

/** A call of a function whose result is to be traced. */
export interface TracedCall {
  /** As they were given, traced. */
  readonly args: readonly GoValue[]
  readonly origins: ContainerOrigins
  /** What decided that the call was made. */
  readonly guard: Dependence
  /** What the texts depend on that templates wrote during the call. */
  readonly rendered: Dependence
}

export function argument({ args }: TracedCall, index: number): GoValue {
  return args.at(index) ?? null
}

/** What the arguments depend on, with all that is in them. */
export function dependenceOfAll({ args, origins, rendered }: TracedCall): Dependence {
  let all = rendered
  for (const arg of args) all = both(all, origins.of(arg, 'whole'))
  return all
}

/** The result of a function of which nothing else is known: computed from all its arguments. */
export function computed(call: TracedCall, result: GoValue): GoValue {
  if (typeof result === 'boolean') return depending(result, decided(dependenceOfAll(call)))
  if (typeof result !== 'object' || result === null) return depending(result, dependenceOfAll(call))
  const { args, origins, rendered } = call
  if (origins.isKnown(result) || args.some((arg) => untraced(arg) === result)) {
    const others = args.filter((arg) => untraced(arg) !== result)
    return depending(result, decided(dependenceOfAll({ ...call, args: others, rendered })))
  }
  const dependence = dependenceOfAll(call)
  if (dependence === undefined) return result
  origins.make(result, { shape: decided(dependence), rest: dependence, absent: decided(dependence) })
  return origins.isKnown(result) ? result : depending(result, dependence)
}

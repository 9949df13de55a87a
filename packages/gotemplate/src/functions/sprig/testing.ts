import { fixedClock, stream } from '@seaworthy/sim'
import type { FunctionHost } from '../../function.ts'
import type { GoValue } from '../../value.ts'
import { sprigFunctions } from '../sprig.ts'

/** A host for tests: the clock stands at 2026-03-04 05:06:07 UTC, chance comes from the seed, effects are kept. */
export function testHost(seed = 1): FunctionHost & { readonly effects: string[] } {
  const effects: string[] = []
  return {
    clock: fixedClock(1_772_600_767_000),
    random: stream(seed, 'templates'),
    noteEffect: (effect) => effects.push(effect),
    effects,
  }
}

/** Calls a function of sprig as the executor would, its arguments already converted. */
export function call(name: string, ...args: GoValue[]): GoValue {
  const fn = sprigFunctions[name]
  if (fn === undefined) throw new Error(`sprig has no function ${name}`)
  return fn.call(args, testHost())
}

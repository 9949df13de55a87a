import type { FunctionTable } from '../../function.ts'
import { isTruthy } from '../../truth.ts'
import { define, defineVariadic } from './define.ts'

/** Choosing between values by whether they are empty. */
export const defaultFunctions: FunctionTable = {
  default: defineVariadic(['any'], 'any', ([fallback], given) => {
    const first = given[0] ?? null
    return isTruthy(first) ? first : fallback
  }),
  empty: define(['any'], ([value]) => !isTruthy(value)),
  coalesce: defineVariadic([], 'any', (_none, values) => values.find(isTruthy) ?? null),
  all: defineVariadic([], 'any', (_none, values) => values.every(isTruthy)),
  any: defineVariadic([], 'any', (_none, values) => values.some(isTruthy)),
  ternary: define(['any', 'any', 'bool'], ([whenTrue, whenFalse, condition]) =>
    condition ? whenTrue : whenFalse,
  ),
}

import type { FunctionTable } from '../../function.ts'
import { define, defineVariadic } from './define.ts'
import { isEmpty } from './emptiness.ts'

/** Choosing between values by whether they are empty. */
export const defaultFunctions: FunctionTable = {
  default: defineVariadic(['any'], 'any', ([fallback], given) => {
    const first = given[0] ?? null
    return isEmpty(first) ? fallback : first
  }),
  empty: define(['any'], ([value]) => isEmpty(value)),
  coalesce: defineVariadic([], 'any', (_none, values) => values.find((value) => !isEmpty(value)) ?? null),
  all: defineVariadic([], 'any', (_none, values) => values.every((value) => !isEmpty(value))),
  any: defineVariadic([], 'any', (_none, values) => values.some((value) => !isEmpty(value))),
  ternary: define(['any', 'any', 'bool'], ([whenTrue, whenFalse, condition]) =>
    condition ? whenTrue : whenFalse,
  ),
}

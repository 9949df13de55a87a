import type { FunctionTable } from '../../function.ts'
import { kindOf, typeName } from '../../go-type.ts'
import { deepEqual } from './deep-equal.ts'
import { define } from './define.ts'

/** Questions about Go types and kinds. */
export const reflectionFunctions: FunctionTable = {
  typeOf: define(['any'], ([value]) => typeName(value)),
  typeIs: define(['string', 'any'], ([name, value]) => name === typeName(value)),
  typeIsLike: define(['string', 'any'], ([name, value]) => [name, `*${name}`].includes(typeName(value))),
  kindOf: define(['any'], ([value]) => kindOf(value)),
  kindIs: define(['string', 'any'], ([name, value]) => name === kindOf(value)),
  deepEqual: define(['any', 'any'], ([a, b]) => deepEqual(a, b)),
}

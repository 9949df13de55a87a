import { type Ref, referenceNode, refOf } from '../expr/ref.ts'
import type { Declaration, TypeOf } from './declaration.ts'
import { value } from './value.ts'

/**
 * The values of a chart, declared once: `values.image.tag` is then an expression of the declared type, and
 * `values.schema.json` and `values.yaml` come from the same place.
 */
export function defineValues<S extends Readonly<Record<string, Declaration>>>(
  fields: S,
): Ref<{ readonly [K in keyof S]: TypeOf<S[K]> }> {
  return refOf(referenceNode({ root: ['Values'] }, [], value.object(fields)))
}

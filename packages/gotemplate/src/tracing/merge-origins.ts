import { isNil, isTruthy } from '../truth.ts'
import type { GoMap, GoValue } from '../value.ts'
import { itemAt } from './container.ts'
import { mapOf } from './container-results.ts'
import { both, decided } from './dependence.ts'
import { untraced } from './traced.ts'
import type { TracedCall } from './traced-call.ts'

export const mergeNames: ReadonlySet<string> = new Set([
  'merge',
  'mustMerge',
  'mergeOverwrite',
  'mustMergeOverwrite',
])

/** Notes, before a call of merge or mergeOverwrite changes its first argument, what its items will depend on. */
export function noteMergeCall(name: string, call: TracedCall): void {
  const [target = null, ...sources] = call.args
  const merge = new Merge(call, name.endsWith('Overwrite'))
  for (const source of sources) merge.note(target, source)
}

/** mergo's rules (`mergeInto`), for what the items depend on instead of the items. */
class Merge {
  private readonly call: TracedCall
  private readonly overwrites: boolean
  /** What earlier sources will have put into maps. */
  private readonly merged = new Map<GoMap, Map<string, GoValue>>()

  constructor(call: TracedCall, overwrites: boolean) {
    this.call = call
    this.overwrites = overwrites
  }

  note(target: GoValue, source: GoValue): void {
    const { origins } = this.call
    const [into, from] = [mapOf(target), mapOf(source)]
    if (into === undefined || from === undefined) return
    const merged = this.merged.get(into) ?? new Map<string, GoValue>()
    this.merged.set(into, merged)
    for (const key of new Set([...into.keys(), ...merged.keys(), ...from.keys()])) {
      const given = origins.child(source, key, itemAt(from, key))
      const present = origins.child(target, key, merged.get(key) ?? itemAt(into, key))
      if (mapOf(given) !== undefined && mapOf(present) !== undefined) this.note(present, given)
      else this.noteItem(into, merged, key, present, given)
    }
    origins.reshape(into, decided(origins.of(source, 'shape')))
  }

  /** The one that is taken, and, of the other, what made it be taken. */
  private noteItem(
    into: GoMap,
    merged: Map<string, GoValue>,
    key: string,
    present: GoValue,
    given: GoValue,
  ): void {
    const { origins, guard } = this.call
    const isGiven = !isNil(untraced(given))
    if (!this.overwrites && isTruthy(untraced(present))) return
    const loser = this.overwrites && isGiven ? undefined : isGiven ? present : given
    const besides = loser === undefined ? undefined : decided(origins.of(loser, 'shape'))
    origins.put(into, key, isGiven ? given : present, both(besides, guard))
    if (isGiven) merged.set(key, untraced(given))
  }
}

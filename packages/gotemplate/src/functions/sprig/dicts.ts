import type { FunctionTable } from '../../function.ts'
import { isMap, typeName } from '../../go-type.ts'
import { sortedKeys } from '../../truth.ts'
import type { GoMap, GoValue } from '../../value.ts'
import { define, defineVariadic, fail } from './define.ts'
import { asWritable, deepCopy, mergeInto } from './merge.ts'
import { strings } from './string-lists.ts'
import { textOf } from './text.ts'

const merge = defineVariadic(['map'], 'map', ([target], sources) => mergeAll(target, sources, false))

const mergeOverwrite = defineVariadic(['map'], 'map', ([target], sources) => mergeAll(target, sources, true))

const copy = define(['any'], ([value]) => {
  return value === null ? fail('reflect: call of reflect.Value.Type on zero Value') : deepCopy(value)
})

/**
 * Maps. `set`, `unset`, `merge` and `mergeOverwrite` change the map they are given, as in Go, where others may hold
 * it too. `keys` and `values` come in the order of the keys, where Go has a random one.
 */
export const dictFunctions: FunctionTable = {
  dict: defineVariadic([], 'any', (_none, pairs) => dict(pairs)),
  get: define(['map', 'string'], ([map, key]) => map?.get(key) ?? (map?.has(key) ? null : '')),
  set: define(['map', 'string', 'any'], ([map, key, value]) => {
    if (map === null) fail('assignment to entry in nil map')
    return asWritable(map).set(key, value)
  }),
  unset: define(['map', 'string'], ([map, key]) => {
    if (map !== null) asWritable(map).delete(key)
    return map
  }),
  hasKey: define(['map', 'string'], ([map, key]) => map?.has(key) ?? false),
  pluck: defineVariadic(['string'], 'map', ([key], maps) =>
    maps.filter((map) => map?.has(key)).map((map) => map?.get(key) ?? null),
  ),
  keys: defineVariadic([], 'map', (_none, maps) =>
    strings(maps.flatMap((map) => sortedKeys(map ?? new Map()))),
  ),
  values: define(['map'], ([map]) =>
    map === null ? [] : sortedKeys(map).map((key) => map.get(key) ?? null),
  ),
  pick: defineVariadic(['map'], 'string', ([map], wanted) => chosen(map, (key) => wanted.includes(key))),
  omit: defineVariadic(['map'], 'string', ([map], unwanted) => chosen(map, (key) => !unwanted.includes(key))),
  merge,
  mustMerge: merge,
  mergeOverwrite,
  mustMergeOverwrite: mergeOverwrite,
  deepCopy: copy,
  mustDeepCopy: copy,
  dig: defineVariadic([], 'any', (_none, path) => dig(path)),
}

/** Keys and values in turn; a last key without a value gets "". */
function dict(pairs: readonly GoValue[]): GoMap {
  const map = new Map<string, GoValue>()
  for (let i = 0; i < pairs.length; i += 2) {
    map.set(textOf(pairs[i] ?? null), i + 1 < pairs.length ? (pairs[i + 1] ?? null) : '')
  }
  return map
}

function chosen(map: GoMap | null, wanted: (key: string) => boolean): GoMap {
  return new Map([...(map ?? [])].filter(([key]) => wanted(key)))
}

function mergeAll(target: GoMap | null, sources: readonly (GoMap | null)[], overwrite: boolean): GoMap {
  const merged = asWritable(target ?? new Map())
  for (const source of sources) if (source !== null) mergeInto(merged, source, overwrite)
  return merged
}

/** `dig KEY... DEFAULT MAP`: the default only where a key is missing; what is on the way must be maps. */
function dig(path: readonly GoValue[]): GoValue {
  if (path.length < 3) fail('dig needs at least three arguments')
  let step = asPlainMap(path.at(-1) ?? null)
  const keys = path.slice(0, -2).map(asText)
  for (const [i, key] of keys.entries()) {
    if (!step.has(key)) return path.at(-2) ?? null
    const found = step.get(key) ?? null
    if (i === keys.length - 1) return found
    step = asPlainMap(found)
  }
  return step
}

/** Go's type assertion: a named map type, such as Helm's `.Values`, is another type. */
function asPlainMap(value: GoValue): GoMap {
  if (isMap(value) && typeName(value) === 'map[string]interface {}') return value
  return fail(`interface conversion: interface {} is ${assertedName(value)}, not map[string]interface {}`)
}

function asText(value: GoValue): string {
  if (typeof value === 'string') return value
  return fail(`interface conversion: interface {} is ${assertedName(value)}, not string`)
}

function assertedName(value: GoValue): string {
  return value === null ? 'nil' : typeName(value)
}

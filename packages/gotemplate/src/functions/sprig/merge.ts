import { isList, isMap, isNilList, nilList, ofType, typeName } from '../../go-type.ts'
import { fail } from './define.ts'
import { isTruthy, underlyingOf } from '../../truth.ts'
import type { GoMap, GoValue } from '../../value.ts'

/**
 * mergo's merge of maps, as sprig calls it: changes `target` in place. Without `overwrite` only what is empty in the
 * target is filled ("" and 0 and false are empty); with it the source wins even with nil, "" and []. Maps on both sides
 * are merged key by key; a map or list that only the source has is shared, not copied.
 * Source of the rules: mergo 1.0.1, merge.go, deepMerge.
 */
export function mergeInto(target: Map<string, GoValue>, source: GoMap, overwrite: boolean): void {
  const put = (key: string, value: GoValue) => target.set(key, checkedItem(target, value))
  for (const [key, value] of source) {
    const present = target.get(key)
    if (value === null) {
      if (overwrite) put(key, null)
      continue
    }
    if (mergedDeeper(present, value, overwrite)) continue
    if (overwrite || present === undefined || !isTruthy(present)) put(key, value)
  }
}

/** A map of `split` takes texts only, and what comes from another map has no type of its own. */
function checkedItem(target: GoMap, value: GoValue): GoValue {
  if (typeName(target) !== 'map[string]string') return value
  return fail('reflect.Value.SetMapIndex: value of type interface {} is not assignable to type string')
}

/** True where two maps were merged, and the target's map is to stay. */
function mergedDeeper(present: GoValue | undefined, value: GoValue, overwrite: boolean): boolean {
  if (present === undefined) return false
  const [target, source] = [underlyingOf(present), underlyingOf(value)]
  if (!isMap(target) || !isMap(source)) return false
  mergeInto(asWritable(target), source, overwrite)
  return target.size > 0
}

/** The same map: at run time every Go map is a `Map`, and sprig's functions change them in place as Go's do. */
export function asWritable(map: GoMap): Map<string, GoValue> {
  return map as Map<string, GoValue>
}

/**
 * Copies lists and maps to any depth, with their Go types; structs are shared. Of a named map type, such as `.Values`,
 * the copy has the type's name but not its methods.
 */
export function deepCopy(value: GoValue): GoValue {
  if (isNilList(value)) return nilList(typeName(value))
  const plain = underlyingOf(value)
  if (isList(plain)) return ofType(plain.map(deepCopy), typeName(value))
  if (!isMap(plain)) return value
  const copy = new Map<string, GoValue>()
  for (const [key, item] of plain) copy.set(key, deepCopy(item))
  return ofType(copy, typeName(value))
}

import { GoComplex } from '../../complex.ts'
import { isList, isMap, isNilList, typeName } from '../../go-type.ts'
import { type GoMap, type GoValue, GoStruct, Int64 } from '../../value.ts'

/** `reflect.DeepEqual`: equal type and equal contents. 1 and 1.0 differ, so do a nil and an empty list. */
export function deepEqual(a: GoValue, b: GoValue): boolean {
  if (typeName(a) !== typeName(b)) return false
  if (isList(a) && isList(b)) return isNilList(a) === isNilList(b) && sameItems(a, b)
  if (isMap(a) && isMap(b)) return sameEntries(a, b)
  if (a instanceof Int64 && b instanceof Int64) return a.value === b.value
  if (a instanceof GoComplex && b instanceof GoComplex) return a.equals(b)
  if (a instanceof GoStruct && b instanceof GoStruct) return sameStructs(a, b)
  return a === b || typeName(a) === '<nil>'
}

/** By what they stand on, or by their text: structs here keep nothing that neither shows. */
function sameStructs(a: GoStruct, b: GoStruct): boolean {
  const [plainA, plainB] = [a.underlying(), b.underlying()]
  if (plainA !== undefined && plainB !== undefined) return deepEqual(plainA, plainB)
  const [partsA, partsB] = [a.parts(), b.parts()]
  if (partsA !== undefined && partsB !== undefined) return sameEntries(partsA, partsB)
  return a === b || (a.text() !== undefined && a.text() === b.text())
}

function sameItems(a: readonly GoValue[], b: readonly GoValue[]): boolean {
  return a.length === b.length && a.every((item, i) => deepEqual(item, b[i] ?? null))
}

function sameEntries(a: GoMap, b: GoMap): boolean {
  if (a.size !== b.size) return false
  for (const [key, value] of a) {
    const other = b.get(key)
    if (other === undefined || !deepEqual(value, other)) return false
  }
  return true
}

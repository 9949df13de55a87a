import { type GoValue, GoStruct, Int64, Missing } from '../../value.ts'

/** sprig's `empty`: zero, "", false, nil and what has no elements. Structs never are. */
export function isEmpty(value: GoValue): boolean {
  if (value === null || value instanceof Missing) return true
  if (value instanceof Int64) return value.value === 0n
  if (value instanceof GoStruct) return false
  if (Array.isArray(value)) return value.length === 0
  if (value instanceof Map) return value.size === 0
  return value === '' || value === false || value === 0 || value === 0n
}

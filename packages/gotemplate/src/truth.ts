import { GoComplex } from './complex.ts'
import { sortByBytes } from './go-bytes.ts'
import { type GoMap, GoStruct, type GoValue, Int64, Missing } from './value.ts'

/** Truth as if, with, and, or, not see it (Go: template.IsTrue): not the zero of its type; structs always are. */
export function isTruthy(value: GoValue): boolean {
  switch (typeof value) {
    case 'string':
      return value !== ''
    case 'boolean':
      return value
    case 'number':
      return value !== 0
    case 'bigint':
      return value !== 0n
    default:
      return isTruthyObject(value)
  }
}

function isTruthyObject(value: Exclude<GoValue, string | boolean | number | bigint>): boolean {
  if (value === null || value instanceof Missing) return false
  if (value instanceof Map) return value.size > 0
  if (Array.isArray(value)) return value.length > 0
  if (value instanceof Int64) return value.value !== 0n
  if (value instanceof GoComplex) return value.real !== 0 || value.imaginary !== 0
  if (!(value instanceof GoStruct)) return false
  const under = value.underlying() ?? value.integer()
  return under === undefined || isTruthy(under)
}

export function isNil(value: GoValue): value is null | Missing {
  return value === null || value instanceof Missing
}

/** The map or slice under a named type, or the value itself. */
export function underlyingOf(value: GoValue): GoValue {
  return value instanceof GoStruct ? (value.underlying() ?? value) : value
}

/** Any integer as bigint. */
export function integerOf(value: GoValue): bigint | undefined {
  if (typeof value === 'bigint') return value
  if (value instanceof Int64) return value.value
  return value instanceof GoStruct ? value.integer() : undefined
}

/** The keys of a map in the order in which Go prints and ranges over them. */
export function sortedKeys(map: GoMap): string[] {
  const keys = [...map.keys()]
  return keys.length > 1 ? sortByBytes(keys) : keys
}

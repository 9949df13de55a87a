import { Int64 } from '@seaworthy/gotemplate'
import { JsonNumber } from './json-document.ts'
import type { TypeWord } from './schema-node.ts'

export function isInstanceMap(value: unknown): value is ReadonlyMap<string, unknown> {
  return value instanceof Map
}

/** The kind of a value, of values as Helm holds them or of JSON that was read. */
export function typeOf(value: unknown): TypeWord {
  if (value === null) return 'null'
  if (isInstanceMap(value)) return 'object'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'boolean' || typeof value === 'string') return typeof value as 'boolean' | 'string'
  if (isNumber(value)) return 'number'
  throw new TypeError(`a value of type ${typeof value} is no JSON`)
}

function isNumber(value: unknown): boolean {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof JsonNumber ||
    value instanceof Int64
  )
}

import { type GoKind, type GoMap, type GoValue, GoStruct, Int64, Missing } from './value.ts'

/**
 * The names of Go's types. Lists are `[]interface {}` and maps `map[string]interface {}` unless marked: `until` gives
 * `[]int`, `split` gives `map[string]string`, and `.Values` is a named map type of Helm's.
 */
const marks = new WeakMap<object, string>()
const nils = new WeakSet<object>()
const structs = new WeakSet<object>()

/** Marks a list or map as one of a Go type, for `typeOf`, `deepEqual` and error texts. Returns the same object. */
export function ofType<T extends readonly GoValue[] | GoMap>(value: T, typeName: string): T {
  marks.set(value, typeName)
  return value
}

/** Go's nil slice: empty like any other, but `null` in JSON and YAML. */
export function nilList(typeName = '[]interface {}'): GoValue[] {
  const list: GoValue[] = ofType([], typeName)
  nils.add(list)
  return list
}

/** Go's nil map: empty like any other, but `null` in JSON and YAML. */
export function nilMap(typeName: string): ReadonlyMap<string, GoValue> {
  const map: ReadonlyMap<string, GoValue> = ofType(new Map(), typeName)
  nils.add(map)
  return map
}

export function isNilList(value: GoValue): boolean {
  return Array.isArray(value) && nils.has(value)
}

export function isNilMap(value: GoValue): boolean {
  return value instanceof Map && nils.has(value)
}

/** Marks the JSON of a struct, whose fields are written in the order of their declaration. Returns the same object. */
export function asStruct<T extends GoMap>(fields: T): T {
  structs.add(fields)
  return fields
}

export function isStructFields(map: GoMap): boolean {
  return structs.has(map)
}

/** What `%T` prints: `float64`, `[]interface {}`, `<nil>`. */
export function typeName(value: GoValue): string {
  if (value === null || value instanceof Missing) return '<nil>'
  if (value instanceof GoStruct) return value.typeName
  if (typeof value !== 'object' || value instanceof Int64) return kindOf(value)
  return marks.get(value) ?? (Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}')
}

/** What `reflect.ValueOf(value).Kind()` prints. */
export function kindOf(value: GoValue): GoKind {
  if (value === null || value instanceof Missing) return 'invalid'
  if (value instanceof Int64) return value.type
  if (value instanceof GoStruct) return value.kind()
  if (Array.isArray(value)) return 'slice'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number') return 'float64'
  return typeof value === 'bigint' ? 'int' : 'map'
}

/** Array.isArray that keeps `readonly`. */
export function isList(value: GoValue): value is readonly GoValue[] {
  return Array.isArray(value)
}

export function isMap(value: GoValue): value is GoMap {
  return value instanceof Map
}

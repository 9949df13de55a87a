import { GoStruct, type GoMap, type GoValue } from '../value.ts'

/** What stands before an item: the key of a map, the index of a list. */
export type Key = string | number

export type Container = GoMap | readonly GoValue[]

/** A named map type is known by the map in it, another host object by itself. */
export function containerOf(value: object): object {
  return value instanceof GoStruct && value.kind() === 'map' ? (value.underlying() ?? value) : value
}

export function isContainer(value: unknown): value is Container {
  return value instanceof Map || Array.isArray(value)
}

/** Keys or indices with what is at them; nothing of what holds no items. */
export function entriesOf(container: unknown): Iterable<[Key, GoValue]> {
  if (container instanceof Map) return container as GoMap
  return Array.isArray(container) ? (container as readonly GoValue[]).entries() : []
}

export function itemAt(container: GoValue, key: Key): GoValue {
  const raw = typeof container === 'object' && container !== null ? containerOf(container) : null
  if (raw instanceof Map) return (raw.get(String(key)) as GoValue | undefined) ?? null
  return Array.isArray(raw) ? ((raw[Number(key)] as GoValue | undefined) ?? null) : null
}

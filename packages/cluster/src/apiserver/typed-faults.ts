import { fieldSchemaOf, itemSchemaOf, type Json, type Schema } from '@seaworthy/kube'
import { stepOfItem, words } from './field-set.ts'

/** Values that fitted before: the same manifest is applied in run after run. */
const sound = new WeakMap<object, Schema>()

/**
 * Where an applied configuration does not fit its schema, in the words and the order of structured-merge-diff, which
 * names list items by their keys. Quantities, times and enums pass here: decoding and validation judge them.
 */
export function* typedFaults(value: Json, schema: Schema, path: string): Iterable<string> {
  if (value === null || value === undefined || schema.type === 'any') return
  if (typeof value === 'object' && sound.get(value) === schema) return
  const mismatch = typeFault(value, schema)
  if (mismatch !== undefined) {
    yield `${path}: ${mismatch}`
    return
  }
  if (typeof value !== 'object') return
  let faults = 0
  const inside = Array.isArray(value) ? listFaults(value, schema, path) : objectFaults(value, schema, path)
  for (const fault of inside) {
    faults++
    yield fault
  }
  if (faults === 0) sound.set(value, schema)
}

function* objectFaults(value: Json, schema: Schema, path: string): Iterable<string> {
  for (const name of Object.keys(value).toSorted()) {
    const described = fieldSchemaOf(schema, name)
    if (described !== undefined) yield* typedFaults(value[name], described, `${path}.${name}`)
    else if (schema.preserve === undefined) yield `${path}.${name}: field not declared in schema`
  }
}

function* listFaults(items: readonly Json[], schema: Schema, path: string): Iterable<string> {
  const keyed = schema.list !== undefined
  const seen = new Set<string>()
  for (const [at, item] of items.entries()) {
    const step = keyed ? stepOfItem(item, schema) : ''
    if (keyed && seen.has(step)) yield `${path}: duplicate entries for key ${words(step)}`
    seen.add(step)
    yield* typedFaults(item, itemSchemaOf(schema), `${path}${keyed ? words(step) : `[${at}]`}`)
  }
}

function typeFault(value: Json, { type }: Schema): string | undefined {
  switch (type) {
    case 'int32':
    case 'int64':
    case 'number':
      return typeof value === 'number' ? undefined : `expected numeric (int or float), got ${goType(value)}`
    case 'string':
    case 'byte':
    case 'date-time':
      return typeof value === 'string' ? undefined : `expected string, got ${goValue(value)}`
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `expected boolean, got ${goValue(value)}`
    case 'list':
      return Array.isArray(value) ? undefined : `expected list, got ${goValue(value)}`
    case 'object':
    case 'map':
      return typeof value === 'object' && !Array.isArray(value)
        ? undefined
        : `expected map, got ${goValue(value)}`
    case 'int-or-string':
      return typeof value === 'object' ? `expected any scalar, got ${goValue(value)}` : undefined
    default:
      return undefined
  }
}

function goType(value: Json): string {
  if (Array.isArray(value)) return '[]interface {}'
  if (typeof value === 'object') return 'map[string]interface {}'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

function goValue(value: Json): string {
  return `&value.valueUnstructured{Value:${JSON.stringify(value)}}`
}

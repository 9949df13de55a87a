import {
  fieldSchemaOf,
  itemSchemaOf,
  type Json,
  type KubeObject,
  type Schema,
  type SchemaFinding,
  type StatusCause,
  validateSchema,
} from '@seaworthy/kube'
import { invalid } from './refusal.ts'
import { schemaOf } from './schema-of.ts'
import type { Place, Server } from './server.ts'

/**
 * A custom resource with the defaults of its schema, once the schema has been found to hold. Built-in kinds pass: they
 * have rules of their own. CEL rules are not evaluated.
 * @throws StatusError Invalid with every field at fault
 */
export function completeCustom(server: Server, place: Place, object: KubeObject): KubeObject {
  if (place.info.builtIn) return object
  const schema = schemaOf(server, object)
  if (schema === undefined) return object
  const complete = withSchemaDefaults(object, schema) as KubeObject
  const findings = validateSchema(complete, schema).filter((each) => each.kind !== 'unknown-field')
  if (findings.length === 0) return complete
  throw invalid(
    place.info,
    place.name,
    findings.map((each) => causeOf(complete, each)),
  )
}

/** Defaults of a structural schema: of absent fields inside objects that are there. */
function withSchemaDefaults(value: Json, schema: Schema): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = itemSchemaOf(schema)
    const next = value.map((item) => withSchemaDefaults(item, items))
    return next.every((item, at) => item === value[at]) ? value : next
  }
  let next = value
  for (const name of new Set([...Object.keys(schema.fields ?? {}), ...Object.keys(value)])) {
    const described = fieldSchemaOf(schema, name)
    if (described === undefined || (schema.fields === undefined && value[name] === undefined)) continue
    const before = value[name] ?? described.default
    const after = before === undefined ? undefined : withSchemaDefaults(before, described)
    if (after === value[name]) continue
    if (next === value) next = { ...value }
    next[name] = after
  }
  return next
}

/** Texts of k8s.io/kube-openapi/pkg/validation, as the server prints them for custom resources. */
function causeOf(object: KubeObject, finding: SchemaFinding): StatusCause {
  const { field, kind, expected } = finding
  const value = valueAt(object, field)
  const shown = JSON.stringify(value)
  switch (kind) {
    case 'missing-field':
      return { reason: 'FieldValueRequired', field, message: 'Required value' }
    case 'wrong-type': {
      const got = Array.isArray(value) ? 'array' : typeof value
      const message = `Invalid value: "${got}": ${field} in body must be of type ${jsonType(expected)}: "${got}"`
      return { reason: 'FieldValueTypeInvalid', field, message }
    }
    case 'not-allowed':
      return {
        reason: 'FieldValueNotSupported',
        field,
        message: `Unsupported value: ${shown}: supported values: ${expected}`,
      }
    case 'malformed':
      return {
        reason: 'FieldValueInvalid',
        field,
        message: `Invalid value: ${shown}: ${field} in body should match '${expected}'`,
      }
    default:
      return boundCause(value, finding)
  }
}

function boundCause(value: unknown, { field, above, below }: SchemaFinding): StatusCause {
  const reason = 'FieldValueInvalid'
  const head = `Invalid value: ${JSON.stringify(value)}: ${field} in body should`
  if (typeof value === 'number') {
    const words = above === undefined ? `greater than or equal to ${below}` : `less than or equal to ${above}`
    return { reason, field, message: `${head} be ${words}` }
  }
  if (typeof value === 'string') {
    return above === undefined
      ? { reason, field, message: `${head} be at least ${below} chars long` }
      : { reason: 'FieldValueTooLong', field, message: `Too long: may not be more than ${above} bytes` }
  }
  const count = Object.keys(value as object).length
  const what = Array.isArray(value) ? 'items' : 'properties'
  return above === undefined
    ? {
        reason,
        field,
        message: `Invalid value: ${count}: ${field} in body should have at least ${below} ${what}`,
      }
    : {
        reason: 'FieldValueTooMany',
        field,
        message: `Too many: ${count}: must have at most ${above} ${what}`,
      }
}

function jsonType(expected: string | undefined): string {
  if (expected === 'a whole number') return 'integer'
  if (expected === 'a list') return 'array'
  return expected?.split(' ')[1] ?? ''
}

function valueAt(object: Json, field: string): unknown {
  let value = object
  for (const part of field.split(/[.[]/)) value = value?.[part.endsWith(']') ? part.slice(0, -1) : part]
  return value
}

import {
  crdSchema,
  fieldSchemaOf,
  findSchema,
  itemSchemaOf,
  type Json,
  type KubeObject,
  type Schema,
  type SchemaFinding,
  StatusError,
  schemaName,
  validateSchema,
  versionOf,
} from '@seaworthy/kube'
import { normalise } from './normalise.ts'
import { badRequest, invalid } from './refusal.ts'
import type { Place, Server } from './server.ts'

const declared = new WeakMap<KubeObject, Map<string, Schema>>()

/** The schema of a kind: of a definition in the store, else the bundled one; undefined for a kind that is only accepted. */
export function schemaOf(server: Server, kind: { apiVersion: string; kind: string }): Schema | undefined {
  const definition = server.kinds.definitionOf(kind)
  if (definition === undefined) return findSchema(kind)
  let versions = declared.get(definition)
  if (versions === undefined) {
    const read = (version: Json) => [version.name, crdSchema(version.schema?.openAPIV3Schema)] as const
    versions = new Map(definition.spec.versions.map(read))
    declared.set(definition, versions)
  }
  return versions.get(versionOf(kind.apiVersion))
}

/**
 * What a client sent, as the server understands it. Decoding is strict, as Helm 4 and kubectl ask for: unknown fields
 * are refused. A kind without a schema is taken as it is and makes verdicts unknown.
 * @throws StatusError BadRequest (built-in kinds), Invalid (custom resources)
 */
export function decode(server: Server, place: Place, object: KubeObject): KubeObject {
  const schema = schemaOf(server, object)
  if (schema === undefined) {
    const id = `${object.apiVersion}/${object.kind}`
    server.host.unknown({
      code: `schema:${id}`,
      message: `no schema of ${id} is known: its fields are not checked`,
    })
    return object
  }
  const findings = validateSchema(object, schema)
  if (findings.length > 0) refuse(place, object, schema, findings)
  return normalise(object, schema, place.info.builtIn)
}

function refuse(place: Place, object: KubeObject, schema: Schema, findings: readonly SchemaFinding[]): void {
  if (!place.info.builtIn) {
    refuseCustom(place, object, findings)
    return
  }
  const head = `${object.kind} in version "${versionOf(object.apiVersion)}" cannot be handled as a ${object.kind}: `
  const wrong = findings.find((finding) => finding.kind === 'wrong-type')
  if (wrong !== undefined) throw badRequest(head + unmarshalError(object, schema, wrong))
  const unknown = findings.filter((finding) => finding.kind === 'unknown-field')
  if (unknown.length === 0) return
  const texts = unknown.map(({ field }) => `unknown field "${field}"`)
  throw badRequest(`${head}strict decoding error: ${texts.join(', ')}`)
}

/** Custom resources: unknown fields are refused by strict decoding first, then the schema is judged as a whole. */
function refuseCustom(place: Place, object: KubeObject, findings: readonly SchemaFinding[]): void {
  const unknown = findings.filter((finding) => finding.kind === 'unknown-field')
  if (unknown.length > 0) {
    const texts = unknown.map(({ field }) => `unknown field "${field}"`)
    throw badRequest(
      `${object.kind} in version "${versionOf(object.apiVersion)}" cannot be handled as a ${object.kind}: strict decoding error: ${texts.join(', ')}`,
    )
  }
  throw invalid(
    place.info,
    place.name,
    findings.map((finding) => customCause(object, finding)),
  )
}

/** Texts of k8s.io/kube-openapi/pkg/validation, as the server prints them for custom resources. */
function customCause(object: KubeObject, { field, kind, message, expected }: SchemaFinding) {
  const value = valueAt(object, field)
  switch (kind) {
    case 'missing-field':
      return { reason: 'FieldValueRequired', field, message: 'Required value' }
    case 'wrong-type': {
      const type = jsonType(expected)
      const text = `Invalid value: "${goType(value)}": ${field} in body must be of type ${type}: "${goType(value)}"`
      return { reason: 'FieldValueTypeInvalid', field, message: text }
    }
    case 'not-allowed':
      return {
        reason: 'FieldValueNotSupported',
        field,
        message: `Unsupported value: ${JSON.stringify(value)}: supported values: ${expected}`,
      }
    default:
      return {
        reason: 'FieldValueInvalid',
        field,
        message: `Invalid value: ${JSON.stringify(value)}: ${message}`,
      }
  }
}

/** Go's words for a value of the wrong type, with the Go struct that holds the field (encoding/json). */
function unmarshalError(object: KubeObject, schema: Schema, { field }: SchemaFinding): string {
  const path = field.split('.')
  const { owner, type } = ownerOf(schema, path)
  if (type.type === 'quantity') {
    return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
  }
  const plain = path.map((part) => part.replaceAll(/\[\d+\]/g, '')).join('.')
  return `json: cannot unmarshal ${goType(valueAt(object, field))} into Go struct field ${owner}.${plain} of type ${goName(type)}`
}

function ownerOf(schema: Schema, path: readonly string[]): { owner: string; type: Schema } {
  let owner = schema
  let type = schema
  for (const part of path) {
    if (type.type === 'object') owner = type
    const [name = '', ...indexes] = part.split('[')
    type = fieldSchemaOf(type, name) ?? { type: 'any' }
    for (const _ of indexes) type = itemSchemaOf(type)
  }
  return { owner: schemaName(owner)?.split('.').at(-1) ?? '', type }
}

function goName(schema: Schema): string {
  if (schema.type === 'boolean') return 'bool'
  if (schema.type === 'number') return 'float64'
  if (schema.type === 'list') return `[]${goName(itemSchemaOf(schema))}`
  if (schema.type === 'map') return `map[string]${goName(fieldSchemaOf(schema, '') ?? { type: 'string' })}`
  return schemaName(schema)?.split('.').slice(-2).join('.') ?? schema.type
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'boolean') return 'bool'
  return typeof value
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

/** A patch or an applied configuration that cannot be understood: 500, as the real server answers. */
export function internalError(message: string): StatusError {
  return new StatusError('InternalError', message)
}

import {
  fieldSchemaOf,
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
import { badRequest } from './refusal.ts'
import { schemaOf } from './schema-of.ts'
import type { Place, Server } from './server.ts'

/**
 * What a client sent, as the server understands it. Decoding is strict, as Helm 4 and kubectl ask for: unknown fields
 * are refused. A kind without a schema is taken as it is and makes verdicts unknown.
 * @throws StatusError BadRequest; what else a custom resource breaks is found when it is written
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
  const head = `${object.kind} in version "${versionOf(object.apiVersion)}" cannot be handled as a ${object.kind}: `
  const wrong = place.info.builtIn ? findings.find((finding) => finding.kind === 'wrong-type') : undefined
  if (wrong !== undefined) throw badRequest(head + unmarshalError(object, schema, wrong))
  const unknown = findings.filter((finding) => finding.kind === 'unknown-field')
  if (unknown.length === 0) return
  const texts = unknown.map(({ field }) => `unknown field "${field}"`)
  throw badRequest(`${head}strict decoding error: ${texts.join(', ')}`)
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

function valueAt(object: Json, field: string): unknown {
  let value = object
  for (const part of field.split(/[.[]/)) value = value?.[part.endsWith(']') ? part.slice(0, -1) : part]
  return value
}

/** A patch or an applied configuration that cannot be understood: 500, as the real server answers. */
export function internalError(message: string): StatusError {
  return new StatusError('InternalError', message)
}

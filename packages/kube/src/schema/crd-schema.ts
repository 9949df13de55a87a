import type { Json } from '../object.ts'
import type { Schema, SchemaNode, SchemaType } from './schema.ts'

const formats: Readonly<Record<string, SchemaType>> = {
  'date-time': 'date-time',
  byte: 'byte',
  int32: 'int32',
  int64: 'int64',
}

/**
 * The root schema of a version of a CustomResourceDefinition, from its `schema.openAPIV3Schema`; `any` when it has none.
 * apiVersion, kind and metadata are the server's business and are added. CEL rules and combinations (`oneOf`, `not` …)
 * are left out: what they refuse is not found.
 */
export function crdSchema(openApi: Json): Schema {
  if (openApi === undefined || openApi === null) return { type: 'any' }
  const root = describe(openApi)
  return {
    ...root,
    type: 'object',
    fields: { ...root.fields, apiVersion: 'string', kind: 'string', metadata: '#meta.v1.ObjectMeta' },
  }
}

/** A structural schema (OpenAPI v3, as CRDs write it) in our form, short where nothing but the type is said. */
function convert(openApi: Json): SchemaNode {
  const described = describe(openApi)
  return Object.keys(described).length === 1 ? described.type : described
}

function describe(openApi: Json): Schema {
  const type = typeOf(openApi)
  return {
    type,
    ...(type === 'object' && objectParts(openApi)),
    ...(type === 'map' && { values: convert(openApi.additionalProperties) }),
    ...(type === 'list' && listParts(openApi)),
    ...(openApi['x-kubernetes-map-type'] === 'atomic' && { atomic: true as const }),
    ...constraints(openApi),
  }
}

function typeOf(openApi: Json): SchemaType {
  if (openApi['x-kubernetes-int-or-string'] === true) return 'int-or-string'
  switch (openApi.type) {
    case 'object':
      return typeof openApi.additionalProperties === 'object' && openApi.properties === undefined
        ? 'map'
        : 'object'
    case 'array':
      return 'list'
    case 'integer':
      return formats[openApi.format] ?? 'int64'
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'string':
      return formats[openApi.format] ?? 'string'
    default:
      return 'any'
  }
}

function objectParts(openApi: Json): Partial<Schema> {
  const properties: Record<string, Json> = openApi.properties ?? {}
  const fields = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, convert(each)]))
  const isEmbedded = openApi['x-kubernetes-embedded-resource'] === true
  const keepsAll = openApi['x-kubernetes-preserve-unknown-fields'] === true || isEmbedded
  return {
    fields,
    ...(openApi.required?.length > 0 && { required: openApi.required }),
    ...(keepsAll && { preserve: true as const }),
  }
}

function listParts(openApi: Json): Partial<Schema> {
  const list = openApi['x-kubernetes-list-type']
  return {
    items: convert(openApi.items ?? {}),
    ...((list === 'set' || list === 'map') && { list }),
    ...(list === 'map' && { keys: openApi['x-kubernetes-list-map-keys'] }),
  }
}

function constraints(openApi: Json): Partial<Schema> {
  const min = openApi.minimum ?? openApi.minLength ?? openApi.minItems ?? openApi.minProperties
  const max = openApi.maximum ?? openApi.maxLength ?? openApi.maxItems ?? openApi.maxProperties
  return {
    ...(openApi.enum !== undefined && { enum: openApi.enum }),
    ...(openApi.nullable === true && { nullable: true as const }),
    ...(openApi.default !== undefined && { default: openApi.default }),
    ...(openApi.pattern !== undefined && { pattern: openApi.pattern }),
    ...(typeof min === 'number' && { min }),
    ...(typeof max === 'number' && { max }),
  }
}

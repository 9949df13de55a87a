import type { Json, Schema, SchemaNode, SchemaType } from '@seaworthy/kube'

/** Definitions whose JSON is not what their Go type looks like. */
const special: Readonly<Record<string, SchemaNode>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'int-or-string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'date-time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'date-time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': { type: 'object', preserve: true },
  'io.k8s.apimachinery.pkg.runtime.RawExtension': { type: 'object', preserve: true },
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': 'any',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps': {
    type: 'object',
    preserve: true,
  },
}

/** The kinds of a swagger document and every definition that they reach, in our form. */
export function fromOpenApiV2(
  swagger: Json,
  kindIds: ReadonlySet<string>,
): { kinds: Json; definitions: Json } {
  const kinds: Record<string, string> = {}
  const definitions: Record<string, Schema> = {}
  const reach = (name: string): void => {
    const short = shortName(name)
    if (special[name] !== undefined || definitions[short] !== undefined) return
    const definition = swagger.definitions[name]
    definitions[short] = describe(definition)
    for (const ref of refsIn(definition)) reach(ref)
  }
  for (const [name, definition] of Object.entries<Json>(swagger.definitions)) {
    for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
      const id = group === '' ? `${version}/${kind}` : `${group}/${version}/${kind}`
      if (!kindIds.has(id)) continue
      kinds[id] = `#${shortName(name)}`
      reach(name)
    }
  }
  return { kinds, definitions }
}

function refsIn(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = typeof value.$ref === 'string' ? [refName(value)] : []
  return [...own, ...Object.values(value).flatMap(refsIn)]
}

function refName(openApi: Json): string {
  return openApi.$ref.slice('#/definitions/'.length)
}

/** `apps.v1.DeploymentSpec` of `io.k8s.api.apps.v1.DeploymentSpec`. */
function shortName(name: string): string {
  return name.split('.').slice(-3).join('.')
}

function convert(openApi: Json): SchemaNode {
  const described = describe(openApi)
  const keys = Object.keys(described)
  if (keys.length === 1) return described.type
  return keys.length === 2 && described.ref !== undefined ? `#${described.ref}` : described
}

function describe(openApi: Json): Schema {
  const extra = {
    ...(openApi['x-kubernetes-map-type'] === 'atomic' && { atomic: true as const }),
    ...(openApi['x-kubernetes-patch-strategy'] !== undefined && {
      patch: openApi['x-kubernetes-patch-strategy'],
    }),
    ...(openApi['x-kubernetes-patch-merge-key'] !== undefined && {
      patchKey: openApi['x-kubernetes-patch-merge-key'],
    }),
    ...(openApi.enum !== undefined && { enum: openApi.enum }),
  }
  if (openApi.$ref !== undefined) {
    const known = special[refName(openApi)]
    if (known === undefined) return { type: 'object', ref: shortName(refName(openApi)), ...extra }
    return typeof known === 'string' ? { type: known as SchemaType, ...extra } : { ...known, ...extra }
  }
  return { type: typeOf(openApi), ...partsOf(openApi), ...extra }
}

function typeOf(openApi: Json): SchemaType {
  switch (openApi.type) {
    case 'object':
      return openApi.additionalProperties === undefined ? 'object' : 'map'
    case 'array':
      return 'list'
    case 'integer':
      return openApi.format === 'int32' ? 'int32' : 'int64'
    case 'string':
      return openApi.format === 'byte' || openApi.format === 'date-time' ? openApi.format : 'string'
    case 'number':
    case 'boolean':
      return openApi.type
    default:
      return 'any'
  }
}

function partsOf(openApi: Json): Partial<Schema> {
  if (openApi.type === 'array') {
    const list = openApi['x-kubernetes-list-type']
    return {
      items: convert(openApi.items),
      ...((list === 'set' || list === 'map') && { list }),
      ...(list === 'map' && { keys: openApi['x-kubernetes-list-map-keys'] }),
    }
  }
  if (openApi.type !== 'object') return {}
  if (openApi.additionalProperties !== undefined) return { values: convert(openApi.additionalProperties) }
  if (openApi.properties === undefined) return { preserve: true }
  const fields = Object.entries<Json>(openApi.properties).map(([name, each]) => [name, convert(each)])
  return {
    fields: Object.fromEntries(fields),
    ...(openApi.required !== undefined && { required: openApi.required }),
  }
}

import type { KubeList, KubeObject, KubeRequest, ListScope, WriteOptions } from '@seaworthy/kube'
import { kindKey, kindOf } from '../store/store.ts'
import { apply } from './apply.ts'
import { create } from './create.ts'
import { decode } from './decode.ts'
import { schemaOf } from './schema-of.ts'
import { withDefaults } from './defaults/kind-defaults.ts'
import { deleteObject } from './delete.ts'
import { evict } from './evict.ts'
import { afterUpdate, ownable } from './field-managers.ts'
import { patch, scaleTo } from './patch.ts'
import { inScope } from './scope.ts'
import { placeOf, placeOfObject, type Server, stored } from './server.ts'
import { update, updateStatus } from './update.ts'

/** Answers a request of a client: what the verb of `KubeClient` promises. @throws StatusError where it is refused */
export function handle(server: Server, request: KubeRequest): unknown {
  switch (request.verb) {
    case 'get':
      return inVersion(server, stored(server, placeOf(server, request.ref)), request.ref.apiVersion)
    case 'list':
      return list(server, request.scope)
    case 'create':
      return create(server, creation(server, request.object, request.options), request.options)
    case 'update':
      return updateAs(server, request.object, managed(request.options))
    case 'patch':
      return patch(server, request.ref, request.type, request.patch, managed(request.options))
    case 'apply':
      return apply(server, request.object, request.options)
    case 'delete':
      return deleteObject(server, request.ref, request.options)
    case 'evict':
      return evict(server, request.ref, request.options)
    case 'discover':
      return server.kinds.discover()
    case 'watch':
      throw new RangeError('a watch is opened by whoever drives the client, not asked of the API server')
  }
}

/** Requests of clients always have a manager: the real server takes the User-Agent. */
function managed(options: WriteOptions): WriteOptions {
  return options.fieldManager === undefined ? { ...options, fieldManager: 'seaworthy' } : options
}

/** A new object of a client, decoded, with its fields owned by who sent it. */
function creation(server: Server, object: KubeObject, options: WriteOptions): KubeObject {
  const decoded = decode(server, placeOfObject(server, object), object)
  const schema = schemaOf(server, decoded)
  if (schema === undefined) return decoded
  const { fieldManager: manager = '' } = managed(options)
  const full = ownable(withDefaults(kindOf(decoded), decoded))
  const writer = { manager, apiVersion: decoded.apiVersion, time: server.host.timestamp() }
  const managedFields = afterUpdate([], undefined, full, schema, writer)
  return managedFields.length === 0
    ? decoded
    : { ...decoded, metadata: { ...decoded.metadata, managedFields } }
}

function updateAs(server: Server, object: KubeObject, options: WriteOptions): KubeObject {
  const place = placeOfObject(server, object)
  if (options.subresource === 'scale') {
    return scaleTo(server, place, stored(server, place), object.spec?.replicas, options)
  }
  const decoded = decode(server, place, object)
  if (options.subresource === 'status') return updateStatus(server, decoded, decoded.status, options)
  return update(server, decoded, options)
}

/** An object in the version asked for. Custom resources only change their name; built-in kinds are not converted. */
function inVersion(server: Server, object: KubeObject, apiVersion: string): KubeObject {
  if (object.apiVersion === apiVersion) return object
  if (!server.kinds.require(object).builtIn) return { ...object, apiVersion }
  server.host.unknown({
    code: `version:${apiVersion}/${object.kind}`,
    message: `${object.kind} ${object.metadata.name} was written as ${object.apiVersion} and read as ${apiVersion}: it is not converted`,
  })
  return object
}

/** A snapshot in the order of names, as the real server lists. */
function list(server: Server, scope: ListScope): KubeList {
  server.kinds.require(scope)
  const { store } = server.host
  const items: KubeObject[] = []
  for (const object of store.list(kindKey(scope.apiVersion, scope.kind), scope.namespace)) {
    if (inScope(object, scope)) items.push(inVersion(server, object, scope.apiVersion))
  }
  items.sort(byNamespaceAndName)
  return { resourceVersion: String(store.revision), items }
}

function byNamespaceAndName(a: KubeObject, b: KubeObject): number {
  return (
    compare(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
    compare(a.metadata.name, b.metadata.name)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

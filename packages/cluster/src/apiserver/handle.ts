import { failure } from '@seaworthy/diagnostics'
import type { KubeList, KubeObject, KubeRequest, ListScope } from '@seaworthy/kube'
import { kindKey } from '../store/store.ts'
import { create } from './create.ts'
import { decode } from './decode.ts'
import { deleteObject } from './delete.ts'
import { evict } from './evict.ts'
import { inScope } from './scope.ts'
import { placeOf, placeOfObject, type Server, stored } from './server.ts'
import { update, updateStatus } from './update.ts'

/** Answers a request of a client: what the verb of `KubeClient` promises. @throws StatusError where it is refused */
export function handle(server: Server, request: KubeRequest): unknown {
  switch (request.verb) {
    case 'get':
      return stored(server, placeOf(server, request.ref))
    case 'list':
      return list(server, request.scope)
    case 'create':
      return create(
        server,
        decode(server, placeOfObject(server, request.object), request.object),
        request.options,
      )
    case 'update':
      return request.options.subresource === 'status'
        ? updateStatus(server, request.object, request.object.status, request.options)
        : update(server, request.object, request.options)
    case 'delete':
      return deleteObject(server, request.ref, request.options)
    case 'evict':
      return evict(server, request.ref, request.options)
    case 'discover':
      return server.kinds.discover()
    case 'watch':
    case 'patch':
    case 'apply':
      throw failure({ code: 'cluster-verb', message: `the API server does not answer ${request.verb} yet` })
  }
}

/** A snapshot in the order of names, as the real server lists. */
function list(server: Server, scope: ListScope): KubeList {
  server.kinds.require(scope)
  const { store } = server.host
  const items: KubeObject[] = []
  for (const object of store.list(kindKey(scope.apiVersion, scope.kind), scope.namespace)) {
    if (inScope(object, scope)) items.push(object)
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

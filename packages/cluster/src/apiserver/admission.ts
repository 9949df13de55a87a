import { type KubeObject, StatusError } from '@seaworthy/kube'
import { forbidden } from './refusal.ts'
import type { Place, Server } from './server.ts'

/** What becomes of a new object before it is written. @throws StatusError when it is refused */
export function admitNew(server: Server, place: Place, object: KubeObject): KubeObject {
  requireNamespace(server, place)
  return object
}

/** NamespaceLifecycle: nothing new in a namespace that is missing or on its way out. */
function requireNamespace(server: Server, place: Place): void {
  if (place.namespace === undefined) return
  const namespace = server.host.store.get('Namespace', undefined, place.namespace)
  if (namespace === undefined) throw new StatusError('NotFound', `namespaces "${place.namespace}" not found`)
  if (namespace.metadata.deletionTimestamp === undefined) return
  const why = `unable to create new content in namespace ${place.namespace} because it is being terminated`
  throw forbidden(place.info, place.name, why, [
    {
      reason: 'NamespaceTerminating',
      message: `namespace ${place.namespace} is being terminated`,
      field: 'metadata.namespace',
    },
  ])
}

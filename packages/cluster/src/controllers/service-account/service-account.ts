import type { KubeObject } from '@seaworthy/kube'
import type { Actor } from '../../actor.ts'
import { type ControllerState, controller, settled } from '../controller.ts'

/** Keeps a ServiceAccount `default` in every namespace (pkg/controller/serviceaccount). */
export function serviceAccountController(): Actor<ControllerState> {
  return keeper('service-account', 'ServiceAccount', 'default', {})
}

/** Keeps the ConfigMap that every pod's token volume mounts (pkg/controller/certificates/rootcacertpublisher). */
export function rootCaPublisher(): Actor<ControllerState> {
  const data = { 'ca.crt': '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n' }
  return keeper('root-ca-publisher', 'ConfigMap', 'kube-root-ca.crt', { data })
}

function keeper(
  actor: string,
  kind: 'ServiceAccount' | 'ConfigMap',
  name: string,
  content: Partial<KubeObject>,
): Actor<ControllerState> {
  return controller({
    name: actor,
    watches: {
      Namespace: ({ metadata }) => [metadata.name],
      // Only when it goes: whoever deletes it gets a new one.
      [kind]: (object: KubeObject, _world: unknown, { type }: { type: string }) =>
        type === 'DELETED' && object.metadata.name === name ? [object.metadata.namespace ?? ''] : [],
    },
    reconcile(world, namespace) {
      const home = world.store.get('Namespace', undefined, namespace)
      if (home === undefined || home.metadata.deletionTimestamp !== undefined) return settled
      if (world.store.get(kind, namespace, name) === undefined) {
        world.api.create({ apiVersion: 'v1', kind, metadata: { name, namespace }, ...content })
      }
      return settled
    },
  })
}

import { type Json, type KubeObject, StatusError } from '@seaworthy/kube'
import { admitPod } from './admit-pod.ts'
import { allocateAddresses } from './allocate.ts'
import { forbidden } from './refusal.ts'
import type { Place, Server } from './server.ts'

/**
 * What the chain of admission makes of a new object, in its order (k8s.io/kubernetes/pkg/kubeapiserver/options/plugins.go).
 * @throws StatusError NotFound or Forbidden
 */
export function admitNew(server: Server, place: Place, object: KubeObject): KubeObject {
  requireNamespace(server, place)
  switch (place.key) {
    case 'Pod':
      return admitPod(server, place, object)
    case 'Service':
      return allocateAddresses(server, object)
    case 'Namespace':
      return labelNamespace(object)
    case 'Job.batch':
      return identifyJob(object)
    case 'PersistentVolumeClaim':
      return withDefaultClass(server, object)
    default:
      return object
  }
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

function labelNamespace(object: KubeObject): KubeObject {
  const labels = { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name }
  return {
    ...object,
    metadata: { ...object.metadata, labels },
    spec: { ...object.spec, finalizers: ['kubernetes'] },
  }
}

/** A Job selects its pods by its own uid, and says so on itself, on its template and in its selector. */
function identifyJob(object: KubeObject): KubeObject {
  const { spec, metadata } = object
  if (spec.manualSelector === true) return object
  const uid = metadata.uid ?? ''
  const own = {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': metadata.name,
    'controller-uid': uid,
    'job-name': metadata.name,
  }
  const template = spec.template ?? {}
  const labelled = { ...template.metadata, labels: { ...template.metadata?.labels, ...own } }
  return {
    ...object,
    metadata: { ...metadata, labels: { ...metadata.labels, ...own } },
    spec: {
      ...spec,
      selector: { ...spec.selector, matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      template: { ...template, metadata: labelled },
    },
  }
}

/** DefaultStorageClass: a claim that names no class takes the default one, if there is any. */
function withDefaultClass(server: Server, object: KubeObject): KubeObject {
  const spec: Json = object.spec
  if (spec?.storageClassName !== undefined) return object
  for (const each of server.host.store.list('StorageClass.storage.k8s.io')) {
    if (each.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] !== 'true') continue
    return { ...object, spec: { ...spec, storageClassName: each.metadata.name } }
  }
  return object
}

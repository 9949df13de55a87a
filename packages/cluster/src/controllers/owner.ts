import type { KubeObject, OwnerReference } from '@seaworthy/kube'
import type { KindKey, Store } from '../store/store.ts'
import { kindKey } from '../store/store.ts'

/** The one owner that manages an object; other owners only keep it alive. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true)
}

/** The reference by which a controller owns what it creates. */
export function controllerReference(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  }
}

export function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid
}

/** The stored controller of an object, when it is of this kind and still the same object. */
export function findController(store: Store, object: KubeObject, kind: KindKey): KubeObject | undefined {
  const reference = controllerOf(object)
  if (reference === undefined || kindKey(reference.apiVersion, reference.kind) !== kind) return undefined
  const owner = store.get(kind, object.metadata.namespace, reference.name)
  return owner?.metadata.uid === reference.uid ? owner : undefined
}

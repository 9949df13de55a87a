import type { KubeObject, ObjectRef } from '@seaworthy/kube'
import type { World } from '../../actor.ts'

/** Does for a deleted owner what its finalizer asks: lets its dependents go free, or deletes them before it. */
export function finalizeOwner(world: World, owner: KubeObject): void {
  const { finalizers = [], deletionTimestamp, uid } = owner.metadata
  if (deletionTimestamp === undefined || uid === undefined) return
  if (finalizers.includes('orphan')) orphanDependents(world, owner, uid)
  else if (finalizers.includes('foregroundDeletion')) deleteDependents(world, owner, uid)
}

function orphanDependents(world: World, owner: KubeObject, uid: string): void {
  for (const dependent of Array.from(world.store.ownedBy(uid))) {
    const references = dependent.metadata.ownerReferences ?? []
    world.api.updateMetadata(dependent, { ownerReferences: references.filter((each) => each.uid !== uid) })
  }
  dropFinalizer(world, owner, 'orphan')
}

/** The owner waits for those dependents alone that say they block its deletion. */
function deleteDependents(world: World, owner: KubeObject, uid: string): void {
  for (const dependent of Array.from(world.store.ownedBy(uid))) {
    if (dependent.metadata.deletionTimestamp !== undefined) continue
    const hasDependents = !world.store
      .ownedBy(dependent.metadata.uid ?? '')
      [Symbol.iterator]()
      .next().done
    world.api.delete(refTo(dependent), { propagationPolicy: hasDependents ? 'Foreground' : 'Background' })
  }
  for (const dependent of world.store.ownedBy(uid)) {
    const reference = dependent.metadata.ownerReferences?.find((each) => each.uid === uid)
    if (reference?.blockOwnerDeletion === true) return
  }
  dropFinalizer(world, owner, 'foregroundDeletion')
}

function dropFinalizer(world: World, owner: KubeObject, finalizer: string): void {
  const { finalizers = [] } = owner.metadata
  world.api.updateMetadata(owner, { finalizers: finalizers.filter((each) => each !== finalizer) })
}

function refTo({ apiVersion, kind, metadata }: KubeObject): ObjectRef {
  const { name, namespace } = metadata
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) }
}

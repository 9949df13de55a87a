import { type KubeObject, type LabelMatch, type OwnerReference } from '@seaworthy/kube'
import type { World } from '../actor.ts'
import type { KindKey } from '../store/store.ts'
import { controllerReference, isControlledBy } from './owner.ts'

/**
 * The objects of a kind that an owner controls: its own as long as their labels match, and orphans that match, which it
 * adopts. Its own that no longer match are released (k8s.io/kubernetes pkg/controller/controller_ref_manager.go).
 *
 * @param isEligible what an orphan must be besides, such as well named
 */
export function claimDependents(
  world: World<unknown>,
  owner: KubeObject,
  kind: KindKey,
  matches: LabelMatch,
  isEligible: (object: KubeObject) => boolean = () => true,
): KubeObject[] {
  const claimed: KubeObject[] = []
  const isDeleting = owner.metadata.deletionTimestamp !== undefined
  for (const object of world.store.ownedBy(owner.metadata.uid ?? '', kind)) {
    if (!isControlledBy(object, owner)) continue
    if (matches(object.metadata.labels)) claimed.push(object)
    else if (!isDeleting) release(world, object, owner)
  }
  if (isDeleting) return claimed
  for (const object of world.store.orphans(kind, owner.metadata.namespace)) {
    const isFree = object.metadata.deletionTimestamp === undefined && isEligible(object)
    if (isFree && matches(object.metadata.labels)) {
      claimed.push(adopt(world, object, owner))
    }
  }
  return claimed
}

function adopt(world: World<unknown>, object: KubeObject, owner: KubeObject): KubeObject {
  const ownerReferences = [...(object.metadata.ownerReferences ?? []), controllerReference(owner)]
  return world.api.updateMetadata(object, { ownerReferences })
}

function release(world: World<unknown>, object: KubeObject, owner: KubeObject): void {
  const others = (object.metadata.ownerReferences ?? []).filter(
    (reference: OwnerReference) => reference.uid !== owner.metadata.uid,
  )
  world.api.updateMetadata(object, { ownerReferences: others })
}

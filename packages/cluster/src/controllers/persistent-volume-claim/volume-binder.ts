import type { Json, KubeObject } from '@seaworthy/kube'
import type { Actor, World } from '../../actor.ts'
import { type ControllerState, controller, type Result, settled } from '../controller.ts'
import { keyOf, splitKey } from '../key.ts'

const CLAIM = 'PersistentVolumeClaim'

/**
 * Binds every claim to a volume made for it, as a provisioner would that never fails. A claim of a class that waits for its
 * first consumer stays Pending until a pod names it. Claims that ask for a volume that exists already are not modelled.
 */
export function volumeBinder(): Actor<ControllerState> {
  return controller({
    name: 'persistentvolume-binder',
    watches: { [CLAIM]: (claim) => [keyOf(claim)], Pod: claimsOfPod },
    wants: ({ kind, object }) => kind !== 'Pod' || claimsOfPod(object).length > 0,
    reconcile: reconcileClaim,
  })
}

function reconcileClaim(world: World<ControllerState>, key: string): Result {
  const { namespace, name } = splitKey(key)
  const claim = world.store.get(CLAIM, namespace, name)
  if (claim === undefined || claim.status?.phase === 'Bound') return settled
  if (claim.metadata.deletionTimestamp !== undefined || !isProvisioned(world, claim)) return settled
  if (waitsForConsumer(world, claim) && !hasConsumer(world, claim)) return settled
  const volumeName = `pvc-${claim.metadata.uid}`
  const bound = world.api.update({ ...claim, spec: { ...claim.spec, volumeName } })
  const { resources, accessModes } = claim.spec
  world.api.updateStatus(bound, {
    ...bound.status,
    phase: 'Bound',
    accessModes,
    ...(resources?.requests === undefined ? {} : { capacity: resources.requests }),
  })
  return settled
}

function isProvisioned(world: World<unknown>, claim: KubeObject): boolean {
  const { storageClassName, volumeName, selector } = claim.spec
  if (storageClassName !== '' && volumeName === undefined && selector === undefined) return true
  const message = `claim ${keyOf(claim)} asks for a volume that exists already, which is not simulated`
  world.unknown({ code: 'field:PersistentVolumeClaim.spec.volumeName', message })
  return false
}

function waitsForConsumer(world: World<unknown>, claim: KubeObject): boolean {
  const { storageClassName } = claim.spec
  if (storageClassName === undefined) return false
  const storageClass = world.store.get('StorageClass.storage.k8s.io', undefined, storageClassName)
  return storageClass?.volumeBindingMode === 'WaitForFirstConsumer'
}

function hasConsumer(world: World<unknown>, claim: KubeObject): boolean {
  const key = keyOf(claim)
  for (const pod of world.store.list('Pod', claim.metadata.namespace)) {
    if (claimsOfPod(pod).includes(key)) return true
  }
  return false
}

function claimsOfPod(pod: KubeObject): string[] {
  return (pod.spec.volumes ?? []).flatMap((volume: Json) => {
    const name: string | undefined = volume.persistentVolumeClaim?.claimName
    return name === undefined ? [] : [`${pod.metadata.namespace}/${name}`]
  })
}

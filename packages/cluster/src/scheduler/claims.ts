import type { KubeObject } from '@seaworthy/kube'
import type { World } from '../actor.ts'
import { podSpec } from '../pod.ts'

/**
 * The first volume claim of a pod that does not exist. A claim that exists counts as bound, wherever the pod goes:
 * provisioning, zones and attachment are not modelled, which is noted as an assumption.
 */
export function missingClaim(world: World<unknown>, pod: KubeObject): string | undefined {
  for (const { persistentVolumeClaim } of podSpec(pod).volumes ?? []) {
    if (persistentVolumeClaim === undefined) continue
    const { claimName } = persistentVolumeClaim
    const claim = world.store.get('PersistentVolumeClaim', pod.metadata.namespace, claimName)
    if (claim === undefined) return `persistentvolumeclaim "${claimName}" not found`
    if (claim.status?.phase === 'Bound') continue
    world.note({
      kind: 'assumption',
      object: claim,
      message: `PersistentVolumeClaim ${claimName} is bound as soon as a pod needs it, and can be attached to any node`,
      facts: { claim: claimName },
    })
  }
  return undefined
}

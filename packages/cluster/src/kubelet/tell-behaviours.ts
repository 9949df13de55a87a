import type { Cluster } from '../cluster.ts'
import type { Behaviour } from './behaviour.ts'
import { KUBELET, type KubeletState } from './state.ts'

/** Replaces what programs of a cluster do from their next start on; those that run keep to what they began with. */
export function tellBehaviours(cluster: Cluster, behaviours: readonly Behaviour[]): void {
  const state = cluster.stateOf<KubeletState>(KUBELET)
  if (state === undefined) throw new RangeError('this cluster has no kubelet')
  state.behaviours = behaviours
}

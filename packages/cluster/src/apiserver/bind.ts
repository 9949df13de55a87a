import { type Condition, type KubeObject, setCondition } from '@seaworthy/kube'
import { conflict } from './refusal.ts'
import { commit, placeOfObject, type Server, stored } from './server.ts'

/**
 * Gives a pod its node and says so in its status, in one write that no strategy sees: its generation stays.
 * Rule: `BindingREST.assignPod`, pkg/registry/core/pod/storage.
 * @throws StatusError NotFound, Conflict (it has a node, or is being deleted)
 */
export function bind(server: Server, pod: KubeObject, node: string): KubeObject {
  const place = placeOfObject(server, pod)
  const before = stored(server, place)
  if (before.metadata.deletionTimestamp !== undefined) {
    throw conflict(place.info, place.name, `pod ${place.name} is being deleted, cannot be assigned to a host`)
  }
  const has: string = before.spec?.nodeName ?? ''
  if (has !== '')
    throw conflict(place.info, place.name, `pod ${place.name} is already assigned to node "${has}"`)
  const wanted: Condition = { type: 'PodScheduled', status: 'True', lastProbeTime: null }
  const conditions = setCondition(before.status?.conditions, wanted, server.host.timestamp())
  return commit(server, place.key, {
    ...before,
    spec: { ...before.spec, nodeName: node },
    status: { ...before.status, conditions },
  })
}

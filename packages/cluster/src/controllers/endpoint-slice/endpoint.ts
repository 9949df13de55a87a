import type { Json, KubeObject } from '@seaworthy/kube'
import type { Change } from '../../store/store.ts'
import { isReady, isTerminal } from '../pod-state.ts'

/** Pods that have an address and may still use it; terminating ones stay in, marked as such. */
export function hasEndpoint(pod: KubeObject): boolean {
  return !isTerminal(pod) && podAddress(pod) !== undefined
}

/**
 * Whether a change of a pod can change its endpoint, or which Services select it (`podEndpointsChanged`,
 * k8s.io/endpointslice/util).
 */
export function altersEndpoint({ type, object, previous }: Change): boolean {
  if (type !== 'MODIFIED' || previous === undefined) return true
  const [now, before] = [object.metadata, previous.metadata]
  return (
    object.spec !== previous.spec ||
    now.labels !== before.labels ||
    now.deletionTimestamp !== before.deletionTimestamp ||
    isReady(object) !== isReady(previous) ||
    isTerminal(object) !== isTerminal(previous) ||
    podAddress(object) !== podAddress(previous)
  )
}

interface Known {
  readonly service: KubeObject
  readonly node: KubeObject | undefined
  readonly endpoint: Json
}

/** The endpoint that was made of a pod last: every change of one pod asks for those of all others again. */
const known = new WeakMap<KubeObject, Known>()

/** The same object for the same Service, pod and node. */
export function endpointOf(service: KubeObject, pod: KubeObject, node: KubeObject | undefined): Json {
  const before = known.get(pod)
  if (before !== undefined && before.service.spec === service.spec && before.node === node)
    return before.endpoint
  const endpoint = makeEndpoint(service, pod, node)
  known.set(pod, { service, node, endpoint })
  return endpoint
}

/**
 * One endpoint of a slice. `serving` is the pod's readiness, `ready` is the same but never true while it terminates, unless
 * the Service publishes addresses that are not ready.
 */
function makeEndpoint(service: KubeObject, pod: KubeObject, node: KubeObject | undefined): Json {
  const serving = isReady(pod)
  const terminating = pod.metadata.deletionTimestamp !== undefined
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating)
  const { name, namespace, uid } = pod.metadata
  const zone = node?.metadata.labels?.['topology.kubernetes.io/zone']
  return {
    addresses: [podAddress(pod)],
    conditions: { ready, serving, terminating },
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(pod.spec.nodeName === undefined ? {} : { nodeName: pod.spec.nodeName }),
    ...(zone === undefined ? {} : { zone }),
    ...(hasHostname(service, pod) ? { hostname: pod.spec.hostname } : {}),
  }
}

function podAddress(pod: KubeObject): string | undefined {
  return pod.status?.podIP ?? pod.status?.podIPs?.[0]?.ip
}

function hasHostname(service: KubeObject, pod: KubeObject): boolean {
  return pod.spec.hostname !== undefined && pod.spec.subdomain === service.metadata.name
}

import { type Json, type KubeObject, type Labels, refOf } from '@seaworthy/kube'
import type { Actor, World } from '../../actor.ts'
import { deepEqual } from '../../apiserver/deep-equal.ts'
import { type ControllerState, controller, type Result, settled } from '../controller.ts'
import { keyOf, splitKey } from '../key.ts'
import { controllerReference, findController } from '../owner.ts'
import { mapMatchOf } from '../selected-pods.ts'
import { altersEndpoint, endpointOf, hasEndpoint } from './endpoint.ts'
import { type EndpointPort, endpointPorts } from './endpoint-ports.ts'

const SLICE = 'EndpointSlice.discovery.k8s.io'
const MANAGED_BY = 'endpointslice-controller.k8s.io'
/** Endpoints in one slice (`--max-endpoints-per-slice`). */
const MOST_PER_SLICE = 100

/** A slice as it should be. */
interface WantedSlice {
  readonly ports: readonly EndpointPort[]
  readonly endpoints: Json[]
}

/** Lists the pods behind each Service with what they are fit for (k8s.io/endpointslice). */
export function endpointSliceController(): Actor<ControllerState> {
  return controller({
    name: 'endpointslice-controller',
    watches: {
      Service: (service) => [keyOf(service)],
      Pod: servicesOfPod,
      [SLICE]: (slice, world) => {
        const service = findController(world.store, slice, 'Service')
        return service === undefined ? [] : [keyOf(service)]
      },
    },
    wants: (change) => change.kind !== 'Pod' || altersEndpoint(change),
    reconcile: reconcileService,
  })
}

function reconcileService(world: World<ControllerState>, key: string): Result {
  const { namespace, name } = splitKey(key)
  const service = world.store.get('Service', namespace, name)
  // Without a selector the slices are somebody else's; those of a deleted Service are the garbage collector's.
  if (service === undefined || service.spec.selector === undefined) return settled
  if (service.metadata.deletionTimestamp !== undefined || service.spec.type === 'ExternalName') return settled
  const wanted = wantedSlices(world, service)
  const existing = [...world.store.ownedBy(service.metadata.uid ?? '', SLICE)].filter(
    (slice) => slice.metadata.deletionTimestamp === undefined,
  )
  for (const slice of wanted) putSlice(world, service, slice, existing)
  for (const slice of existing) world.api.delete(refOf(slice))
  return settled
}

/** One slice for each set of ports that pods resolve the Service's ports to; an empty one when there is no pod. */
function wantedSlices(world: World<unknown>, service: KubeObject): readonly WantedSlice[] {
  const slices: WantedSlice[] = []
  const selector: Readonly<Record<string, string>> = service.spec.selector
  // An empty map selects nothing here, unlike an empty LabelSelector.
  const pods =
    Object.keys(selector).length === 0 ? [] : world.store.podsLabelled(service.metadata.namespace, selector)
  for (const pod of pods) {
    if (!hasEndpoint(pod)) continue
    const ports = endpointPorts(service, pod)
    let slice = slices.find((each) => deepEqual(each.ports, ports) && each.endpoints.length < MOST_PER_SLICE)
    if (slice === undefined) slices.push((slice = { ports, endpoints: [] }))
    slice.endpoints.push(endpointOf(service, pod, world.store.get('Node', undefined, pod.spec.nodeName)))
  }
  return slices.length === 0 ? [{ ports: [], endpoints: [] }] : slices
}

/** Uses an existing slice of the same ports, or else any that is left over for the empty one; takes it off the list. */
function putSlice(
  world: World<unknown>,
  service: KubeObject,
  wanted: WantedSlice,
  existing: KubeObject[],
): void {
  const at = existing.findIndex((slice) => deepEqual(slice.ports ?? [], wanted.ports))
  const labels = sliceLabels(service)
  if (at === -1) {
    world.api.create(newSlice(service, labels, wanted))
    return
  }
  const [slice] = existing.splice(at, 1) as [KubeObject]
  if (deepEqual(slice.endpoints ?? [], wanted.endpoints) && deepEqual(slice.metadata.labels, labels)) return
  world.api.update({ ...slice, metadata: { ...slice.metadata, labels }, endpoints: wanted.endpoints })
}

function newSlice(
  service: KubeObject,
  labels: Readonly<Record<string, string>>,
  { ports, endpoints }: WantedSlice,
): KubeObject {
  const { namespace, name } = service.metadata
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${name}-`,
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      ownerReferences: [controllerReference(service)],
    },
    addressType: 'IPv4',
    endpoints,
    ports: ports.length === 0 ? null : ports,
  }
}

const labelsOf = new WeakMap<KubeObject, Labels>()

/** The same object for the same Service, so that comparing it with what a slice has costs nothing. */
function sliceLabels(service: KubeObject): Labels {
  let labels = labelsOf.get(service)
  if (labels === undefined) labelsOf.set(service, (labels = makeLabels(service)))
  return labels
}

function makeLabels(service: KubeObject): Labels {
  return {
    ...service.metadata.labels,
    ...(service.spec.clusterIP === 'None' ? { 'service.kubernetes.io/headless': '' } : {}),
    'kubernetes.io/service-name': service.metadata.name,
    'endpointslice.kubernetes.io/managed-by': MANAGED_BY,
  }
}

function servicesOfPod(pod: KubeObject, world: World<unknown>): string[] {
  const keys: string[] = []
  for (const service of world.store.list('Service', pod.metadata.namespace)) {
    if (mapMatchOf(service.spec.selector)(pod.metadata.labels)) keys.push(keyOf(service))
  }
  return keys
}

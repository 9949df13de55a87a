import type { KubeObject } from '@seaworthy/kube'
import type { Actor, World } from '../actor.ts'
import { isListening } from '../kubelet/listening.ts'
import { KUBELET, type KubeletState } from '../kubelet/state.ts'
import { ROUTER, type RoutedAddress, type RoutedPort, type RouterState, type RouterWorld } from './state.ts'

const SLICE = 'EndpointSlice.discovery.k8s.io'

/** The routers of all nodes as one: they follow EndpointSlices, each change after a drawn delay. */
export function router(): Actor<RouterState> {
  return {
    name: ROUTER,
    watches: [SLICE],
    initial: () => ({ services: new Map(), ports: new Map(), planned: new Set() }),
    observe(world, changes) {
      for (const { object } of changes) {
        const service = serviceOf(object)
        if (service === undefined || world.state.planned.has(service)) continue
        world.state.planned.add(service)
        world.plan(world.latency('router-update'), 'route', service)
      }
    },
    act(world, _kind, service) {
      world.state.planned.delete(service)
      route(world, service)
    },
  }
}

function serviceOf(slice: KubeObject): string | undefined {
  const name = slice.metadata.labels?.['kubernetes.io/service-name']
  return name === undefined ? undefined : `${slice.metadata.namespace}/${name}`
}

/** Takes over what the slices of a service say now. */
function route(world: RouterWorld, key: string): void {
  const [namespace = '', name = ''] = key.split('/')
  const slices = [...world.store.list(SLICE, namespace)].filter((slice) => serviceOf(slice) === key)
  const before = world.state.services.get(key)
  const { addresses, ready } = routable(slices)
  world.state.services.set(key, addresses)
  world.state.ports.set(key, portsOf(world.store.get('Service', namespace, name), slices))
  if (before !== undefined && sameAddresses(before, addresses)) return
  noteRoutes(world, namespace, name, addresses, ready)
}

interface Endpoint {
  readonly addresses: readonly string[]
  readonly conditions?: {
    readonly ready?: boolean
    readonly serving?: boolean
    readonly terminating?: boolean
  }
  readonly targetRef?: { readonly name?: string; readonly uid?: string }
}

/**
 * Ready endpoints; when there is none, those that are terminating and still serve (KEP-1669, pkg/proxy/topology.go).
 * An absent `ready` means true.
 */
function routable(slices: readonly KubeObject[]): { addresses: RoutedAddress[]; ready: number } {
  const all = slices.flatMap((slice) => (slice.endpoints ?? []) as readonly Endpoint[])
  const ready = all.filter((each) => each.conditions?.ready !== false)
  const chosen =
    ready.length > 0
      ? ready
      : all.filter((each) => each.conditions?.terminating === true && each.conditions.serving !== false)
  const addresses = chosen.map((each) => ({
    ip: each.addresses[0] ?? '',
    pod: each.targetRef?.uid ?? '',
    name: each.targetRef?.name ?? '',
  }))
  return { addresses, ready: ready.length }
}

function portsOf(service: KubeObject | undefined, slices: readonly KubeObject[]): readonly RoutedPort[] {
  const wanted: readonly { name?: string; port: number }[] = service?.spec?.ports ?? []
  const ports: RoutedPort[] = []
  for (const slice of slices) {
    for (const { name = '', port } of (slice.ports ?? []) as readonly { name?: string; port?: number }[]) {
      const from = wanted.find((each) => (each.name ?? '') === name)
      if (from === undefined || port === undefined) continue
      if (ports.some((each) => each.service === from.port && each.target === port)) continue
      ports.push({ service: from.port, target: port })
    }
  }
  return ports
}

function sameAddresses(a: readonly RoutedAddress[], b: readonly RoutedAddress[]): boolean {
  return (
    a.length === b.length &&
    a.every((each) => b.some((other) => other.ip === each.ip && other.pod === each.pod))
  )
}

function noteRoutes(
  world: RouterWorld,
  namespace: string,
  name: string,
  addresses: readonly RoutedAddress[],
  ready: number,
): void {
  const { wouldFail } = routedNow(world, namespace, name)
  const pods = addresses.map((each) => each.name)
  world.note({
    kind: 'router',
    object: { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace } },
    message: pods.length === 0 ? `${name}: no endpoint` : `${name}: ${pods.join(', ')}`,
    facts: { service: name, namespace, ready, routed: addresses.length, wouldFail },
  })
}

export interface RoutedNow {
  /** Addresses that traffic for the service is sent to at this instant. */
  readonly routed: number
  /** Those of them where a connection to some port of the service would be refused. */
  readonly wouldFail: number
}

/** What a user of a service would meet at this instant. A service that routers have not heard of has no address. */
export function routedNow(world: Pick<World, 'peer' | 'now'>, namespace: string, service: string): RoutedNow {
  const routers = world.peer<RouterState>(ROUTER)
  const kubelet = world.peer<KubeletState>(KUBELET)
  const addresses = routers?.services.get(`${namespace}/${service}`) ?? []
  const ports = routers?.ports.get(`${namespace}/${service}`) ?? []
  const refuses = (each: RoutedAddress) =>
    kubelet === undefined || ports.some((port) => !isListening(kubelet, each.pod, port.target, world.now()))
  return { routed: addresses.length, wouldFail: addresses.filter(refuses).length }
}

import type { Json } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import type { Note } from '../actor.ts'
import type { Cluster } from '../cluster.ts'
import { kubeletCluster, startPod, wait } from '../kubelet/test-pod.ts'
import { routedNow } from './router.ts'
import { ROUTER, type RouterState } from './state.ts'

const ready = { ready: true, serving: true, terminating: false }
const leaving = { ready: false, serving: true, terminating: true }
const unready = { ready: false, serving: false, terminating: false }

/** Writes the slice of Service `web` as its controller would. */
function publish(cluster: Cluster, endpoints: Record<string, Json>, slice = 'web-1'): void {
  const object = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: slice, namespace: 'default', labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    endpoints: Object.entries(endpoints).map(([name, conditions], at) => ({
      addresses: [`10.1.0.${at + 1}`],
      conditions,
      targetRef: { kind: 'Pod', namespace: 'default', name, uid: uidOf(cluster, name) },
    })),
  }
  const exists = cluster.store.get('EndpointSlice.discovery.k8s.io', 'default', slice) !== undefined
  if (exists) cluster.api.update(object)
  else cluster.api.create(object)
}

function uidOf(cluster: Cluster, name: string): string {
  return cluster.store.get('Pod', 'default', name)?.metadata.uid ?? name
}

function routingCluster(): { cluster: Cluster; notes: Note[] } {
  const cluster = kubeletCluster([
    { match: {}, startMs: 0, sigterm: { exitAfterMs: 20_000, stopsListeningAfterMs: 0 } },
  ])
  cluster.api.create({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  })
  const notes: Note[] = []
  cluster.observe({
    note(note) {
      if (note.kind === 'router') notes.push(note)
    },
  })
  return { cluster, notes }
}

function routed(cluster: Cluster): string[] {
  return (cluster.stateOf<RouterState>(ROUTER)?.services.get('default/web') ?? []).map((each) => each.name)
}

test('routers follow a slice after a delay, and say what changed', () => {
  const { cluster, notes } = routingCluster()
  publish(cluster, { a: ready, b: unready })
  expect(routed(cluster)).toEqual([])
  wait(cluster, 3)
  expect(routed(cluster)).toEqual(['a'])
  publish(cluster, { a: ready, b: unready })
  publish(cluster, { a: ready, b: ready })
  wait(cluster, 3)
  expect(notes.map((note) => note.facts?.['ready'])).toEqual([1, 2])
})

test('without a ready endpoint those that leave and still serve are used', () => {
  const { cluster, notes } = routingCluster()
  publish(cluster, { a: leaving, b: unready })
  wait(cluster, 3)
  expect(routed(cluster)).toEqual(['a'])
  expect(notes.at(-1)?.facts).toMatchObject({ ready: 0, routed: 1 })
  publish(cluster, { a: leaving, b: ready })
  wait(cluster, 3)
  expect(routed(cluster)).toEqual(['b'])
})

test('the slices of a service are taken together', () => {
  const { cluster } = routingCluster()
  publish(cluster, { a: ready })
  publish(cluster, { b: ready }, 'web-2')
  wait(cluster, 3)
  expect(routed(cluster).sort()).toEqual(['a', 'b'])
})

test('an address whose program has stopped listening would fail', () => {
  const { cluster } = routingCluster()
  const world = { peer: <S>(actor: string) => cluster.stateOf<S>(actor), now: () => cluster.now() }
  const containers = [{ name: 'c', image: 'c:1', ports: [{ containerPort: 8080 }] }]
  startPod(cluster, { containers }, { name: 'a' })
  wait(cluster, 20)
  publish(cluster, { a: ready })
  wait(cluster, 3)
  expect(routedNow(world, 'default', 'web')).toEqual({ routed: 1, wouldFail: 0 })
  cluster.api.delete({ apiVersion: 'v1', kind: 'Pod', name: 'a', namespace: 'default' })
  wait(cluster, 2)
  expect(routedNow(world, 'default', 'web')).toEqual({ routed: 1, wouldFail: 1 })
  expect(routedNow(world, 'default', 'other')).toEqual({ routed: 0, wouldFail: 0 })
})

import type { Json, KubeObject } from '@seaworthy/kube'
import type { Cluster } from '../cluster.ts'
import { router } from '../router/router.ts'
import { testCluster } from '../test-cluster.ts'
import type { Behaviour } from './behaviour.ts'
import { kubelet } from './kubelet.ts'

/** A cluster of kubelets and routers alone, on middling delays, for tests: pods name their node. */
export function kubeletCluster(behaviours: readonly Behaviour[] = []): Cluster {
  return testCluster({ profile: 'middle', actors: [kubelet(behaviours), router()] })
}

/** Makes the pod `p` on node n1 with the given spec; its container is `c` unless told. */
export function startPod(cluster: Cluster, spec: Json = {}, metadata: Json = {}): KubeObject {
  return cluster.api.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default', ...metadata },
    spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'c:1' }], ...spec },
  })
}

export const podRef = { apiVersion: 'v1', kind: 'Pod', name: 'p', namespace: 'default' }

export function livePod(cluster: Cluster): KubeObject | undefined {
  return cluster.store.get('Pod', 'default', 'p')
}

/** `waiting ContainerCreating`, `running`, `terminated Error 1`, with the count of restarts when there are any. */
export function containerState(pod: KubeObject | undefined, name = 'c'): string {
  const { initContainerStatuses = [], containerStatuses = [] } = pod?.status ?? {}
  const status = [...initContainerStatuses, ...containerStatuses].find((each) => each.name === name)
  if (status === undefined) return 'none'
  const { waiting, running, terminated } = status.state
  const restarts = status.restartCount > 0 ? ` restarts ${status.restartCount}` : ''
  if (waiting !== undefined) return `waiting ${waiting.reason}${restarts}`
  if (running !== undefined) return `running${restarts}`
  return `terminated ${terminated.reason} ${terminated.exitCode}${restarts}`
}

export function isTrue(pod: KubeObject | undefined, condition: string): boolean {
  const conditions: readonly { type: string; status: string }[] = pod?.status?.conditions ?? []
  return conditions.some((each) => each.type === condition && each.status === 'True')
}

/** Moves on by seconds. */
export function wait(cluster: Cluster, seconds: number): void {
  cluster.advanceTo(cluster.now() + seconds * 1000)
}

/** Everything worth telling of the pod as it changes: seconds since now, phase, containers, readiness. Repetitions are left out. */
export function follow(
  cluster: Cluster,
  describe: (pod: KubeObject) => string,
): { at: number; what: string }[] {
  const seen: { at: number; what: string }[] = []
  const begun = cluster.now()
  cluster.observe({
    change({ kind, object, type }, at) {
      if (kind !== 'Pod') return
      const what = type === 'DELETED' ? 'gone' : describe(object)
      if (seen.at(-1)?.what !== what) seen.push({ at: Math.round(at - begun) / 1000, what })
    },
  })
  return seen
}

/** What was noted of a kind: `Unhealthy` for events with that reason, or another kind of note. */
export function notes(cluster: Cluster, kind: string): string[] {
  const found: string[] = []
  cluster.observe({
    note(note) {
      if (note.kind === kind || note.facts?.['reason'] === kind) found.push(note.message)
    },
  })
  return found
}

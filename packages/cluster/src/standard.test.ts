import { kubeClient, type KubeObject, type Operation } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import type { Cluster } from './cluster.ts'
import { drainNode, uncordon } from './drain.ts'
import { KUBELET, type KubeletState } from './kubelet/state.ts'
import { routedNow } from './router/router.ts'
import type { SchedulerState } from './scheduler/state.ts'
import { drive } from './session.ts'
import { standardCluster } from './standard.ts'
import { addNamespace } from './test-cluster.ts'

const namespace = 'shop'

/** Three Deployments of two pods, a Service and a budget each. */
const app: readonly KubeObject[] = ['web', 'worker', 'beat'].flatMap((name) => [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          initContainers: [{ name: 'init', image: `${name}-init:1` }],
          containers: [
            {
              name,
              image: `${name}:1`,
              ports: [{ name: 'http', containerPort: 8080 }],
              resources: { requests: { cpu: '100m', memory: '128Mi' } },
              startupProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 2 },
              readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 5 },
              livenessProbe: { httpGet: { path: '/live', port: 'http' } },
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  },
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace },
    spec: { minAvailable: 1, selector: { matchLabels: { app: name } } },
  },
])

function* install(): Operation<void> {
  for (const object of app) yield* kubeClient.create(object)
}

/** Every write and note, with its time. */
function recorded(cluster: Cluster): string[] {
  const lines: string[] = []
  const begun = cluster.now()
  cluster.observe({
    change: ({ type, kind, object }, at) =>
      lines.push(
        `${at - begun} ${type} ${kind} ${object.metadata.name} ${JSON.stringify(object.status ?? null)}`,
      ),
    note: (note, at) => lines.push(`${at - begun} ${note.kind} ${note.message}`),
  })
  return lines
}

function settle(cluster: Cluster): void {
  const until = cluster.now() + 3_600_000
  expect(cluster.runUntil(() => false, until)).toBe('settled')
}

function installed(seed: number): { cluster: Cluster; lines: string[] } {
  const cluster = standardCluster({ seed })
  addNamespace(cluster, namespace)
  const lines = recorded(cluster)
  drive(cluster, 'user', install(), cluster.now() + 60_000)
  settle(cluster)
  return { cluster, lines }
}

function readyPods(cluster: Cluster): number {
  return [...cluster.store.list('Pod', namespace)].filter((pod) =>
    pod.status?.conditions?.some(
      (each: { type: string; status: string }) => each.type === 'Ready' && each.status === 'True',
    ),
  ).length
}

test('an application becomes ready, is routed to, and the world falls silent', () => {
  const { cluster } = installed(1)
  expect(readyPods(cluster)).toBe(6)
  for (const name of ['web', 'worker', 'beat']) {
    expect(cluster.store.get('Deployment.apps', namespace, name)?.status).toMatchObject({
      availableReplicas: 2,
    })
    expect(
      routedNow({ peer: (actor) => cluster.stateOf(actor), now: () => cluster.now() }, namespace, name),
    ).toEqual({ routed: 2, wouldFail: 0 })
  }
  expect(cluster.loop.pending).toBe(0)
  expect([...cluster.unknowns.keys()]).toEqual([])
})

test('the same seed gives the same run, another seed another', () => {
  const first = installed(7).lines
  expect(installed(7).lines).toEqual(first)
  expect(installed(8).lines).not.toEqual(first)
})

test('copies of a settled world with one seed run alike, and leave the original alone', () => {
  const { cluster } = installed(1)
  const before = cluster.store.revision
  const runs = [3, 3, 4].map((seed) => {
    const copy = cluster.fork(seed, 'swarm')
    const lines = recorded(copy)
    const result = drive(copy, 'admin', drainNode(kubeClient, 'n1'), copy.now() + 600_000)
    expect(result.done).toBe(true)
    settle(copy)
    // Nobody asks the same again and again: a drain of two pods is a few hundred tasks.
    expect(copy.taken).toBeLessThan(1_000)
    return lines
  })
  expect(runs[1]).toEqual(runs[0])
  expect(runs[2]).not.toEqual(runs[0])
  expect(cluster.store.revision).toBe(before)
})

test('drains of every node in turn end, with the budgets kept and every pod back', () => {
  const { cluster } = installed(2)
  let fewest = Infinity
  cluster.observe({
    note({ kind, facts }) {
      if (kind === 'router') fewest = Math.min(fewest, Number(facts?.['ready']))
    },
  })
  for (const node of ['n1', 'n2', 'n3']) {
    const result = drive(
      cluster,
      'admin',
      drainNode(kubeClient, node, { timeoutMs: 300_000 }),
      cluster.now() + 400_000,
    )
    expect(result).toMatchObject({ done: true, left: [] })
    expect([...cluster.store.list('Pod')].some((pod) => pod.spec.nodeName === node)).toBe(false)
    drive(cluster, 'admin', uncordon(kubeClient, node), cluster.now() + 1_000)
    settle(cluster)
  }
  expect(fewest).toBeGreaterThan(0)
  expect(readyPods(cluster)).toBe(6)
})

test('a drain gives up at its time limit and says what is left and why', () => {
  const { cluster } = installed(2)
  const budget = cluster.store.get('PodDisruptionBudget.policy', namespace, 'web') as KubeObject
  cluster.api.update({ ...budget, spec: { ...budget.spec, minAvailable: 2 } })
  settle(cluster)
  const node = [...cluster.store.list('Pod', namespace)].find((pod) => pod.metadata.labels?.['app'] === 'web')
    ?.spec.nodeName as string
  const result = drive(
    cluster,
    'admin',
    drainNode(kubeClient, node, { timeoutMs: 60_000 }),
    cluster.now() + 100_000,
  )
  expect(result.done).toBe(false)
  expect(result.tookMs).toBeGreaterThanOrEqual(60_000)
  expect(result.left.join()).toContain('disruption budget')
})

test('a drain leaves a pod whose eviction is refused for good, after it has emptied the rest of the node', () => {
  const { cluster } = installed(2)
  const budget = cluster.store.get('PodDisruptionBudget.policy', namespace, 'web') as KubeObject
  const { resourceVersion: _, uid: _u, ...metadata } = budget.metadata
  cluster.api.create({ ...budget, metadata: { ...metadata, name: 'web-too' } })
  settle(cluster)
  const isWeb = (pod: KubeObject) => pod.metadata.labels?.['app'] === 'web'
  const node: string = [...cluster.store.list('Pod', namespace)].find(isWeb)?.spec.nodeName
  const result = drive(cluster, 'admin', drainNode(kubeClient, node), cluster.now() + 600_000)
  expect(result.done).toBe(false)
  expect(result.left.join()).toContain(
    'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
  )
  const there = [...cluster.store.list('Pod', namespace)].filter((pod) => pod.spec.nodeName === node)
  expect(there.every(isWeb)).toBe(true)
})

test.each([11, 12, 13, 14, 15])(
  'after a rollout, a drain and a removal the books of seed %i agree',
  (seed) => {
    const cluster = installed(2).cluster.fork(seed, 'swarm')
    const web = cluster.store.get('Deployment.apps', namespace, 'web') as KubeObject
    const { template } = web.spec
    const [container] = template.spec.containers
    const next = { ...template, spec: { ...template.spec, containers: [{ ...container, image: 'web:2' }] } }
    cluster.api.update({ ...web, spec: { ...web.spec, template: next } })
    cluster.api.delete({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'beat', namespace })
    const drained = drive(cluster, 'admin', drainNode(kubeClient, 'n2'), cluster.now() + 900_000)
    expect(drained.done).toBe(true)
    settle(cluster)
    const pods = [...cluster.store.list('Pod')]
    expect(pods.map((pod) => String(pod.spec.containers[0].image)).sort()).toEqual([
      'web:2',
      'web:2',
      'worker:1',
      'worker:1',
    ])
    const uids = pods.map((pod) => String(pod.metadata.uid)).sort()
    expect([...(cluster.stateOf<KubeletState>(KUBELET)?.pods.keys() ?? [])].sort()).toEqual(uids)
    const books = cluster.stateOf<SchedulerState>('scheduler')
    expect([...(books?.placed.keys() ?? [])].sort()).toEqual(uids)
    const used = [...(books?.nodes.values() ?? [])].reduce((sum, node) => sum + (node.used['cpu'] ?? 0), 0)
    expect(used).toBe(400)
    expect(pods.some((pod) => pod.spec.nodeName === 'n2')).toBe(false)
  },
)

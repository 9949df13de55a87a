import type { Json, KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import type { Cluster } from '../cluster.ts'
import { addNodes, type NodesOptions } from '../nodes.ts'
import { testCluster } from '../test-cluster.ts'
import { scheduler } from './scheduler.ts'

function schedulingCluster(nodes: NodesOptions = {}, seed = 1): Cluster {
  const cluster = testCluster({ seed, actors: [scheduler()] })
  addNodes(cluster, nodes)
  return cluster
}

function addPod(
  cluster: Cluster,
  name: string,
  spec: Json = {},
  labels: Record<string, string> = {},
): KubeObject {
  return cluster.api.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels },
    spec: { containers: [{ name: 'c', image: 'c:1' }], ...spec },
  })
}

function nodeOf(cluster: Cluster, name: string): string | undefined {
  return cluster.store.get('Pod', 'default', name)?.spec.nodeName
}

/** Nodes of the pods after a second, in the order given; empty for a pod without one. */
function scheduled(cluster: Cluster, ...names: string[]): string[] {
  cluster.advanceTo(cluster.now() + 1_000)
  return names.map((name) => nodeOf(cluster, name) ?? '')
}

function refusal(cluster: Cluster, name: string): string | undefined {
  cluster.advanceTo(cluster.now() + 1_000)
  const conditions: readonly { type: string; status: string; reason?: string; message?: string }[] =
    cluster.store.get('Pod', 'default', name)?.status?.conditions ?? []
  const condition = conditions.find((each) => each.type === 'PodScheduled' && each.status === 'False')
  return condition?.reason === 'Unschedulable' ? condition.message : undefined
}

const asking = (cpu: string) => ({
  containers: [{ name: 'c', image: 'c:1', resources: { requests: { cpu } } }],
})

function changeNode(cluster: Cluster, name: string, spec: Json): void {
  const node = cluster.store.get('Node', undefined, name) as KubeObject
  cluster.api.update({ ...node, spec: { ...node.spec, ...spec } })
}

test('a pod gets a node and the condition PodScheduled', () => {
  const cluster = schedulingCluster()
  addPod(cluster, 'p')
  expect(scheduled(cluster, 'p')[0]).toMatch(/^n[123]$/)
  expect(cluster.store.get('Pod', 'default', 'p')?.status.conditions).toMatchObject([
    { type: 'PodScheduled', status: 'True' },
  ])
})

test('among nodes that are equally good one is drawn', () => {
  const chosen = new Set<string | undefined>()
  for (let seed = 0; seed < 20; seed++) {
    const cluster = schedulingCluster({}, seed)
    addPod(cluster, 'p')
    chosen.add(scheduled(cluster, 'p')[0])
  }
  expect([...chosen].map(String).sort()).toEqual(['n1', 'n2', 'n3'])
})

test('what is full is avoided, what fits nowhere waits', () => {
  const cluster = schedulingCluster({ count: 2, cpu: '2' })
  for (const name of ['a', 'b']) addPod(cluster, name, asking('1500m'))
  expect(scheduled(cluster, 'a', 'b').sort()).toEqual(['n1', 'n2'])
  addPod(cluster, 'c', asking('1'))
  expect(refusal(cluster, 'c')).toBe(
    '0/2 nodes are available: 2 Insufficient cpu. no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.',
  )
  cluster.api.delete(
    { apiVersion: 'v1', kind: 'Pod', name: 'a', namespace: 'default' },
    { gracePeriodSeconds: 0 },
  )
  cluster.advanceTo(cluster.now() + 2_000)
  expect(nodeOf(cluster, 'c')).toBeDefined()
})

test('a pod that finds no node is tried after 1, 2, 4 … at most 10 s, and only when something has changed', () => {
  const cluster = schedulingCluster({ count: 1 })
  let attempts = 0
  cluster.observe({
    note({ facts }) {
      if (facts?.['reason'] === 'FailedScheduling') attempts++
    },
  })
  addPod(cluster, 'p', asking('100'))
  cluster.advanceTo(cluster.now() + 60_000)
  expect(attempts).toBe(1)
  expect(cluster.loop.pending).toBe(0)
  const begun = cluster.now()
  for (let round = 0; round < 60; round++) {
    changeNode(cluster, 'n1', { podCIDR: `10.${round}.0.0/24` })
    cluster.advanceTo(begun + (round + 1) * 1_000)
  }
  // At 0, 2, 6, 14, 24 … s: about nine in a minute.
  expect(attempts).toBeGreaterThan(6)
  expect(attempts).toBeLessThan(12)
})

test.each([
  ['a cordon', { unschedulable: true }, {}, '3 node(s) were unschedulable'],
  [
    'a taint',
    { taints: [{ key: 'k', value: 'v', effect: 'NoSchedule' }] },
    {},
    '3 node(s) had untolerated taint(s)',
  ],
  [
    'a selector',
    {},
    { nodeSelector: { disk: 'ssd' } },
    "3 node(s) didn't match Pod's node affinity/selector",
  ],
])('%s keeps a pod away', (_name, nodeSpec, podSpec, reason) => {
  const cluster = schedulingCluster()
  for (const name of ['n1', 'n2', 'n3']) changeNode(cluster, name, nodeSpec)
  addPod(cluster, 'p', podSpec)
  expect(refusal(cluster, 'p')).toBe(
    `0/3 nodes are available: ${reason}. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.`,
  )
})

test('a toleration lets it in, and a node that is uncordoned takes it', () => {
  const cluster = schedulingCluster({ count: 1 })
  changeNode(cluster, 'n1', { taints: [{ key: 'k', value: 'v', effect: 'NoSchedule' }] })
  addPod(cluster, 'p', { tolerations: [{ key: 'k', operator: 'Exists' }] })
  addPod(cluster, 'q', {
    tolerations: [{ key: 'k', operator: 'Equal', value: 'other', effect: 'NoSchedule' }],
  })
  expect(scheduled(cluster, 'p', 'q')).toEqual(['n1', ''])
  changeNode(cluster, 'n1', { taints: [] })
  cluster.advanceTo(cluster.now() + 2_000)
  expect(nodeOf(cluster, 'q')).toBe('n1')
})

const nodeTerm = (operator: string, key: string, ...values: string[]) => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }] }],
      },
    },
  },
})
const ZONE = 'topology.kubernetes.io/zone'
const HOST = 'kubernetes.io/hostname'

test.each([
  ['In', nodeTerm('In', ZONE, 'z2'), 'n2'],
  ['NotIn', nodeTerm('NotIn', ZONE, 'z1', 'z2'), 'n3'],
  ['DoesNotExist', nodeTerm('DoesNotExist', ZONE), ''],
  ['nodeSelector', { nodeSelector: { [HOST]: 'n1' } }, 'n1'],
])('node affinity with %s', (_name, spec, expected) => {
  const cluster = schedulingCluster()
  addPod(cluster, 'p', spec)
  expect(scheduled(cluster, 'p')).toEqual([expected])
})

const podTerm = (kind: string, topologyKey: string, app: string) => ({
  affinity: {
    [kind]: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey, labelSelector: { matchLabels: { app } } },
      ],
    },
  },
})

test('anti-affinity keeps pods apart, and counts those that are being deleted', () => {
  const cluster = schedulingCluster({ count: 2 })
  const apart = podTerm('podAntiAffinity', HOST, 'web')
  for (const name of ['a', 'b', 'c']) addPod(cluster, name, apart, { app: 'web' })
  expect(scheduled(cluster, 'a', 'b').sort()).toEqual(['n1', 'n2'])
  expect(refusal(cluster, 'c')).toContain(
    "0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules.",
  )
  cluster.api.delete({ apiVersion: 'v1', kind: 'Pod', name: 'a', namespace: 'default' })
  expect(refusal(cluster, 'c')).toContain("2 node(s) didn't match pod anti-affinity rules.")
})

test('a pod is kept away by the anti-affinity of others', () => {
  const cluster = schedulingCluster({ count: 1 })
  addPod(cluster, 'a', podTerm('podAntiAffinity', HOST, 'db'))
  addPod(cluster, 'b', {}, { app: 'db' })
  expect(refusal(cluster, 'b')).toContain("1 node(s) didn't satisfy existing pods anti-affinity rules")
})

test('affinity brings pods together; the first of its kind may go anywhere', () => {
  const cluster = schedulingCluster()
  const together = podTerm('podAffinity', ZONE, 'web')
  for (const name of ['a', 'b', 'c']) addPod(cluster, name, together, { app: 'web' })
  expect(new Set(scheduled(cluster, 'a', 'b', 'c')).size).toBe(1)
  addPod(cluster, 'd', podTerm('podAffinity', ZONE, 'nobody'))
  expect(refusal(cluster, 'd')).toContain("3 node(s) didn't match pod affinity rules")
})

const spread = (over: object = {}) => ({
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: ZONE,
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
      ...over,
    },
  ],
})

test('pods are spread over zones, also onto one that cannot take them', () => {
  const cluster = schedulingCluster()
  for (const name of ['a', 'b', 'c']) addPod(cluster, name, spread(), { app: 'web' })
  expect(scheduled(cluster, 'a', 'b', 'c').sort()).toEqual(['n1', 'n2', 'n3'])
  changeNode(cluster, 'n3', { unschedulable: true })
  for (const name of ['d', 'e', 'f']) addPod(cluster, name, spread(), { app: 'web' })
  expect(scheduled(cluster, 'd', 'e').sort()).toEqual(['n1', 'n2'])
  expect(refusal(cluster, 'f')).toContain(
    "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match pod topology spread constraints.",
  )
})

test('a node without the label of a spread constraint is none', () => {
  const cluster = schedulingCluster({ count: 1 })
  addPod(cluster, 'p', spread({ topologyKey: 'rack' }), { app: 'web' })
  expect(refusal(cluster, 'p')).toContain(
    "1 node(s) didn't match pod topology spread constraints (missing required label)",
  )
})

test('host ports are taken once on a node', () => {
  const cluster = schedulingCluster({ count: 1 })
  const port = (hostPort: number) => ({
    containers: [{ name: 'c', image: 'c:1', ports: [{ containerPort: 80, hostPort }] }],
  })
  addPod(cluster, 'a', port(80))
  addPod(cluster, 'b', port(81))
  addPod(cluster, 'c', port(80))
  expect(scheduled(cluster, 'a', 'b')).toEqual(['n1', 'n1'])
  expect(refusal(cluster, 'c')).toContain("1 node(s) didn't have free ports for the requested pod ports")
})

test('higher priority goes first, and what preemption would change is said to be unknown', () => {
  const cluster = schedulingCluster({ count: 1, cpu: '1' })
  addPod(cluster, 'low', asking('1'))
  scheduled(cluster)
  cluster.api.create({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'high' },
    value: 1000,
  })
  addPod(cluster, 'high', { ...asking('1'), priorityClassName: 'high', priority: 1000 })
  expect(refusal(cluster, 'high')).toContain('Insufficient cpu')
  expect([...cluster.unknowns.keys()]).toEqual(['scheduler:preemption'])
})

test('a pod whose claim does not exist waits for it', () => {
  const cluster = schedulingCluster()
  addPod(cluster, 'p', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] })
  expect(refusal(cluster, 'p')).toBe(
    '0/3 nodes are available: persistentvolumeclaim "data" not found. not found',
  )
  cluster.api.create({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'default' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  })
  cluster.advanceTo(cluster.now() + 2_000)
  expect(nodeOf(cluster, 'p')).toBeDefined()
})

test('a pod of another scheduler, or with a gate, is left alone', () => {
  const cluster = schedulingCluster()
  addPod(cluster, 'other', { schedulerName: 'mine' })
  addPod(cluster, 'gated', { schedulingGates: [{ name: 'example.com/later' }] })
  expect(scheduled(cluster, 'other', 'gated')).toEqual(['', ''])
})

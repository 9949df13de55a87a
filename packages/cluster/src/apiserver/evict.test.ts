import { isStatus, type KubeObject, StatusError } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import type { Cluster } from '../cluster.ts'
import { testCluster } from '../test-cluster.ts'

const labels = { app: 'web' }
const ref = { apiVersion: 'v1', kind: 'Pod', name: 'web-0', namespace: 'default' }

function addPod(cluster: Cluster, phase = 'Running', ready: 'True' | 'False' = 'True'): void {
  const pod = cluster.api.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-0', namespace: 'default', labels },
    spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'c:1' }] },
  })
  cluster.api.updateStatus(pod, { phase, conditions: [{ type: 'Ready', status: ready }] })
}

function addBudget(cluster: Cluster, status: object, spec: object = {}, name = 'web'): KubeObject {
  const budget = cluster.api.create({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'default' },
    spec: { minAvailable: 1, selector: { matchLabels: labels }, ...spec },
  })
  return cluster.api.updateStatus(budget, {
    observedGeneration: 1,
    currentHealthy: 1,
    desiredHealthy: 1,
    ...status,
  })
}

function pod(cluster: Cluster): KubeObject | undefined {
  return cluster.store.get('Pod', 'default', 'web-0')
}

function refusal(action: () => unknown): StatusError {
  try {
    action()
  } catch (error) {
    if (error instanceof StatusError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

test('a budget that is used up refuses, and says what it needs', () => {
  const cluster = testCluster()
  addPod(cluster)
  addBudget(cluster, { disruptionsAllowed: 0 })
  expect(refusal(() => cluster.api.evict(ref))).toMatchObject({
    reason: 'TooManyRequests',
    code: 429,
    message: "Cannot evict pod as it would violate the pod's disruption budget.",
    causes: [
      {
        reason: 'DisruptionBudget',
        message: 'The disruption budget web needs 1 healthy pods and has 1 currently',
      },
    ],
    retryAfterSeconds: undefined,
  })
  expect(pod(cluster)?.metadata.deletionTimestamp).toBeUndefined()
})

test('an allowed disruption is spent, and the pod says why it goes', () => {
  const cluster = testCluster()
  addPod(cluster)
  addBudget(cluster, { disruptionsAllowed: 1 })
  cluster.api.evict(ref)
  expect(pod(cluster)?.metadata.deletionTimestamp).toBe('2026-01-01T00:00:30Z')
  expect(pod(cluster)?.status.conditions).toMatchObject([
    { type: 'Ready' },
    { type: 'DisruptionTarget', status: 'True' },
  ])
  expect(cluster.store.get('PodDisruptionBudget.policy', 'default', 'web')?.status).toMatchObject({
    disruptionsAllowed: 0,
    disruptedPods: { 'web-0': '2026-01-01T00:00:00Z' },
    conditions: [{ type: 'DisruptionAllowed', status: 'False' }],
  })
})

test('a budget whose controller lags behind asks for patience', () => {
  const cluster = testCluster()
  addPod(cluster)
  addBudget(cluster, { disruptionsAllowed: 1, observedGeneration: 0 })
  expect(refusal(() => cluster.api.evict(ref)).retryAfterSeconds).toBe(10)
})

test('two budgets over one pod are an error of the server', () => {
  const cluster = testCluster()
  addPod(cluster)
  addBudget(cluster, { disruptionsAllowed: 1 })
  addBudget(cluster, { disruptionsAllowed: 1 }, {}, 'other')
  expect(
    isStatus(
      refusal(() => cluster.api.evict(ref)),
      'InternalError',
    ),
  ).toBe(true)
})

test.each([
  ['pending pods need no budget', 'Pending', 'False', { disruptionsAllowed: 0 }, {}, true],
  ['an unready pod of a budget that is met may go', 'Running', 'False', { disruptionsAllowed: 0 }, {}, true],
  [
    'an unready pod of a budget that is not met must stay',
    'Running',
    'False',
    { currentHealthy: 0, disruptionsAllowed: 0 },
    {},
    false,
  ],
  [
    'unless the policy lets it go',
    'Running',
    'False',
    { currentHealthy: 0, disruptionsAllowed: 0 },
    { unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    true,
  ],
] as const)('%s', (_name, phase, ready, status, spec, goes) => {
  const cluster = testCluster()
  addPod(cluster, phase, ready)
  addBudget(cluster, status, spec)
  if (!goes) expect(refusal(() => cluster.api.evict(ref)).reason).toBe('TooManyRequests')
  else {
    cluster.api.evict(ref)
    expect(pod(cluster)?.metadata.deletionTimestamp).toBeDefined()
  }
})

import { expect, test } from 'vitest'
import type { Json, KubeObject } from './object.ts'
import { jobCompletion, podCompletion, readiness } from './readiness.ts'

const now = Date.parse('2026-01-01T00:01:00Z')

function object(kind: string, apiVersion: string, rest: Record<string, Json> = {}): KubeObject {
  return {
    apiVersion,
    kind,
    metadata: { name: 'x', generation: 2, ...rest['metadata'] },
    spec: {},
    ...without(rest),
  }
}

function without({ metadata: _metadata, ...rest }: Record<string, Json>): Record<string, Json> {
  return rest
}

const verdict = (each: KubeObject) => {
  const { status, message } = readiness(each, now)
  return `${status}: ${message}`
}

const conditions = (...entries: [string, string, string?, string?][]) =>
  entries.map(([type, status, reason, message]) => ({ type, status, reason, message }))

const rolledOut = {
  observedGeneration: 2,
  replicas: 2,
  updatedReplicas: 2,
  readyReplicas: 2,
  availableReplicas: 2,
  conditions: conditions(['Progressing', 'True', 'NewReplicaSetAvailable'], ['Available', 'True']),
}
const two = { replicas: 2, progressDeadlineSeconds: 600 }
const deployment = (status: Json, spec: Json = two) => object('Deployment', 'apps/v1', { spec, status })

test.each([
  [{ observedGeneration: 1 }, 'InProgress: Deployment generation is 2, but latest observed generation is 1'],
  [{ replicas: 1 }, 'InProgress: Replicas: 1/2'],
  [{ updatedReplicas: 1 }, 'InProgress: Updated: 1/2'],
  [{ replicas: 3 }, 'InProgress: Pending termination: 1'],
  [{ availableReplicas: 0 }, 'InProgress: Available: 0/2'],
  [{ readyReplicas: 1 }, 'InProgress: Ready: 1/2'],
  [{ conditions: conditions(['Available', 'True']) }, 'InProgress: ReplicaSet not Available'],
  [
    { conditions: conditions(['Progressing', 'True', 'NewReplicaSetAvailable']) },
    'InProgress: Deployment not Available',
  ],
  [
    { conditions: conditions(['Progressing', 'False', 'ProgressDeadlineExceeded']) },
    'Failed: Progress deadline exceeded',
  ],
  [{}, 'Current: Deployment is available. Replicas: 2'],
])('Deployment %j', (change, expected) => {
  expect(verdict(deployment({ ...rolledOut, ...change }))).toBe(expected)
})

test('a Deployment without a deadline has no Progressing condition to wait for', () => {
  const status = { ...rolledOut, conditions: conditions(['Available', 'True']) }
  expect(verdict(deployment(status, { replicas: 2 }))).toContain('Current')
  expect(verdict(deployment(status, { replicas: 2, progressDeadlineSeconds: 2147483647 }))).toContain(
    'Current',
  )
})

test.each([
  [{ fullyLabeledReplicas: 1 }, 'InProgress: Labelled: 1/2'],
  [{ availableReplicas: 1 }, 'InProgress: Available: 1/2'],
  [{ readyReplicas: 1 }, 'InProgress: Ready: 1/2'],
  [{ replicas: 3 }, 'InProgress: Pending termination: 1'],
  [
    { conditions: conditions(['ReplicaFailure', 'True']) },
    'InProgress: Replica Failure condition. Check Pods',
  ],
  [{}, 'Current: ReplicaSet is available. Replicas: 2'],
])('ReplicaSet %j', (change, expected) => {
  const status = { ...rolledOut, conditions: [], fullyLabeledReplicas: 2, ...change }
  expect(verdict(object('ReplicaSet', 'apps/v1', { spec: two, status }))).toBe(expected)
})

const stateful = {
  replicas: 2,
  readyReplicas: 2,
  currentReplicas: 2,
  updatedReplicas: 2,
  currentRevision: 'a',
  updateRevision: 'a',
}

test.each([
  [{}, { replicas: 1 }, 'InProgress: Replicas: 1/2'],
  [{}, { readyReplicas: 1 }, 'InProgress: Ready: 1/2'],
  [{}, { replicas: 3 }, 'InProgress: Pending termination: 1'],
  [{}, { currentReplicas: 1 }, 'InProgress: current: 1/2'],
  [{}, { updateRevision: 'b' }, 'InProgress: Waiting for updated revision to match current'],
  [{}, {}, 'Current: All replicas scheduled as expected. Replicas: 2'],
  [
    { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    { updatedReplicas: 1 },
    'InProgress: updated: 1/2',
  ],
  [
    { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
    { updatedReplicas: 1, updateRevision: 'b' },
    'Current: Partition rollout complete. updated: 1',
  ],
  [{ type: 'OnDelete' }, { replicas: 0 }, 'Current: StatefulSet is using the ondelete update strategy'],
])('StatefulSet %j %j', (updateStrategy, change, expected) => {
  const spec = { replicas: 2, updateStrategy }
  expect(verdict(object('StatefulSet', 'apps/v1', { spec, status: { ...stateful, ...change } }))).toBe(
    expected,
  )
})

const daemons = {
  observedGeneration: 2,
  desiredNumberScheduled: 3,
  currentNumberScheduled: 3,
  updatedNumberScheduled: 3,
  numberAvailable: 3,
  numberReady: 3,
}

test.each([
  [{ desiredNumberScheduled: undefined }, 'InProgress: Missing .status.desiredNumberScheduled'],
  [{ observedGeneration: undefined }, 'InProgress: DaemonSet status.observedGeneration not found'],
  [{ currentNumberScheduled: 2 }, 'InProgress: Current: 2/3'],
  [{ updatedNumberScheduled: 1 }, 'InProgress: Updated: 1/3'],
  [{ numberAvailable: 0 }, 'InProgress: Available: 0/3'],
  [{ numberReady: 2 }, 'InProgress: Ready: 2/3'],
  [{}, 'Current: All replicas scheduled as expected. Replicas: 3'],
])('DaemonSet %j', (change, expected) => {
  expect(verdict(object('DaemonSet', 'apps/v1', { status: { ...daemons, ...change } }))).toBe(expected)
})

test.each([
  [{}, 'InProgress: Job not started', 'InProgress: Job in progress'],
  [
    { startTime: 't', active: 1 },
    'Current: Job in progress. success:0, active: 1, failed: 0',
    'InProgress: Job in progress',
  ],
  [
    { succeeded: 1, conditions: conditions(['Complete', 'True']) },
    'Current: Job Completed. succeeded: 1/1',
    'Current: Job Completed. succeeded: 1/1',
  ],
  [
    { failed: 4, conditions: conditions(['Failed', 'True']) },
    'Failed: Job Failed. failed: 4/1',
    'Failed: Job Failed. failed: 4/1',
  ],
])('Job %j', (status, expected, asHook) => {
  const job = object('Job', 'batch/v1', { status })
  expect(verdict(job)).toBe(expected)
  const completion = jobCompletion(job)
  expect(`${completion.status}: ${completion.message}`).toBe(asHook)
})

const unschedulable = conditions(['PodScheduled', 'False', 'Unschedulable'])
const loops = [
  { name: 'a', state: { waiting: { reason: 'CrashLoopBackOff' } } },
  { name: 'b', state: { running: {} } },
]

test.each([
  [{}, 'InProgress: Pod phase not available', 'InProgress: Pod in progress'],
  [{ phase: 'Pending' }, 'InProgress: Pod is in the Pending phase', 'InProgress: Pod in progress'],
  [{ phase: 'Running' }, 'InProgress: Pod is running but is not Ready', 'InProgress: Pod in progress'],
  [
    { phase: 'Running', containerStatuses: loops },
    'Failed: Containers in CrashLoop state: a',
    'InProgress: Pod in progress',
  ],
  [
    { phase: 'Running', conditions: conditions(['Ready', 'True']) },
    'Current: Pod is Ready',
    'InProgress: Pod in progress',
  ],
  [{ phase: 'Succeeded' }, 'Current: Pod has completed successfully', 'Current: pod x succeeded'],
  [{ phase: 'Failed' }, 'Current: Pod has completed, but not successfully', 'Failed: pod x failed'],
  [{ phase: 'Odd' }, 'Failed: unknown phase Odd', 'InProgress: Pod in progress'],
])('Pod %j', (status, expected, asHook) => {
  const pod = object('Pod', 'v1', { status })
  expect(verdict(pod)).toBe(expected)
  const completion = podCompletion(pod)
  expect(`${completion.status}: ${completion.message}`).toBe(asHook)
})

test.each([
  ['2026-01-01T00:00:46Z', 'InProgress: Pod has not been scheduled'],
  ['2026-01-01T00:00:45Z', 'Failed: Pod could not be scheduled'],
])('an unschedulable pod of %s at 00:01:00', (creationTimestamp, expected) => {
  const status = { phase: 'Pending', conditions: unschedulable }
  expect(verdict(object('Pod', 'v1', { metadata: { creationTimestamp }, status }))).toBe(expected)
})

test.each([
  ['ConfigMap', 'v1', {}, 'Current: Resource is always ready'],
  ['CronJob', 'batch/v1', {}, 'Current: Resource is always ready'],
  ['PodDisruptionBudget', 'policy/v1', {}, 'Current: AllowedDisruptions has been computed.'],
  ['PersistentVolumeClaim', 'v1', {}, 'InProgress: PVC is not Bound. phase: unknown'],
  ['PersistentVolumeClaim', 'v1', { status: { phase: 'Bound' } }, 'Current: PVC is Bound'],
  ['Service', 'v1', {}, 'Current: Service is ready'],
  [
    'Service',
    'v1',
    { spec: { type: 'LoadBalancer' } },
    'InProgress: ClusterIP not set. Service type: LoadBalancer',
  ],
  ['Ingress', 'networking.k8s.io/v1', {}, 'Current: Resource is current'],
  ['Pod', 'v1', { metadata: { deletionTimestamp: 't' } }, 'Terminating: Resource scheduled for deletion'],
] as const)('%s of %s with %j', (kind, apiVersion, rest, expected) => {
  expect(verdict(object(kind, apiVersion, rest))).toBe(expected)
})

test.each([
  [['Ready', 'True'], 'Current: Resource is Ready'],
  [['Ready', 'False', 'R', 'not yet'], 'InProgress: not yet'],
  [['Ready', 'Unknown', 'R', 'asking'], 'InProgress: asking'],
  [['Reconciling', 'True', 'R', 'working'], 'InProgress: working'],
  [['Stalled', 'True', 'R', 'stuck'], 'Failed: stuck'],
  [['Other', 'False'], 'Current: Resource is current'],
] as const)('a custom resource with condition %j', (condition, expected) => {
  const status = { conditions: conditions(condition as unknown as [string, string]) }
  expect(verdict(object('Certificate', 'cert-manager.io/v1', { status }))).toBe(expected)
})

test.each([
  [[], 'InProgress: Install in progress'],
  [['Established', 'True'], 'Current: CRD is established'],
  [['Established', 'False', 'Installing'], 'InProgress: Install in progress'],
  [['Established', 'False', 'NotAccepted', 'no'], 'Failed: no'],
  [['NamesAccepted', 'False', 'Conflict', 'taken'], 'Failed: taken'],
] as const)('a CustomResourceDefinition with condition %j', (condition, expected) => {
  const status = {
    conditions: condition.length === 0 ? [] : conditions(condition as unknown as [string, string]),
  }
  expect(verdict(object('CustomResourceDefinition', 'apiextensions.k8s.io/v1', { status }))).toBe(expected)
})

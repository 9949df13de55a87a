import { type Json, kubeClient, type KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { HopelessJob, isReadyAsInHelm3 } from './legacy-readiness.ts'

/** Asks about an object that the server has as it is given. */
function isReady(live: KubeObject, listed: readonly KubeObject[] = [], waitForJobs = true): boolean {
  const operation = isReadyAsInHelm3(kubeClient, live, waitForJobs)
  let step = operation.next()
  while (step.done !== true) {
    const { value } = step
    if (value.kind !== 'request') throw new Error(`it asks for ${value.kind}`)
    const answer = value.request.verb === 'list' ? { resourceVersion: '1', items: listed } : live
    step = operation.next(answer)
  }
  return step.value
}

function object(apiVersion: string, kind: string, spec: Json, status: Json, generation = 1): KubeObject {
  return { apiVersion, kind, metadata: { name: 'x', namespace: 'n', uid: 'u', generation }, spec, status }
}

const ready = (status: string) => ({ conditions: [{ type: 'Ready', status }] })
const seen = { observedGeneration: 1 }
const rolling = (more: Json = {}) => ({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: more } })
const onDelete = { updateStrategy: { type: 'OnDelete' } }

test.each<[string, boolean, KubeObject]>([
  ['a ready pod', true, object('v1', 'Pod', {}, ready('True'))],
  ['a pod that is not ready', false, object('v1', 'Pod', {}, ready('False'))],
  ['a bound claim', true, object('v1', 'PersistentVolumeClaim', {}, { phase: 'Bound' })],
  [
    'a claim that waits for its consumer',
    false,
    object('v1', 'PersistentVolumeClaim', {}, { phase: 'Pending' }),
  ],
  ['an ExternalName service', true, object('v1', 'Service', { type: 'ExternalName' }, {})],
  ['a service without address', false, object('v1', 'Service', { type: 'ClusterIP' }, {})],
  ['a service with address', true, object('v1', 'Service', { clusterIP: '10.0.0.1' }, {})],
  ['a headless service', true, object('v1', 'Service', { clusterIP: 'None' }, {})],
  [
    'a load balancer that nobody provides',
    false,
    object('v1', 'Service', { type: 'LoadBalancer', clusterIP: '10.0.0.1' }, { loadBalancer: {} }),
  ],
  [
    'a load balancer with an address from outside',
    true,
    object('v1', 'Service', { type: 'LoadBalancer', clusterIP: '10.0.0.1', externalIPs: ['192.0.2.1'] }, {}),
  ],
  [
    'a load balancer with its address',
    true,
    object(
      'v1',
      'Service',
      { type: 'LoadBalancer', clusterIP: '10.0.0.1' },
      { loadBalancer: { ingress: [{}] } },
    ),
  ],
  ['a set that the controller has not seen', false, object('apps/v1', 'DaemonSet', rolling(), seen, 2)],
  [
    'a daemon set whose pods are all ready but one',
    true,
    object('apps/v1', 'DaemonSet', rolling({ maxUnavailable: 1 }), {
      ...seen,
      desiredNumberScheduled: 3,
      updatedNumberScheduled: 3,
      numberReady: 2,
    }),
  ],
  [
    'a daemon set whose half is ready, percentages rounded up',
    true,
    object('apps/v1', 'DaemonSet', rolling({ maxUnavailable: '50%' }), {
      ...seen,
      desiredNumberScheduled: 3,
      updatedNumberScheduled: 3,
      numberReady: 1,
    }),
  ],
  [
    'a daemon set that still updates',
    false,
    object('apps/v1', 'DaemonSet', rolling({ maxUnavailable: 1 }), {
      ...seen,
      desiredNumberScheduled: 3,
      updatedNumberScheduled: 2,
      numberReady: 3,
    }),
  ],
  ['a daemon set that is updated by hand', true, object('apps/v1', 'DaemonSet', onDelete, seen)],
  [
    'a stateful set with all replicas updated and ready',
    true,
    object(
      'apps/v1',
      'StatefulSet',
      { ...rolling(), replicas: 2 },
      {
        ...seen,
        updatedReplicas: 2,
        readyReplicas: 2,
        currentRevision: 'b',
        updateRevision: 'b',
      },
    ),
  ],
  [
    'a stateful set between two revisions',
    false,
    object(
      'apps/v1',
      'StatefulSet',
      { ...rolling(), replicas: 2 },
      {
        ...seen,
        updatedReplicas: 2,
        readyReplicas: 2,
        currentRevision: 'a',
        updateRevision: 'b',
      },
    ),
  ],
  [
    'a stateful set whose partition holds one back',
    true,
    object(
      'apps/v1',
      'StatefulSet',
      { ...rolling({ partition: 1 }), replicas: 2 },
      {
        ...seen,
        updatedReplicas: 1,
        readyReplicas: 2,
        currentRevision: 'a',
        updateRevision: 'b',
      },
    ),
  ],
  [
    'a stateful set with a pod missing',
    false,
    object(
      'apps/v1',
      'StatefulSet',
      { ...rolling(), replicas: 2 },
      { ...seen, updatedReplicas: 2, readyReplicas: 1 },
    ),
  ],
  ['a stateful set that is updated by hand', true, object('apps/v1', 'StatefulSet', onDelete, seen)],
  ['a Job that has completed', true, object('batch/v1', 'Job', { completions: 1 }, { succeeded: 1 })],
  ['a Job that runs', false, object('batch/v1', 'Job', { completions: 1 }, { active: 1 })],
  [
    'a definition that is established',
    true,
    object(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      {},
      {
        conditions: [{ type: 'Established', status: 'True' }],
      },
    ),
  ],
  [
    'a definition whose names are taken',
    true,
    object(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      {},
      {
        conditions: [{ type: 'NamesAccepted', status: 'False' }],
      },
    ),
  ],
  ['a definition that is new', false, object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {}, {})],
  ['a kind without a rule', true, object('v1', 'ConfigMap', {}, undefined)],
])('%s is ready: %s', (_what, expected, live) => {
  expect(isReady(live)).toBe(expected)
})

test('a Job that failed too often is an error, and a Job that nobody waits for is ready', () => {
  const failed = object('batch/v1', 'Job', { backoffLimit: 1, completions: 1 }, { failed: 2 })
  expect(() => isReady(failed)).toThrow(new HopelessJob(failed))
  expect(() => isReady(failed)).toThrow('job is failed: n/x')
  expect(isReady(failed, [], false)).toBe(true)
})

test('a ReplicaSet and a ReplicationController ask for every pod', () => {
  const pods = (...standings: string[]) => standings.map((each) => object('v1', 'Pod', {}, ready(each)))
  const set = object('apps/v1', 'ReplicaSet', { selector: { matchLabels: { a: 'b' } } }, seen)
  const controller = object('v1', 'ReplicationController', { selector: { a: 'b' } }, seen)
  for (const live of [set, controller]) {
    expect(isReady(live, pods('True', 'True'))).toBe(true)
    expect(isReady(live, pods('True', 'False'))).toBe(false)
  }
})

test('a Deployment looks at the ReplicaSet of its own template only', () => {
  const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [] } }
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } }
  const selector = { matchLabels: { app: 'x' } }
  const live = object('apps/v1', 'Deployment', { replicas: 4, selector, strategy, template }, seen)
  const set = (readyReplicas: number, more: Json = {}, uid = 'u'): KubeObject => {
    const labels = { app: 'x', 'pod-template-hash': 'abc' }
    const own = { metadata: { labels }, spec: { containers: [] }, ...more }
    const made = object('apps/v1', 'ReplicaSet', { template: own }, { ...seen, readyReplicas })
    const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'x', uid, controller: true }]
    return { ...made, metadata: { ...made.metadata, ownerReferences } }
  }
  expect(isReady(live, [set(3)])).toBe(true)
  expect(isReady(live, [set(2)])).toBe(false)
  expect(isReady(live, [set(4, { spec: { containers: [{ name: 'old' }] } }), set(2)])).toBe(false)
  expect(isReady(live, [set(4, {}, 'somebody else')])).toBe(false)
  expect(isReady(live, [])).toBe(false)
})

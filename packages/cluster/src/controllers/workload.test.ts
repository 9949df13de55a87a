import type { KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import type { Cluster } from '../cluster.ts'
import { kwokKubelet } from '../kubelet/kwok.ts'
import { testCluster } from '../test-cluster.ts'
import { workloadControllers } from './controllers.ts'

function world(): Cluster {
  return testCluster({
    actors: [...workloadControllers(), kwokKubelet({ readyAfterMs: 1000 })],
    profile: 'middle',
  })
}

function deployment(replicas: number, extra: object = {}): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      progressDeadlineSeconds: 600,
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'c', image: 'web:1' }] },
      },
      ...extra,
    },
  }
}

test('a deployment becomes available, then an update rolls it', () => {
  const cluster = world()
  cluster.api.create(deployment(3))
  cluster.advanceTo(cluster.now() + 10_000)
  const first = cluster.store.get('Deployment.apps', 'default', 'web') as KubeObject
  expect(first.status).toMatchObject({
    replicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
    updatedReplicas: 3,
  })
  expect(first.metadata.annotations).toMatchObject({ 'deployment.kubernetes.io/revision': '1' })
  const template = { ...first.spec.template, spec: { containers: [{ name: 'c', image: 'web:2' }] } }
  cluster.api.update({ ...first, spec: { ...first.spec, template } })
  cluster.advanceTo(cluster.now() + 30_000)
  const second = cluster.store.get('Deployment.apps', 'default', 'web') as KubeObject
  expect(second.status).toMatchObject({
    replicas: 3,
    updatedReplicas: 3,
    availableReplicas: 3,
    terminatingReplicas: 0,
  })
  expect(second.status.conditions.map((each: { reason: string }) => each.reason)).toEqual([
    'MinimumReplicasAvailable',
    'NewReplicaSetAvailable',
  ])
  const images = [...cluster.store.list('Pod', 'default')].map((pod) => pod.spec.containers[0].image)
  expect(images).toEqual(['web:2', 'web:2', 'web:2'])
})

test('a Job completes, and its pod is let go', () => {
  const cluster = world()
  cluster.api.create(job({}))
  cluster.advanceTo(cluster.now() + 10_000)
  const done = cluster.store.get('Job.batch', 'default', 'migrate') as KubeObject
  expect(done.status).toMatchObject({ succeeded: 1, ready: 0, terminating: 0, uncountedTerminatedPods: {} })
  expect(done.status.conditions.map((each: { type: string }) => each.type)).toEqual([
    'SuccessCriteriaMet',
    'Complete',
  ])
  const [pod] = [...cluster.store.list('Pod', 'default')]
  expect(pod?.metadata.finalizers).toBeUndefined()
})

test('a Job that fails waits 10 s, 20 s and gives up after its limit', () => {
  const cluster = world()
  const before = cluster.now()
  cluster.api.create(job({ backoffLimit: 2 }, { 'kwok.seaworthy.dev/exit-code': '1' }))
  const hasFailed = () =>
    cluster.store
      .get('Job.batch', 'default', 'migrate')
      ?.status?.conditions?.some((each: { type: string }) => each.type === 'Failed') === true
  expect(cluster.runUntil(hasFailed, before + 120_000)).toBe('done')
  const seconds = (cluster.now() - before) / 1000
  expect(seconds).toBeGreaterThan(30)
  expect(seconds).toBeLessThan(42)
  const failed = cluster.store.get('Job.batch', 'default', 'migrate') as KubeObject
  expect(failed.status).toMatchObject({ failed: 3 })
  expect(
    failed.status.conditions.map((each: { type: string; reason: string }) => [each.type, each.reason]),
  ).toEqual([
    ['FailureTarget', 'BackoffLimitExceeded'],
    ['Failed', 'BackoffLimitExceeded'],
  ])
})

function job(extra: object, annotations: Record<string, string> = {}): KubeObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate', namespace: 'default' },
    spec: {
      completions: 1,
      parallelism: 1,
      backoffLimit: 6,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u' } },
      ...extra,
      template: {
        metadata: { labels: { 'batch.kubernetes.io/controller-uid': 'u' }, annotations },
        spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'migrate:1' }] },
      },
    },
  }
}

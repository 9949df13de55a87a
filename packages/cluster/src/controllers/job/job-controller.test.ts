import { type Json, type KubeObject, refOf } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import type { Cluster } from '../../cluster.ts'
import { kwokKubelet } from '../../kubelet/kwok.ts'
import { testCluster } from '../../test-cluster.ts'
import { workloadControllers } from '../controllers.ts'

function world(): Cluster {
  return testCluster({ actors: [...workloadControllers(), kwokKubelet()], profile: 'middle' })
}

function job(spec: Json, annotations: Record<string, string> = {}): KubeObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'task', namespace: 'default' },
    spec: {
      ...spec,
      template: {
        metadata: { annotations },
        spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i:1' }] },
      },
    },
  }
}

function find(cluster: Cluster): KubeObject | undefined {
  return cluster.store.get('Job.batch', 'default', 'task')
}

function pods(cluster: Cluster): readonly KubeObject[] {
  return [...cluster.store.list('Pod', 'default')]
}

const RUNS_ON = { 'kwok.seaworthy.dev/ends-after': 'never' }

test('a finished Job is deleted after its time to live, and not before', () => {
  const cluster = world()
  cluster.api.create(job({ ttlSecondsAfterFinished: 30 }))
  cluster.advanceTo(cluster.now() + 20_000)
  expect(find(cluster)?.status?.conditions.at(-1)).toMatchObject({ type: 'Complete' })
  expect(find(cluster)?.metadata.deletionTimestamp).toBeUndefined()
  cluster.advanceTo(cluster.now() + 20_000)
  const left = find(cluster)
  expect(left === undefined || left.metadata.deletionTimestamp !== undefined).toBe(true)
})

test('parallelism bounds the running pods, completions the whole', () => {
  const cluster = world()
  let most = 0
  cluster.observe({
    change: () => {
      const running = pods(cluster).filter((pod) => !['Succeeded', 'Failed'].includes(pod.status?.phase))
      most = Math.max(most, running.length)
    },
  })
  cluster.api.create(job({ completions: 5, parallelism: 2 }, { 'kwok.seaworthy.dev/ends-after': '3s' }))
  cluster.advanceTo(cluster.now() + 60_000)
  expect(most).toBe(2)
  expect(find(cluster)?.status).toMatchObject({ succeeded: 5, terminating: 0, ready: 0 })
  expect(pods(cluster)).toHaveLength(5)
})

test('the pods of a Job that is gone are let go', () => {
  const cluster = world()
  cluster.api.create(job({}, RUNS_ON))
  cluster.advanceTo(cluster.now() + 5000)
  const [pod] = pods(cluster) as [KubeObject]
  expect(pod.metadata.finalizers).toEqual(['batch.kubernetes.io/job-tracking'])
  cluster.api.delete(refOf(find(cluster) as KubeObject), { propagationPolicy: 'Background' })
  cluster.advanceTo(cluster.now() + 10_000)
  expect(pods(cluster).flatMap((each) => each.metadata.finalizers ?? [])).toEqual([])
})

test('restarts count against the limit under OnFailure', () => {
  const cluster = world()
  const object = job({ backoffLimit: 3 }, RUNS_ON)
  const { template } = object.spec
  const spec = { ...template.spec, restartPolicy: 'OnFailure' }
  cluster.api.create({ ...object, spec: { ...object.spec, template: { ...template, spec } } })
  cluster.advanceTo(cluster.now() + 5000)
  const [pod] = pods(cluster) as [KubeObject]
  const restarted = (count: number) => ({
    ...pod.status,
    containerStatuses: [{ name: 'c', restartCount: count }],
  })
  const once = cluster.api.updateStatus(pod, restarted(2))
  cluster.advanceTo(cluster.now() + 5000)
  expect(find(cluster)?.status?.conditions).toBeUndefined()
  cluster.api.updateStatus(once, restarted(3))
  cluster.advanceTo(cluster.now() + 10_000)
  const conditions: readonly Json[] = find(cluster)?.status?.conditions ?? []
  expect(conditions.map(({ type, reason }) => `${type} ${reason}`)).toEqual([
    'FailureTarget BackoffLimitExceeded',
    'Failed BackoffLimitExceeded',
  ])
})

test.each([
  ['completionMode: Indexed', { completionMode: 'Indexed', completions: 2 }],
  ['podFailurePolicy', { podFailurePolicy: { rules: [] } }],
  ['managedBy', { managedBy: 'example.org/other' }],
])('a Job with %s is left alone, and said to be unknown', (field, spec) => {
  const cluster = world()
  cluster.api.create(job(spec))
  cluster.advanceTo(cluster.now() + 5000)
  expect(pods(cluster)).toEqual([])
  expect([...cluster.unknowns.keys()]).toEqual([`field:Job.spec.${field}`])
})

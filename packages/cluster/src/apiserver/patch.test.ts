import { type Json, type KubeObject, type PatchType, StatusError, type WriteOptions } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import type { Cluster } from '../cluster.ts'
import { testCluster } from '../test-cluster.ts'

const ref = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: 'default' }

function world(): Cluster {
  const cluster = testCluster()
  const containers = [
    { name: 'a', image: 'a:1' },
    { name: 'b', image: 'b:1' },
  ]
  cluster.api.create({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers } },
    },
  })
  return cluster
}

function patch(cluster: Cluster, type: PatchType, change: Json, options: WriteOptions = {}): KubeObject {
  return cluster.api.handle({ verb: 'patch', ref, type, patch: change, options }) as KubeObject
}

test('a strategic patch finds containers by name; a merge patch replaces the list', () => {
  const strategic = { spec: { template: { spec: { containers: [{ name: 'b', image: 'b:2' }] } } } }
  expect(patch(world(), 'strategic', strategic).spec.template.spec.containers).toMatchObject([
    { name: 'a', image: 'a:1' },
    { name: 'b', image: 'b:2' },
  ])
  expect(patch(world(), 'merge', strategic).spec.template.spec.containers).toHaveLength(1)
})

test('a patched field that is taken away gets its default again', () => {
  const patched = patch(world(), 'merge', { spec: { replicas: null } })
  expect(patched.spec.replicas).toBe(1)
  expect(patched.metadata.generation).toBe(2)
})

test('a patch that changes nothing writes nothing', () => {
  const cluster = world()
  const revision = cluster.store.revision
  patch(cluster, 'json', [{ op: 'replace', path: '/spec/replicas', value: 2 }])
  expect(cluster.store.revision).toBe(revision)
})

test('subresources are patched alone', () => {
  const cluster = world()
  const seen = patch(
    cluster,
    'merge',
    { spec: { replicas: 9 }, status: { replicas: 2 } },
    { subresource: 'status' },
  )
  expect([seen.spec.replicas, seen.status.replicas]).toEqual([2, 2])
  expect(patch(cluster, 'merge', { spec: { replicas: 5 } }, { subresource: 'scale' }).spec.replicas).toBe(5)
})

test.each([
  [
    { metadata: { name: 'other' } },
    'the name of the object (other) does not match the name on the URL (web)',
  ],
  [{ metadata: { resourceVersion: '1' } }, 'the object has been modified'],
  [{ spec: { replica: 1 } }, 'unknown field "spec.replica"'],
  [{ spec: { selector: { matchLabels: { app: 'x' } } } }, 'field is immutable'],
] as const)('refused: %j', (change, words) => {
  expect(() => patch(world(), 'merge', change)).toThrow(StatusError)
  expect(() => patch(world(), 'merge', change)).toThrow(words)
})

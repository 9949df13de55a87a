import { expect, test } from 'vitest'
import { testCluster } from '../../test-cluster.ts'
import { namespaceController } from './namespace.ts'

const ref = { apiVersion: 'v1', kind: 'Namespace', name: 'old' }

test('a deleted namespace is emptied five seconds later, pods first, and then goes', () => {
  const cluster = testCluster({ actors: [namespaceController()], namespaces: ['old'] })
  const { api, store } = cluster
  const start = cluster.now()
  const containers = [{ name: 'c', image: 'c:1' }]
  api.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'old' },
    spec: { nodeName: 'n', containers },
  })
  api.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm', namespace: 'old' } })
  api.delete(ref)
  expect(store.get('Namespace', undefined, 'old')?.status.phase).toBe('Terminating')
  cluster.advanceTo(start + 4_900)
  expect(store.get('Pod', 'old', 'p')?.metadata.deletionTimestamp).toBeUndefined()
  cluster.advanceTo(start + 6_000)
  const pod = store.get('Pod', 'old', 'p')
  expect(pod?.metadata.deletionTimestamp).toBeDefined()
  expect(store.get('ConfigMap', 'old', 'm')?.metadata.deletionTimestamp).toBeUndefined()
  if (pod === undefined) throw new Error('no pod')
  api.finish(pod)
  expect(cluster.runUntil(() => false, start + 120_000)).toBe('settled')
  expect([...store.list('ConfigMap', 'old')]).toEqual([])
  expect(store.get('Namespace', undefined, 'old')).toBeUndefined()
})

test('content that a finalizer holds keeps the namespace, which says so', () => {
  const cluster = testCluster({ actors: [namespaceController()], namespaces: ['old'] })
  const metadata = { name: 'm', namespace: 'old', finalizers: ['example.org/hold'] }
  cluster.api.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata })
  cluster.api.delete(ref)
  cluster.advanceTo(cluster.now() + 20_000)
  expect(cluster.store.get('Namespace', undefined, 'old')?.status.conditions).toMatchObject([
    {
      type: 'NamespaceFinalizersRemaining',
      status: 'True',
      message: 'Some content in the namespace has finalizers remaining: example.org/hold',
    },
  ])
})

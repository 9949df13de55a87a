import type { KubeObject, OwnerReference } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import type { Cluster } from '../../cluster.ts'
import { testCluster } from '../../test-cluster.ts'
import { garbageCollector } from './garbage-collector.ts'

function make(
  cluster: Cluster,
  name: string,
  owners: readonly KubeObject[] = [],
  blocks = false,
): KubeObject {
  const ownerReferences = owners.map(
    ({ apiVersion, kind, metadata }): OwnerReference => ({
      apiVersion,
      kind,
      name: metadata.name,
      uid: metadata.uid ?? '',
      ...(blocks && { blockOwnerDeletion: true }),
    }),
  )
  const metadata = { name, namespace: 'default', ...(owners.length > 0 && { ownerReferences }) }
  return cluster.api.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata })
}

function names(cluster: Cluster): readonly string[] {
  return [...cluster.store.list('ConfigMap', 'default')].map(({ metadata }) => metadata.name).toSorted()
}

function remove(
  cluster: Cluster,
  name: string,
  propagationPolicy?: 'Orphan' | 'Background' | 'Foreground',
): void {
  const ref = { apiVersion: 'v1', kind: 'ConfigMap', name, namespace: 'default' }
  cluster.api.delete(ref, propagationPolicy === undefined ? {} : { propagationPolicy })
}

function settle(cluster: Cluster): void {
  expect(cluster.runUntil(() => false, cluster.now() + 60_000)).toBe('settled')
}

function world(): Cluster {
  return testCluster({ actors: [garbageCollector()] })
}

test('what an object owned goes after it, all the way down', () => {
  const cluster = world()
  const top = make(cluster, 'top')
  make(cluster, 'leaf', [make(cluster, 'middle', [top])])
  make(cluster, 'free')
  remove(cluster, 'top')
  expect(names(cluster)).toContain('leaf')
  settle(cluster)
  expect(names(cluster)).toEqual(['free'])
})

test('an object with another owner stays and forgets the one that is gone', () => {
  const cluster = world()
  make(cluster, 'shared', [make(cluster, 'a'), make(cluster, 'b')])
  remove(cluster, 'a')
  settle(cluster)
  expect(cluster.store.get('ConfigMap', 'default', 'shared')?.metadata.ownerReferences).toMatchObject([
    { name: 'b' },
  ])
})

test('a new object whose owner is not there, or is another one of its name, is deleted', () => {
  const cluster = world()
  const first = make(cluster, 'owner')
  remove(cluster, 'owner')
  settle(cluster)
  make(cluster, 'owner')
  make(cluster, 'late', [first])
  settle(cluster)
  expect(names(cluster)).toEqual(['owner'])
})

test('foreground: the owner goes last, once the dependents that block it are gone', () => {
  const cluster = world()
  const held = make(cluster, 'held', [make(cluster, 'owner')], true)
  cluster.api.updateMetadata(held, { finalizers: ['example.org/hold'] })
  remove(cluster, 'owner', 'Foreground')
  settle(cluster)
  expect(names(cluster)).toEqual(['held', 'owner'])
  const waiting = cluster.store.get('ConfigMap', 'default', 'held')
  if (waiting === undefined) throw new Error('gone too early')
  cluster.api.updateMetadata(waiting, { finalizers: [] })
  settle(cluster)
  expect(names(cluster)).toEqual([])
})

test('orphan: dependents stay and belong to nobody', () => {
  const cluster = world()
  make(cluster, 'kept', [make(cluster, 'owner')])
  remove(cluster, 'owner', 'Orphan')
  settle(cluster)
  expect(names(cluster)).toEqual(['kept'])
  expect(cluster.store.get('ConfigMap', 'default', 'kept')?.metadata.ownerReferences).toBeUndefined()
})

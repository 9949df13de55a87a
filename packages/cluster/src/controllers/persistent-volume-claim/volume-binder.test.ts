import type { KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import type { Cluster } from '../../cluster.ts'
import { kwokKubelet } from '../../kubelet/kwok.ts'
import { testCluster } from '../../test-cluster.ts'
import { workloadControllers } from '../controllers.ts'

function world(): Cluster {
  return testCluster({ actors: [...workloadControllers(), kwokKubelet()], profile: 'middle' })
}

function claim(name: string, spec: object): KubeObject {
  const resources = { requests: { storage: '1Gi' } }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default' },
    spec: { accessModes: ['ReadWriteOnce'], resources, ...spec },
  }
}

function phaseOf(cluster: Cluster, name: string): string | undefined {
  return cluster.store.get('PersistentVolumeClaim', 'default', name)?.status?.phase
}

const late: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'late' },
  provisioner: 'example.org/disk',
  volumeBindingMode: 'WaitForFirstConsumer',
}

test('a claim is bound, one of a class that waits only with its first pod', () => {
  const cluster = world()
  cluster.api.create(late)
  cluster.api.create(claim('now', {}))
  cluster.api.create(claim('later', { storageClassName: 'late' }))
  cluster.advanceTo(cluster.now() + 5000)
  expect([phaseOf(cluster, 'now'), phaseOf(cluster, 'later')]).toEqual(['Bound', 'Pending'])
  cluster.api.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default' },
    spec: {
      containers: [{ name: 'c', image: 'i:1' }],
      volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'later' } }],
    },
  })
  cluster.advanceTo(cluster.now() + 5000)
  expect(phaseOf(cluster, 'later')).toBe('Bound')
  expect(cluster.unknowns.size).toBe(0)
})

test('a claim for a volume that should exist already is left alone, and said to be unknown', () => {
  const cluster = world()
  cluster.api.create(claim('old', { storageClassName: '' }))
  cluster.advanceTo(cluster.now() + 5000)
  expect(phaseOf(cluster, 'old')).toBe('Pending')
  expect([...cluster.unknowns.keys()]).toContain('field:PersistentVolumeClaim.spec.volumeName')
})

test('a StatefulSet makes a claim for each of its pods, keeps it, and mounts it', () => {
  const cluster = world()
  const template = {
    metadata: { labels: { app: 'db' } },
    spec: { containers: [{ name: 'c', image: 'i:1' }] },
  }
  const { spec } = claim('x', {})
  const set = cluster.api.create({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'default' },
    spec: {
      replicas: 2,
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template,
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }],
    },
  })
  cluster.advanceTo(cluster.now() + 20_000)
  expect([phaseOf(cluster, 'data-db-0'), phaseOf(cluster, 'data-db-1')]).toEqual(['Bound', 'Bound'])
  const pod = cluster.store.get('Pod', 'default', 'db-1')
  expect(pod?.spec).toMatchObject({ hostname: 'db-1', subdomain: 'db' })
  expect(pod?.spec.volumes).toContainEqual({
    name: 'data',
    persistentVolumeClaim: { claimName: 'data-db-1' },
  })
  const stored = cluster.store.get('StatefulSet.apps', 'default', 'db') ?? set
  cluster.api.update({ ...stored, spec: { ...stored.spec, replicas: 1 } })
  cluster.advanceTo(cluster.now() + 20_000)
  expect(cluster.store.get('Pod', 'default', 'db-1')).toBeUndefined()
  expect(phaseOf(cluster, 'data-db-1')).toBe('Bound')
})

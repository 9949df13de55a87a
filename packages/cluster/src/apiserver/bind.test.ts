import { expect, test } from 'vitest'
import { testCluster } from '../test-cluster.ts'

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'default' },
  spec: { containers: [{ name: 'c', image: 'c:1' }] },
}

test('a binding is one write: the node, and the condition that says so', () => {
  const { api, store } = testCluster()
  const made = api.create(pod)
  const before = store.revision
  const bound = api.bind(made, 'n1')
  expect(store.revision).toBe(before + 1)
  expect(bound.spec.nodeName).toBe('n1')
  expect(bound.metadata.generation).toBe(made.metadata.generation)
  expect(bound.status).toMatchObject({
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'True' }],
  })
})

test('a pod is bound once, and not while it is being deleted', () => {
  const { api } = testCluster()
  const made = api.create({ ...pod, metadata: { ...pod.metadata, finalizers: ['example.com/hold'] } })
  const bound = api.bind(made, 'n1')
  expect(() => api.bind(bound, 'n2')).toThrow('pod p is already assigned to node "n1"')
  api.create({ ...pod, metadata: { ...pod.metadata, name: 'q', finalizers: ['example.com/hold'] } })
  api.delete({ apiVersion: 'v1', kind: 'Pod', name: 'q', namespace: 'default' })
  expect(() => api.bind({ ...pod, metadata: { name: 'q', namespace: 'default' } }, 'n1')).toThrow(
    'is being deleted',
  )
})

import { type KubeObject, StatusError } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { testCluster } from '../test-cluster.ts'

const settings: KubeObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'default' },
  data: { colour: 'blue' },
}
const deployment: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'web:1' }] },
    },
  },
}
const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'default' },
  spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'c:1' }] },
}
const podRef = { apiVersion: 'v1', kind: 'Pod', name: 'p', namespace: 'default' }

function refusal(action: () => unknown): StatusError {
  try {
    action()
  } catch (error) {
    if (error instanceof StatusError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

test('a new object gets its identity from the server', () => {
  const { api, store } = testCluster()
  const made = api.create(deployment)
  expect(made.metadata).toMatchObject({
    name: 'web',
    namespace: 'default',
    generation: 1,
    creationTimestamp: '2026-01-01T00:00:00Z',
    resourceVersion: String(store.revision),
  })
  expect(made.metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(api.create(settings).metadata.generation).toBeUndefined()
})

test('generateName gives five characters, and another five each time', () => {
  const { api } = testCluster()
  const names = [1, 2].map(() => {
    const { name: _, ...metadata } = { ...settings.metadata, generateName: 'settings-' }
    return api.create({ ...settings, metadata: metadata as KubeObject['metadata'] }).metadata.name
  })
  expect(names[0]).toMatch(/^settings-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
  expect(names[1]).not.toBe(names[0])
})

test('what is there already, and a namespace that is missing or ending, are refused in upstream words', () => {
  const { api } = testCluster({ namespaces: ['old'] })
  api.create(settings)
  expect(refusal(() => api.create(settings))).toMatchObject({
    reason: 'AlreadyExists',
    message: 'configmaps "settings" already exists',
  })
  const elsewhere = { ...settings, metadata: { name: 'settings', namespace: 'nowhere' } }
  expect(refusal(() => api.create(elsewhere)).message).toBe('namespaces "nowhere" not found')
  api.delete({ apiVersion: 'v1', kind: 'Namespace', name: 'old' })
  const ending = { ...settings, metadata: { name: 'settings', namespace: 'old' } }
  expect(refusal(() => api.create(ending)).message).toBe(
    'configmaps "settings" is forbidden: unable to create new content in namespace old because it is being terminated',
  )
})

test('an update with a stale resourceVersion is a conflict', () => {
  const { api } = testCluster()
  const first = api.create(deployment)
  api.update({ ...first, spec: { ...first.spec, replicas: 3 } })
  expect(refusal(() => api.update({ ...first, spec: { ...first.spec, replicas: 4 } }))).toMatchObject({
    reason: 'Conflict',
    message:
      'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
  })
})

test('generation counts changes of the spec, and nothing changed is nothing written', () => {
  const cluster = testCluster()
  const { api } = cluster
  const first = api.create(deployment)
  const revision = cluster.store.revision
  expect(api.update(first)).toBe(first)
  expect(cluster.store.revision).toBe(revision)
  const labelled = api.updateMetadata(first, { labels: { tier: 'web' } })
  expect(labelled.metadata.generation).toBe(1)
  const scaled = api.update({ ...labelled, spec: { ...labelled.spec, replicas: 5 }, status: { replicas: 9 } })
  expect(scaled.metadata.generation).toBe(2)
  expect(scaled.status).toEqual({})
  const seen = api.updateStatus(scaled, { replicas: 5 })
  expect(seen.metadata.generation).toBe(2)
  expect(api.updateStatus(seen, { replicas: 5 })).toBe(seen)
})

test('a running pod is given its grace, which a second delete can only shorten', () => {
  const { api, store } = testCluster()
  api.create(pod)
  api.delete(podRef)
  const ending = store.get('Pod', 'default', 'p')
  expect(ending?.metadata).toMatchObject({
    deletionTimestamp: '2026-01-01T00:00:30Z',
    deletionGracePeriodSeconds: 30,
    generation: 2,
  })
  api.delete(podRef, { gracePeriodSeconds: 60 })
  expect(store.get('Pod', 'default', 'p')).toBe(ending)
  api.delete(podRef, { gracePeriodSeconds: 5 })
  expect(store.get('Pod', 'default', 'p')?.metadata.deletionTimestamp).toBe('2026-01-01T00:00:05Z')
  api.delete(podRef, { gracePeriodSeconds: 0 })
  expect(store.get('Pod', 'default', 'p')).toBeUndefined()
})

test('a pod that no node has goes at once, and so does one that ended', () => {
  const { api, store } = testCluster()
  const { nodeName: _, ...waiting } = pod.spec
  api.create({ ...pod, spec: waiting })
  api.delete(podRef)
  expect(store.get('Pod', 'default', 'p')).toBeUndefined()
  api.updateStatus(api.create(pod), { phase: 'Succeeded' })
  api.delete(podRef)
  expect(store.get('Pod', 'default', 'p')).toBeUndefined()
})

test('finalizers hold an object until the last is taken away', () => {
  const { api, store } = testCluster()
  api.create({ ...settings, metadata: { ...settings.metadata, finalizers: ['example.org/hold'] } })
  api.delete({ ...settings.metadata, apiVersion: 'v1', kind: 'ConfigMap' })
  const held = store.get('ConfigMap', 'default', 'settings')
  expect(held?.metadata).toMatchObject({ deletionGracePeriodSeconds: 0, finalizers: ['example.org/hold'] })
  if (held === undefined) throw new Error('gone too early')
  api.updateMetadata(held, { finalizers: [] })
  expect(store.get('ConfigMap', 'default', 'settings')).toBeUndefined()
})

test('policies of deletion become finalizers of the garbage collector', () => {
  const { api, store } = testCluster()
  api.create(deployment)
  const ref = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: 'default' }
  api.delete(ref, { propagationPolicy: 'Foreground' })
  expect(store.get('Deployment.apps', 'default', 'web')?.metadata.finalizers).toEqual(['foregroundDeletion'])
  api.delete(ref, { propagationPolicy: 'Orphan' })
  expect(store.get('Deployment.apps', 'default', 'web')?.metadata.finalizers).toEqual(['orphan'])
})

test('preconditions protect the one that came after', () => {
  const { api } = testCluster()
  const { uid } = api.create(settings).metadata
  const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings', namespace: 'default' }
  expect(refusal(() => api.delete(ref, { preconditions: { uid: 'other' } })).message).toContain(
    `the UID in the precondition (other) does not match the UID in record (${uid})`,
  )
})

test('lists come in the order of names, with the revision they show', () => {
  const { api, store } = testCluster({ namespaces: ['b', 'a'] })
  for (const [namespace, name] of [
    ['b', 'x'],
    ['a', 'y'],
    ['a', 'c'],
  ] as const) {
    api.create({ ...settings, metadata: { name, namespace, labels: { at: namespace } } })
  }
  const list = api.handle({
    verb: 'list',
    scope: { apiVersion: 'v1', kind: 'ConfigMap', labelSelector: 'at!=' },
  }) as {
    items: KubeObject[]
    resourceVersion: string
  }
  expect(list.items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
    'a/c',
    'a/y',
    'b/x',
  ])
  expect(list.resourceVersion).toBe(String(store.revision))
})

test('a kind that nobody declared is not served, unless the cluster was told to accept it', () => {
  const widget = {
    apiVersion: 'example.org/v1',
    kind: 'Widget',
    metadata: { name: 'w', namespace: 'default' },
  }
  expect(refusal(() => testCluster().api.create(widget)).message).toBe(
    'no matches for kind "Widget" in version "example.org/v1"',
  )
  expect(
    testCluster({ acceptKinds: ['example.org/v1/Widget'] }).api.create(widget).metadata.uid,
  ).toBeDefined()
  const { api } = testCluster()
  api.create({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.org' },
    spec: {
      group: 'example.org',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets' },
      versions: [{ name: 'v1', served: true, storage: true }],
    },
  })
  expect(api.create(widget).metadata.generation).toBe(1)
  expect(api.handle({ verb: 'discover' })).toContain('example.org/v1/Widget')
})

test('what is read in another version than it was written in is told, unless only the name differs', () => {
  const cluster = testCluster({ acceptKinds: ['example.org/v1/Widget', 'example.org/v2/Widget'] })
  const metadata = { name: 'x', namespace: 'default' }
  cluster.api.create({ apiVersion: 'example.org/v1', kind: 'Widget', metadata })
  const widget = { apiVersion: 'example.org/v2', kind: 'Widget', ...metadata }
  expect(cluster.api.handle({ verb: 'get', ref: widget })).toMatchObject({ apiVersion: 'example.org/v2' })
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' }
  const autoscaler = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata }
  cluster.api.create({ ...autoscaler, spec: { scaleTargetRef, maxReplicas: 2 } })
  expect(cluster.unknowns.size).toBe(0)
  cluster.api.handle({ verb: 'get', ref: { ...autoscaler, ...metadata, apiVersion: 'autoscaling/v1' } })
  expect([...cluster.unknowns.keys()]).toEqual(['version:autoscaling/v1/HorizontalPodAutoscaler'])
})

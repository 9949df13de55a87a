import { type Json, type KubeObject, StatusError } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import type { Cluster } from '../cluster.ts'
import { testCluster } from '../test-cluster.ts'

const home = { namespace: 'default' }

function pod(spec: Json = {}): KubeObject {
  const containers = [{ name: 'c', image: 'c:1' }]
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', ...home }, spec: { containers, ...spec } }
}

function codes(cluster: Cluster): readonly string[] {
  return [...cluster.unknowns.keys()]
}

test('a pod takes the pull secrets of its account, and its token only if both want it', () => {
  const { api } = testCluster()
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'quiet', ...home } }
  api.create({ ...account, automountServiceAccountToken: false, imagePullSecrets: [{ name: 'pull' }] })
  const made = api.create(pod({ serviceAccountName: 'quiet' }))
  expect(made.spec.imagePullSecrets).toEqual([{ name: 'pull' }])
  expect(made.spec.volumes).toBeUndefined()
})

test('priority comes from the class, from the global default, or is zero', () => {
  const { api } = testCluster()
  const made = (name: string, spec: Json) =>
    api.create({ ...pod(spec), metadata: { name, ...home } }).spec.priority
  expect(made('a', {})).toBe(0)
  expect(made('b', { priorityClassName: 'system-node-critical' })).toBe(2_000_001_000)
  api.create({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'mine' },
    value: 7,
    globalDefault: true,
  })
  expect(made('c', {})).toBe(7)
})

test('a claim takes the default class, if there is one', () => {
  const { api } = testCluster()
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
  const claim = (name: string) =>
    api.create({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, ...home }, spec }).spec
      .storageClassName
  expect(claim('a')).toBeUndefined()
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' }
  api.create({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast', annotations },
    provisioner: 'x',
  })
  expect(claim('b')).toBe('fast')
})

test('addresses follow from names: the same in every cluster, different for different Services', () => {
  const address = (cluster: Cluster, name: string) =>
    cluster.api.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, ...home },
      spec: { ports: [{ port: 80 }] },
    }).spec.clusterIP
  const [one, two] = [testCluster({ seed: 1 }), testCluster({ seed: 2 })]
  expect(address(one, 'web')).toBe(address(two, 'web'))
  expect(address(one, 'api')).not.toBe(address(two, 'db'))
})

test('rules that the cluster does not model make what it says unknown', () => {
  const cluster = testCluster()
  cluster.api.create({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'l', ...home },
    spec: { limits: [] },
  })
  expect(codes(cluster)).toEqual([])
  cluster.api.create(pod())
  expect(codes(cluster)).toEqual(['kind:LimitRange'])
  cluster.api.create({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'v' },
    spec: { validations: [{ expression: 'true' }] },
  })
  expect(codes(cluster)).toContain('kind:ValidatingAdmissionPolicy')
})

test('a claim that is deleted while a pod uses it is not the real story', () => {
  const cluster = testCluster()
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
  cluster.api.create({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', ...home },
    spec,
  })
  cluster.api.create(pod({ volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] }))
  cluster.api.delete({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', name: 'data', ...home })
  expect(codes(cluster)).toEqual(['protection:PersistentVolumeClaim'])
})

test('a kind without a schema is taken from a client, and said to be unchecked', () => {
  const cluster = testCluster({ acceptKinds: ['example.org/v1/Widget'] })
  const object = {
    apiVersion: 'example.org/v1',
    kind: 'Widget',
    metadata: { name: 'w', ...home },
    spec: { any: 1 },
  }
  cluster.api.handle({ verb: 'create', object, options: {} })
  expect(codes(cluster)).toEqual(['schema:example.org/v1/Widget'])
})

test('an accepted Route is judged by its bundled schema', () => {
  const { api } = testCluster({ acceptKinds: ['route.openshift.io/v1/Route'] })
  const object = (spec: Json) => ({
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: { name: 'r', ...home },
    spec,
  })
  const send = (spec: Json) => api.handle({ verb: 'create', object: object(spec), options: {} }) as KubeObject
  expect(send({ to: { name: 'web' } }).spec).toMatchObject({
    to: { kind: 'Service', weight: 100 },
    wildcardPolicy: 'None',
  })
  expect(() => send({ to: { name: 'web' }, tls: {} })).toThrow(StatusError)
  expect(() => send({ to: { name: 'web' }, tls: {} })).toThrow('spec.tls.termination: Required value')
})

import type { KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { Store } from './store.ts'

function pod(name: string, labels: Record<string, string>, extra: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'a', labels, ...extra } }
}

function names(pods: Iterable<KubeObject>): string[] {
  return [...pods].map((each) => each.metadata.name).sort()
}

test('pods are found by all of their labels, in their namespace, as they stand', () => {
  const store = new Store()
  store.put('Pod', pod('one', { app: 'web', tier: 'x' }))
  store.put('Pod', pod('two', { app: 'web' }))
  store.put('Pod', pod('far', { app: 'web' }, { namespace: 'b' }))
  expect(names(store.podsLabelled('a', { app: 'web' }))).toEqual(['one', 'two'])
  expect(names(store.podsLabelled('a', { app: 'web', tier: 'x' }))).toEqual(['one'])
  expect(names(store.podsLabelled('a', {}))).toEqual(['one', 'two'])
  expect(names(store.podsLabelled('a', { app: 'db' }))).toEqual([])
  store.put('Pod', pod('two', { app: 'db' }))
  store.remove('Pod', pod('one', { app: 'web', tier: 'x' }))
  expect(names(store.podsLabelled('a', { app: 'web' }))).toEqual([])
  expect(names(store.podsLabelled('a', { app: 'db' }))).toEqual(['two'])
})

test('a copy has labels of its own', () => {
  const store = new Store()
  store.put('Pod', pod('one', { app: 'web' }))
  const twin = store.copy()
  twin.put('Pod', pod('two', { app: 'web' }))
  store.remove('Pod', pod('one', { app: 'web' }))
  expect(names(twin.podsLabelled('a', { app: 'web' }))).toEqual(['one', 'two'])
  expect(names(store.podsLabelled('a', { app: 'web' }))).toEqual([])
})

test('orphans are those without a controller, other owners or not', () => {
  const store = new Store()
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: 'u' }
  store.put('Pod', pod('free', {}))
  store.put('Pod', pod('kept', {}, { ownerReferences: [{ ...owner, controller: true }] }))
  store.put('Pod', pod('held', {}, { ownerReferences: [owner] }))
  expect(names(store.orphans('Pod', 'a'))).toEqual(['free', 'held'])
  store.put('Pod', pod('free', {}, { ownerReferences: [{ ...owner, controller: true }] }))
  expect(names(store.orphans('Pod', 'a'))).toEqual(['held'])
  expect(names(store.orphans('Pod', 'b'))).toEqual([])
})

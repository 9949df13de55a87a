import type { KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import type { Change } from '../store/store.ts'
import { altersEndpoint } from './endpoint-slice/endpoint.ts'
import { ofPodsControlledBy } from './pod-interest.ts'

function pod(more: Partial<KubeObject['metadata']> = {}, status: KubeObject['status'] = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', ...more }, status }
}

function controlledBy(apiVersion: string, kind: string): KubeObject {
  return pod({ ownerReferences: [{ apiVersion, kind, name: 'o', uid: 'u', controller: true }] })
}

function change(object: KubeObject, previous?: KubeObject, kind = 'Pod'): Change {
  const type = previous === undefined ? 'ADDED' : 'MODIFIED'
  return { revision: 1, type, kind, object, previous }
}

test('pods of another controller are left out; orphans, own ones and those that were own are not', () => {
  const wants = ofPodsControlledBy('StatefulSet.apps')
  const [own, other] = [controlledBy('apps/v1', 'StatefulSet'), controlledBy('apps/v1', 'ReplicaSet')]
  expect(wants(change(own))).toBe(true)
  expect(wants(change(pod()))).toBe(true)
  expect(wants(change(other))).toBe(false)
  expect(wants(change(other, own))).toBe(true)
  expect(wants(change(other, undefined, 'StatefulSet.apps'))).toBe(true)
})

test('an endpoint changes with address, readiness, end, deletion and labels, and with nothing else of a pod', () => {
  const ready = { podIP: '10.0.0.1', conditions: [{ type: 'Ready', status: 'True' }] }
  const spec = {}
  const before: KubeObject = { ...pod({}, ready), spec }
  const metadata = before.metadata
  const alters = (part: Partial<KubeObject>) => altersEndpoint(change({ ...before, ...part }, before))
  expect(alters({ status: { ...ready, startTime: '2026-01-01T00:00:00Z' } })).toBe(false)
  expect(alters({ metadata: { ...metadata, annotations: { a: 'b' } } })).toBe(false)
  expect(alters({ status: { ...ready, podIP: '10.0.0.2' } })).toBe(true)
  expect(alters({ status: { ...ready, conditions: [] } })).toBe(true)
  expect(alters({ status: { ...ready, phase: 'Failed' } })).toBe(true)
  expect(alters({ metadata: { ...metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } })).toBe(true)
  expect(alters({ metadata: { ...metadata, labels: { a: 'b' } } })).toBe(true)
  expect(alters({ spec: {} })).toBe(true)
  expect(altersEndpoint(change(before))).toBe(true)
})

import type { Json, KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { Store } from '../../store/store.ts'
import { expectation } from './expected-pods.ts'

function owned(kind: string, name: string, owner?: string): KubeObject {
  const [ownerKind, ownerName] = owner?.split('/') ?? []
  const reference = {
    apiVersion: 'apps/v1',
    kind: ownerKind ?? '',
    name: ownerName ?? '',
    uid: owner ?? '',
    controller: true,
  }
  return {
    apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1',
    kind,
    metadata: {
      name,
      namespace: 'a',
      uid: `${kind}/${name}`,
      ...(owner === undefined ? {} : { ownerReferences: [reference] }),
    },
    spec: kind === 'Deployment' ? { replicas: 5 } : { replicas: 3 },
  }
}

function judge(spec: Json, ...pods: KubeObject[]) {
  const store = new Store()
  store.put('Deployment.apps', owned('Deployment', 'web'))
  store.put('ReplicaSet.apps', owned('ReplicaSet', 'web-1', 'Deployment/web'))
  store.put('ReplicaSet.apps', owned('ReplicaSet', 'bare'))
  store.put('StatefulSet.apps', owned('StatefulSet', 'db'))
  const budget: KubeObject = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'b' },
    spec,
  }
  return expectation(store, budget, pods)
}

const web = owned('Pod', 'w', 'ReplicaSet/web-1')
const db = owned('Pod', 'd', 'StatefulSet/db')

test('the scale is the Deployment’s behind a ReplicaSet, counted once, and summed over controllers', () => {
  const again = owned('Pod', 'w2', 'ReplicaSet/web-1')
  expect(judge({ maxUnavailable: 1 }, web, again)).toEqual({ expectedPods: 5, desiredHealthy: 4 })
  expect(judge({ maxUnavailable: 1 }, web, db)).toEqual({ expectedPods: 8, desiredHealthy: 7 })
  expect(judge({ maxUnavailable: 1 }, owned('Pod', 'p', 'ReplicaSet/bare'))).toEqual({
    expectedPods: 3,
    desiredHealthy: 2,
  })
})

test('percentages round up, and more than all may be unavailable', () => {
  expect(judge({ minAvailable: '50%' }, web)).toEqual({ expectedPods: 5, desiredHealthy: 3 })
  expect(judge({ maxUnavailable: '25%' }, web)).toEqual({ expectedPods: 5, desiredHealthy: 3 })
  expect(judge({ maxUnavailable: 9 }, web)).toEqual({ expectedPods: 5, desiredHealthy: 0 })
})

test('a whole minAvailable counts the pods; pods without a controller have no scale', () => {
  const lone = owned('Pod', 'lone')
  expect(judge({ minAvailable: 2 }, web, lone)).toEqual({ expectedPods: 2, desiredHealthy: 2 })
  expect(judge({ maxUnavailable: 1 }, lone)).toEqual({ expectedPods: 0, desiredHealthy: 0 })
})

test('a controller without a scale makes a budget uncountable', () => {
  expect(judge({ maxUnavailable: 1 }, owned('Pod', 'p', 'DaemonSet/ds'))).toEqual({
    fault: 'found no controllers for pod "p"',
  })
})

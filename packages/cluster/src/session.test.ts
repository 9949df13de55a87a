import { type Json, kubeClient, type KubeObject, type Operation, StatusError } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { drive } from './session.ts'
import { standardCluster } from './standard.ts'
import { testCluster } from './test-cluster.ts'

const scope = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default' }

function configMap(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' } }
}

test('an event of a wait that ended by time neither answers a later request nor is lost', () => {
  // The event comes while the request is under way; which of the two arrives first is drawn.
  for (let seed = 1; seed <= 30; seed++) {
    const cluster = testCluster({ seed })
    const operation = (function* (): Operation<[KubeObject, readonly string[]]> {
      const watch = yield* kubeClient.watch(scope)
      const nothing = yield* watch.next((yield* kubeClient.now()) + 100)
      expect(nothing).toEqual([])
      yield* kubeClient.create(configMap('first'))
      const answer = yield* kubeClient.create(configMap('second'))
      const names: string[] = []
      while (names.length < 2) {
        const events = yield* watch.next((yield* kubeClient.now()) + 1000)
        if (events.length === 0) break
        names.push(...events.map(({ object }) => object.metadata.name))
      }
      return [answer, names]
    })()
    const [answer, names] = drive(cluster, 'client', operation, cluster.now() + 60_000)
    expect(answer.metadata?.name).toBe('second')
    expect(names).toEqual(['first', 'second'])
  }
})

const labels = { app: 'd' }
const brokenBudget: KubeObject = {
  ...workload({ minAvailable: [1], selector: { matchLabels: labels } }),
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
}
const broken: readonly (readonly [string, KubeObject])[] = [
  ['a Deployment without a spec', workload(null)],
  ['a Deployment without a template', workload({ selector: { matchLabels: labels }, template: null })],
  ['a Deployment whose container is null', workload(templated({ containers: [null] }))],
  ['a Deployment without a pod', workload(templated(null))],
  [
    'a Deployment whose env is null',
    workload(templated({ containers: [{ name: 'c', image: 'c:1', env: [null] }] })),
  ],
  ['a budget of a list', brokenBudget],
]

function workload(spec: Json): KubeObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd', namespace: 'default' }, spec }
}

function templated(spec: Json): Json {
  return { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } }
}

for (const [what, object] of broken) {
  for (const verb of ['create', 'apply'] as const) {
    test(`${what} is refused by ${verb} as a real server refuses it`, () => {
      const cluster = standardCluster({ seed: 1 })
      const error = drive(cluster, 'client', attempt(object, verb), cluster.now() + 60_000)
      expect(error).toBeInstanceOf(StatusError)
      expect([...cluster.unknowns.values()]).toEqual([])
    })
  }
}

test('what the model stumbles over is an unknown, for the client a refusal', () => {
  const cluster = standardCluster({ seed: 1 })
  const metadata = { name: 'd', namespace: 'default', labels: null } as unknown as KubeObject['metadata']
  Object.defineProperty(metadata, 'labels', {
    enumerable: true,
    get: () => {
      throw new TypeError('labels of no shape')
    },
  })
  const object = { ...workload({}), metadata }
  const error = drive(cluster, 'client', attempt(object, 'create'), cluster.now() + 60_000)
  expect(error).toMatchObject({ reason: 'BadRequest' })
  expect([...cluster.unknowns.values()].map(({ message }) => message)).toEqual([
    'the model cannot handle Deployment/d: labels of no shape',
  ])
})

test('what a controller stumbles over is an unknown, and the others go on', () => {
  const cluster = standardCluster({ seed: 1 })
  const pod = { containers: [{ name: 'c', image: 'c:1' }] }
  drive(cluster, 'client', attempt(workload(templated(pod)), 'create'), cluster.now() + 60_000)
  // Written past the server, which would refuse it.
  const budget = { ...brokenBudget, metadata: { ...brokenBudget.metadata, uid: 'b', resourceVersion: '1' } }
  cluster.store.put('PodDisruptionBudget.policy', budget)
  cluster.runUntil(() => false, cluster.now() + 60_000)
  expect([...cluster.unknowns.keys()]).toEqual(['actor:disruption-controller default/d'])
  expect(cluster.store.get('Deployment.apps', 'default', 'd')?.status?.readyReplicas).toBe(1)
})

function* attempt(object: KubeObject, verb: 'create' | 'apply'): Operation<unknown> {
  try {
    if (verb === 'create') yield* kubeClient.create(object)
    else yield* kubeClient.apply(object, { fieldManager: 'test' })
  } catch (error) {
    return error
  }
  return undefined
}

import { kubeClient, type KubeObject, type Operation } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { drive } from './session.ts'
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

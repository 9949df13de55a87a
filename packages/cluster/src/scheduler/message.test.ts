import { readFileSync } from 'node:fs'
import type { KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import type { Cluster } from '../cluster.ts'
import { addNodes } from '../nodes.ts'
import { testCluster } from '../test-cluster.ts'
import { unschedulableMessage } from './message.ts'
import { scheduler } from './scheduler.ts'

interface Recorded {
  readonly placed: readonly { readonly pod: KubeObject; readonly node: string }[]
  readonly refused: readonly {
    readonly pod: KubeObject
    readonly message: string
    /** After `k=v:NoSchedule` on n1 and a cordon of n2; absent when the scheduler saw no reason to try again. */
    readonly afterTaintAndCordon?: string
  }[]
}

const recorded = JSON.parse(
  readFileSync(new URL('testdata/unschedulable.json', import.meta.url), 'utf8'),
) as Recorded

/** Three nodes with the recorded pods that found a place, and one that does not. */
function refused(pod: KubeObject): Cluster {
  const cluster = testCluster({ actors: [scheduler()] })
  addNodes(cluster)
  for (const placed of recorded.placed) cluster.api.create(placed.pod)
  cluster.advanceTo(cluster.now() + 1_000)
  for (const placed of recorded.placed) {
    expect(cluster.store.get('Pod', 'default', placed.pod.metadata.name)?.spec.nodeName).toBe(placed.node)
  }
  cluster.api.create(pod)
  cluster.advanceTo(cluster.now() + 1_000)
  return cluster
}

function messageOf(cluster: Cluster, pod: KubeObject): string | undefined {
  return cluster.store.get('Pod', 'default', pod.metadata.name)?.status.conditions[0].message
}

test.each(recorded.refused.map((each) => [each.pod.metadata.name, each] as const))(
  'pod %s is refused in the words of a real scheduler',
  (_name, { pod, message, afterTaintAndCordon }) => {
    const cluster = refused(pod)
    expect(messageOf(cluster, pod)).toBe(message)
    if (afterTaintAndCordon === undefined) return
    const change = (name: string, spec: object) => {
      const node = cluster.store.get('Node', undefined, name) as KubeObject
      cluster.api.update({ ...node, spec: { ...node.spec, ...spec } })
    }
    change('n1', { taints: [{ key: 'k', value: 'v', effect: 'NoSchedule' }] })
    change('n2', { unschedulable: true })
    cluster.advanceTo(cluster.now() + 30_000)
    expect(messageOf(cluster, pod)).toBe(afterTaintAndCordon)
  },
)

test('without nodes there is nothing to count', () => {
  expect(unschedulableMessage([])).toBe('no nodes available to schedule pods')
})

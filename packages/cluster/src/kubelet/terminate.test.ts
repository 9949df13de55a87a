import { expect, test } from 'vitest'
import type { Cluster } from '../cluster.ts'
import type { Behaviour } from './behaviour.ts'
import { isListening } from './listening.ts'
import { KUBELET, type KubeletState } from './state.ts'
import {
  containerState,
  follow,
  isTrue,
  kubeletCluster,
  livePod,
  notes,
  podRef,
  startPod,
  wait,
} from './test-pod.ts'

const started: Behaviour = { match: {}, startMs: 0, sigterm: { exitAfterMs: 200 } }

function running(behaviour: Partial<Behaviour>, spec: object): Cluster {
  const cluster = kubeletCluster([{ ...started, ...behaviour }])
  startPod(cluster, spec)
  wait(cluster, 30)
  expect(isTrue(livePod(cluster), 'Ready')).toBe(true)
  return cluster
}

/** Seconds from the delete until the last container has ended, and until the pod is gone. */
function ending(cluster: Cluster, deletion: object = {}): { ended: number; gone: number; code: unknown } {
  const begun = cluster.now()
  let ended = 0
  let code: unknown
  cluster.observe({
    note(note, at) {
      if (note.kind !== 'exit') return
      ended = (at - begun) / 1000
      code = note.facts?.['code']
    },
  })
  const seen = follow(cluster, () => 'there')
  cluster.api.delete(podRef, deletion)
  wait(cluster, 120)
  return { ended, gone: seen.find((each) => each.what === 'gone')?.at ?? Number.NaN, code }
}

const hooked = (seconds: number) => ({
  containers: [
    { name: 'c', image: 'c:1', lifecycle: { preStop: { exec: { command: ['sleep', String(seconds)] } } } },
  ],
})

test.each([
  ['ends when asked', {}, {}, 0.26, 0],
  ['sleeps in its preStop hook first', {}, hooked(5), 5.26, 0],
  ['ignores SIGTERM and is killed when its grace is over', { sigterm: { ignores: true } }, {}, 30, 137],
  [
    'ends well though its hook takes nearly all of its grace',
    {},
    { ...hooked(9), terminationGracePeriodSeconds: 10 },
    9.26,
    0,
  ],
  [
    'has two seconds after a hook that took all of its grace',
    { sigterm: { ignores: true } },
    { ...hooked(60), terminationGracePeriodSeconds: 10 },
    12.06,
    137,
  ],
])('a program that %s', (_name, behaviour, spec, seconds, code) => {
  const { ended, gone, code: found } = ending(running(behaviour, spec))
  expect(ended).toBeCloseTo(seconds, 0)
  expect(found).toBe(code)
  expect(gone - ended).toBeGreaterThan(0)
  expect(gone - ended).toBeLessThan(2)
})

test('a second delete shortens the grace', () => {
  const cluster = running({ sigterm: { ignores: true } }, {})
  cluster.api.delete(podRef)
  wait(cluster, 5)
  expect(ending(cluster, { gracePeriodSeconds: 6 }).ended).toBeLessThan(2)
})

test('a delete without grace takes the pod away at once', () => {
  const cluster = running({}, {})
  expect(ending(cluster, { gracePeriodSeconds: 0 }).gone).toBe(0)
  expect(cluster.stateOf<KubeletState>(KUBELET)?.pods.size).toBe(0)
})

test('a pod that is deleted stays ready while it is asked and answers', () => {
  const cluster = running({}, { ...hooked(20) })
  cluster.api.delete(podRef)
  wait(cluster, 10)
  expect(isTrue(livePod(cluster), 'Ready')).toBe(true)
  expect(containerState(livePod(cluster))).toBe('running')
})

test('readiness is still probed of a pod that is being deleted', () => {
  const cluster = running(
    { sigterm: { exitAfterMs: 25_000, stopsListeningAfterMs: 0 } },
    {
      containers: [
        {
          name: 'c',
          image: 'c:1',
          ports: [{ containerPort: 80 }],
          readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: 2 },
        },
      ],
    },
  )
  const uid = livePod(cluster)?.metadata.uid ?? ''
  const state = cluster.stateOf<KubeletState>(KUBELET) as KubeletState
  expect(isListening(state, uid, 80, cluster.now())).toBe(true)
  const silences = notes(cluster, 'listening')
  cluster.api.delete(podRef)
  wait(cluster, 1)
  expect(isListening(state, uid, 80, cluster.now())).toBe(false)
  expect(silences).toEqual(['container c does not listen any more'])
  expect(isTrue(livePod(cluster), 'Ready')).toBe(true)
  wait(cluster, 8)
  expect(containerState(livePod(cluster))).toBe('running')
  expect(isTrue(livePod(cluster), 'Ready')).toBe(false)
})

test('a pod that never started goes too', () => {
  const cluster = kubeletCluster()
  startPod(cluster, { volumes: [{ name: 'v', secret: { secretName: 'nowhere' } }] })
  wait(cluster, 10)
  cluster.api.delete(podRef)
  wait(cluster, 5)
  expect(livePod(cluster)).toBeUndefined()
})

test('sidecars end after the others, the last one first', () => {
  const cluster = kubeletCluster([started])
  const order: string[] = []
  cluster.observe({
    note(note) {
      if (note.kind === 'exit') order.push(String(note.facts?.['container']))
    },
  })
  startPod(cluster, {
    initContainers: ['one', 'two'].map((name) => ({ name, image: `${name}:1`, restartPolicy: 'Always' })),
  })
  wait(cluster, 30)
  cluster.api.delete(podRef)
  wait(cluster, 30)
  expect(order).toEqual(['c', 'two', 'one'])
  expect(livePod(cluster)).toBeUndefined()
})

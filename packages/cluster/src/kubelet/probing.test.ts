import { expect, test } from 'vitest'
import type { Behaviour } from './behaviour.ts'
import { containerState, follow, isTrue, kubeletCluster, livePod, notes, startPod, wait } from './test-pod.ts'

const started: Behaviour = { match: { container: 'c' }, startMs: 0 }

/**
 * On middling delays and with the image pulled in 2.75 s the workers of the pod's probes tick from 0.055 s on, the container
 * runs from 4.23 s on and the kubelet hears of it at 4.73 s.
 */
function readyAt(behaviour: Partial<Behaviour>, container: object): number | undefined {
  const cluster = kubeletCluster([{ ...started, ...behaviour }])
  const seen = follow(cluster, (pod) => String(isTrue(pod, 'Ready')))
  startPod(cluster, {
    containers: [{ name: 'c', image: 'c:1', ports: [{ containerPort: 80 }], ...container }],
  })
  wait(cluster, 300)
  return seen.find((each) => each.what === 'true')?.at
}

const probe = { tcpSocket: { port: 80 }, periodSeconds: 10 }

test.each([
  // Without a probe a container is ready as soon as the kubelet hears of it.
  ['no probe', {}, {}, 4.73],
  // The computation of a status has a container probed at once that is started and not ready.
  ['a probe that succeeds at once', {}, { readinessProbe: probe }, 4.73],
  // From that attempt on ticks are a period apart: 14.73 s.
  ['a program that listens after 1 s', { listensAfterMs: 1_000 }, { readinessProbe: probe }, 14.785],
  // Started in second 4: ticks from 9 s on count, and the first of them is at 14.73 s.
  ['a delay of 5 s', {}, { readinessProbe: { ...probe, initialDelaySeconds: 5 } }, 14.785],
  ['two successes wanted', {}, { readinessProbe: { ...probe, successThreshold: 2 } }, 14.785],
  // Startup ticks at 0.055 + 2n s: 6.055 s; its success has the readiness probe run with the next status.
  [
    'a startup probe before',
    {},
    { startupProbe: { ...probe, periodSeconds: 2 }, readinessProbe: probe },
    6.11,
  ],
  [
    'a startup probe alone',
    { listensAfterMs: 3_000 },
    { startupProbe: { ...probe, periodSeconds: 2 } },
    8.11,
  ],
])('%s', (_name, behaviour, container, seconds) => {
  expect(readyAt(behaviour, container)).toBeCloseTo(seconds, 1)
})

test.each([
  ['a port where nothing listens', { tcpSocket: { port: 81 } }, { listens: [80] }],
  ['a path that answers 404', { httpGet: { port: 80, path: '/healthz' } }, { http: { '/health*': 404 } }],
  ['a port name that nobody has', { httpGet: { port: 'web', path: '/' } }, {}],
  ['a program that is never ready', { exec: { command: ['true'] } }, { neverReady: true }],
])('a readiness probe of %s never succeeds, and falls silent', (_name, readinessProbe, behaviour) => {
  const cluster = kubeletCluster([{ ...started, ...behaviour }])
  const unhealthy = notes(cluster, 'Unhealthy')
  startPod(cluster, {
    containers: [{ name: 'c', image: 'c:1', ports: [{ containerPort: 80 }], readinessProbe }],
  })
  wait(cluster, 3_600)
  expect(containerState(livePod(cluster))).toBe('running')
  expect(isTrue(livePod(cluster), 'Ready')).toBe(false)
  expect(unhealthy).toHaveLength(1)
  expect(cluster.loop.pending).toBe(0)
  expect(cluster.taken).toBeLessThan(40)
})

test('a container that fails its liveness probe is ended and started again', () => {
  const cluster = kubeletCluster([{ ...started, hangsAfterMs: 60_000, sigterm: { exitAfterMs: 500 } }])
  const killing = notes(cluster, 'Killing')
  const seen = follow(cluster, (pod) => containerState(pod))
  const livenessProbe = { ...probe, failureThreshold: 3 }
  startPod(cluster, {
    containers: [{ name: 'c', image: 'c:1', ports: [{ containerPort: 80 }], livenessProbe }],
  })
  wait(cluster, 100)
  expect(killing).toEqual(['Container c failed liveness probe, will be restarted'])
  const restart = seen.find((each) => each.what === 'running restarts 1')?.at
  // It hangs from 64.2 s on: ticks at 70, 80 and 90 s fail.
  expect(restart).toBeGreaterThan(90)
  expect(restart).toBeLessThan(93)
})

test('a startup probe that is not met in time ends the container', () => {
  const cluster = kubeletCluster([{ ...started, listensAfterMs: 60_000 }])
  const killing = notes(cluster, 'Killing')
  const startupProbe = { ...probe, periodSeconds: 5, failureThreshold: 4 }
  startPod(cluster, {
    containers: [{ name: 'c', image: 'c:1', ports: [{ containerPort: 80 }], startupProbe }],
  })
  wait(cluster, 24)
  expect(killing).toEqual(['Container c failed startup probe, will be restarted'])
})

test('readiness is taken back after three failures, and a pod falls silent in between', () => {
  const cluster = kubeletCluster([{ ...started, hangsAfterMs: 600_000 }])
  const seen = follow(cluster, (pod) => String(isTrue(pod, 'Ready')))
  startPod(cluster, {
    containers: [{ name: 'c', image: 'c:1', ports: [{ containerPort: 80 }], readinessProbe: probe }],
  })
  wait(cluster, 3_600)
  expect(seen.map((each) => each.what)).toEqual(['false', 'true', 'false'])
  // It hangs from 604.2 s on: ticks at 604.7, 614.7 and 624.7 s fail.
  expect(seen.at(-1)?.at).toBeCloseTo(624.8, 0)
  expect(cluster.taken).toBeLessThan(40)
})

test('a readiness gate keeps a pod unready until somebody sets its condition', () => {
  const cluster = kubeletCluster([started])
  startPod(cluster, { readinessGates: [{ conditionType: 'example.com/in-service' }] })
  wait(cluster, 20)
  const pod = livePod(cluster)
  expect([isTrue(pod, 'ContainersReady'), isTrue(pod, 'Ready')]).toEqual([true, false])
  if (pod === undefined) throw new Error('no pod')
  const gate = { type: 'example.com/in-service', status: 'True' }
  cluster.api.updateStatus(pod, { ...pod.status, conditions: [...pod.status.conditions, gate] })
  wait(cluster, 1)
  expect(isTrue(livePod(cluster), 'Ready')).toBe(true)
})

test('another container of the pod may be the one that listens', () => {
  const cluster = kubeletCluster([started])
  startPod(cluster, {
    containers: [
      { name: 'c', image: 'c:1', readinessProbe: { tcpSocket: { port: 9000 } } },
      { name: 'proxy', image: 'proxy:1', ports: [{ containerPort: 9000 }] },
    ],
  })
  wait(cluster, 60)
  expect(isTrue(livePod(cluster), 'Ready')).toBe(true)
})

test('a program that nobody described listens where its probes ask, besides the ports that it declares', () => {
  const cluster = kubeletCluster()
  startPod(cluster, {
    containers: [
      {
        name: 'c',
        image: 'c:1',
        ports: [{ containerPort: 80 }],
        readinessProbe: { tcpSocket: { port: 9000 } },
      },
    ],
  })
  wait(cluster, 30)
  expect(isTrue(livePod(cluster), 'Ready')).toBe(true)
})

import { expect, test } from 'vitest'
import type { Cluster } from '../cluster.ts'
import { type Behaviour, findBehaviour, isLike } from './behaviour.ts'
import { tellBehaviours } from './tell-behaviours.ts'
import { containerState, isTrue, kubeletCluster, livePod, notes, startPod, wait } from './test-pod.ts'

test.each([
  ['web:1', 'web:1', true],
  ['web:1', 'web:2', false],
  ['ghcr.io/acme/web:1', '*/web:*', true],
  ['ghcr.io/acme/website:1', '*/web:*', false],
  ['anything', '*', true],
  ['ab', 'a*b', true],
  ['a', 'a*a', false],
  ['a-b-c', 'a*b*c', true],
  ['a-c-b', 'a*b*c', false],
])('%s is like %s: %s', (text, pattern, expected) => {
  expect(isLike(text, pattern)).toBe(expected)
})

test('the first behaviour whose conditions all hold is the one', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'migrate-x',
      namespace: 'shop',
      labels: { app: 'web' },
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'migrate', uid: 'u', controller: true }],
    },
  }
  const behaviours: Behaviour[] = [
    { match: { image: 'web:*', namespace: 'other' } },
    { match: { image: 'web:*', labels: { app: 'worker' } } },
    { match: { image: 'web:*', container: 'sidecar' } },
    { match: { job: 'migrate*', image: 'web:*', labels: { app: 'web' } } },
    { match: {} },
  ]
  expect(findBehaviour(behaviours, pod, { name: 'c', image: 'web:1' })).toBe(3)
  expect(findBehaviour(behaviours, pod, { name: 'sidecar', image: 'web:1' })).toBe(2)
  expect(findBehaviour(behaviours, pod, { name: 'c', image: 'db:1' })).toBe(4)
  expect(findBehaviour([], pod, { name: 'c', image: 'db:1' })).toBe(-1)
})

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'db', namespace: 'default' },
  spec: { selector: { app: 'db' }, ports: [{ port: 5432, targetPort: 5432 }] },
}

/** What the endpoint controller would write: the pod `db` behind the Service. */
function publish(cluster: Cluster, ready: boolean): void {
  const pod = cluster.store.get('Pod', 'default', 'db')
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'db-1', namespace: 'default', labels: { 'kubernetes.io/service-name': 'db' } },
    addressType: 'IPv4',
    ports: [{ name: '', port: 5432, protocol: 'TCP' }],
    endpoints: [
      {
        addresses: [pod?.status.podIP],
        conditions: { ready, serving: ready, terminating: false },
        targetRef: { kind: 'Pod', name: 'db', namespace: 'default', uid: pod?.metadata.uid },
      },
    ],
  }
  if (cluster.store.get('EndpointSlice.discovery.k8s.io', 'default', 'db-1') === undefined)
    cluster.api.create(slice)
  else cluster.api.update(slice)
}

function startDatabase(cluster: Cluster): void {
  startPod(
    cluster,
    { containers: [{ name: 'db', image: 'db:1', ports: [{ containerPort: 5432 }] }] },
    { name: 'db', labels: { app: 'db' } },
  )
  wait(cluster, 15)
  publish(cluster, true)
  wait(cluster, 3)
}

const needing = (over: object): Behaviour => ({
  match: { container: 'c' },
  startMs: 0,
  needs: [{ host: 'db', port: 5432, for: 'start', onMissing: 'wait', ...over }],
})

const probed = {
  containers: [
    { name: 'c', image: 'c:1', readinessProbe: { exec: { command: ['ready'] }, periodSeconds: 5 } },
  ],
}

test('a program waits for a service that it needs', () => {
  const cluster = kubeletCluster([needing({})])
  cluster.api.create(service)
  startPod(cluster, probed)
  wait(cluster, 60)
  expect([containerState(livePod(cluster)), isTrue(livePod(cluster), 'Ready')]).toEqual(['running', false])
  startDatabase(cluster)
  wait(cluster, 10)
  expect(isTrue(livePod(cluster), 'Ready')).toBe(true)
})

test('a program that cannot go without it ends, and runs once it is there', () => {
  const cluster = kubeletCluster([needing({ onMissing: 'crash' })])
  cluster.api.create(service)
  startPod(cluster, probed)
  wait(cluster, 60)
  expect(containerState(livePod(cluster))).toContain('CrashLoopBackOff')
  startDatabase(cluster)
  wait(cluster, 100)
  expect(isTrue(livePod(cluster), 'Ready')).toBe(true)
})

test('a program is ready only while what it needs can be reached', () => {
  const cluster = kubeletCluster([needing({ for: 'ready', onMissing: 'notReady' })])
  cluster.api.create(service)
  startDatabase(cluster)
  startPod(cluster, probed)
  wait(cluster, 15)
  expect(isTrue(livePod(cluster), 'Ready')).toBe(true)
  publish(cluster, false)
  wait(cluster, 30)
  expect(isTrue(livePod(cluster), 'Ready')).toBe(false)
  publish(cluster, true)
  wait(cluster, 30)
  expect(isTrue(livePod(cluster), 'Ready')).toBe(true)
})

test.each([
  ['db.example.com', true],
  ['nowhere', false],
  ['db.default.svc.cluster.local', true],
  ['db.default', true],
])('a program that needs %s starts: %s', (host, ready) => {
  const cluster = kubeletCluster([needing({ host })])
  cluster.api.create(service)
  startDatabase(cluster)
  startPod(cluster, probed)
  wait(cluster, 30)
  expect(isTrue(livePod(cluster), 'Ready')).toBe(ready)
})

test('the first runs of a container may fail', () => {
  const cluster = kubeletCluster([{ match: {}, startMs: 0, failsFirst: 2 }])
  startPod(cluster)
  wait(cluster, 60)
  expect(containerState(livePod(cluster))).toBe('running restarts 2')
})

test('an init container without a behaviour waits for what its command names', () => {
  const cluster = kubeletCluster()
  const assumed = notes(cluster, 'assumption')
  cluster.api.create(service)
  const command = ['sh', '-c', 'until nc -z db 5432; do sleep 1; done']
  startPod(cluster, { initContainers: [{ name: 'wait', image: 'busybox:1', command }] })
  wait(cluster, 60)
  expect(containerState(livePod(cluster), 'wait')).toBe('running')
  expect(assumed).toEqual([
    'busybox:1 (container wait) ends with status 0 after a few seconds, once db:5432 can be reached',
  ])
  startDatabase(cluster)
  wait(cluster, 20)
  expect(containerState(livePod(cluster), 'wait')).toBe('terminated Completed 0')
  expect(containerState(livePod(cluster))).toBe('running')
})

test('fields that are not modelled are said to be unknown', () => {
  const cluster = kubeletCluster()
  startPod(cluster, { activeDeadlineSeconds: 5 })
  wait(cluster, 5)
  expect([...cluster.unknowns.keys()]).toEqual(['field:Pod.spec.activeDeadlineSeconds'])
})

test('behaviours can be replaced, for what starts from then on', () => {
  const cluster = kubeletCluster()
  startPod(cluster)
  wait(cluster, 20)
  tellBehaviours(cluster, [{ match: {}, neverReady: true }])
  startPod(cluster, probed, { name: 'q' })
  wait(cluster, 20)
  expect(isTrue(livePod(cluster), 'Ready')).toBe(true)
  expect(isTrue(cluster.store.get('Pod', 'default', 'q'), 'Ready')).toBe(false)
})

const ownedByJob = {
  name: 'migrate-1',
  ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'migrate', uid: 'u', controller: true }],
}

function runJob(cluster: Cluster, image: string): void {
  startPod(
    cluster,
    {
      restartPolicy: 'Never',
      initContainers: [{ name: 'prepare', image: 'web:2' }],
      containers: [{ name: 'm', image }],
    },
    ownedByJob,
  )
}

test.each([
  ['web:2', true],
  ['web:2@sha256:00', false],
  ['web:1', false],
  ['migrations:7', true],
])('an init container of web:2 that awaits a Job goes on after one of %s: %s', (image, goesOn) => {
  const cluster = kubeletCluster([{ match: { container: 'gate' }, awaitsJob: 'migrate' }])
  const initContainers = [{ name: 'gate', image: 'web:2' }]
  startPod(cluster, { initContainers })
  wait(cluster, 60)
  expect(containerState(livePod(cluster), 'gate')).toBe('running')
  runJob(cluster, image)
  wait(cluster, 60)
  expect(containerState(livePod(cluster), 'gate')).toBe(goesOn ? 'terminated Completed 0' : 'running')
})

test('an init container goes on waiting for a Job that failed', () => {
  const cluster = kubeletCluster([
    { match: { container: 'gate' }, awaitsJob: 'migrate' },
    { match: { job: 'migrate' }, exits: { afterMs: 500, code: 1 } },
  ])
  startPod(cluster, { initContainers: [{ name: 'gate', image: 'web:2' }] })
  runJob(cluster, 'web:2')
  wait(cluster, 60)
  expect(containerState(livePod(cluster), 'gate')).toBe('running')
})

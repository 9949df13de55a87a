import { expect, test } from 'vitest'
import { containerState, follow, isTrue, kubeletCluster, livePod, notes, startPod, wait } from './test-pod.ts'

const configMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'default' },
  data: { colour: 'blue' },
}

test('a pod starts by itself: pending, running, ready', () => {
  const cluster = kubeletCluster()
  const seen = follow(cluster, (pod) => `${pod.status?.phase} ${containerState(pod)} ${isTrue(pod, 'Ready')}`)
  startPod(cluster)
  wait(cluster, 30)
  expect(seen.map((each) => each.what)).toEqual([
    'Pending none false',
    'Pending waiting ContainerCreating false',
    'Running running true',
  ])
  expect(livePod(cluster)?.status).toMatchObject({
    podIP: expect.stringMatching(/^10\./),
    containerStatuses: [{ name: 'c', ready: true, started: true, restartCount: 0, lastState: {} }],
  })
  expect(cluster.loop.pending).toBe(0)
})

test('init containers run one after another, each to its end, before the others', () => {
  const cluster = kubeletCluster()
  const seen = follow(
    cluster,
    (pod) =>
      `${containerState(pod, 'a')}, ${containerState(pod, 'b')}, ${containerState(pod)} ${isTrue(pod, 'Initialized')}`,
  )
  startPod(cluster, {
    initContainers: [
      { name: 'a', image: 'a:1' },
      { name: 'b', image: 'b:1' },
    ],
  })
  wait(cluster, 60)
  expect(seen.map((each) => each.what)).toEqual([
    'none, none, none false',
    'waiting PodInitializing, waiting PodInitializing, waiting PodInitializing false',
    'running, waiting PodInitializing, waiting PodInitializing false',
    'terminated Completed 0, waiting PodInitializing, waiting PodInitializing false',
    'terminated Completed 0, running, waiting PodInitializing false',
    'terminated Completed 0, terminated Completed 0, waiting PodInitializing true',
    'terminated Completed 0, terminated Completed 0, running true',
  ])
})

test('a sidecar is started before the others and need not end', () => {
  const cluster = kubeletCluster([{ match: { container: 'side' }, startMs: 3_000 }])
  startPod(cluster, {
    initContainers: [
      {
        name: 'side',
        image: 'side:1',
        restartPolicy: 'Always',
        ports: [{ containerPort: 1 }],
        startupProbe: { tcpSocket: { port: 1 }, periodSeconds: 1, failureThreshold: 10 },
      },
    ],
  })
  wait(cluster, 6)
  expect([containerState(livePod(cluster), 'side'), containerState(livePod(cluster))]).toEqual([
    'running',
    'waiting PodInitializing',
  ])
  wait(cluster, 30)
  expect([containerState(livePod(cluster), 'side'), containerState(livePod(cluster))]).toEqual([
    'running',
    'running',
  ])
  expect(isTrue(livePod(cluster), 'Ready')).toBe(true)
})

test('a volume waits for its ConfigMap, asking after 0.5, 1, 2, 4 … s', () => {
  const cluster = kubeletCluster()
  const failed = notes(cluster, 'FailedMount')
  startPod(cluster, { volumes: [{ name: 'v', configMap: { name: 'settings' } }] })
  wait(cluster, 10)
  expect(containerState(livePod(cluster))).toBe('waiting ContainerCreating')
  expect(failed).toHaveLength(5)
  expect(failed[0]).toBe('MountVolume.SetUp failed for volume "v" : configmap "settings" not found')
  cluster.api.create(configMap)
  wait(cluster, 30)
  expect(containerState(livePod(cluster))).toBe('running')
})

test.each([
  [{ secret: { secretName: 's' } }, 'secret "s" not found'],
  [{ projected: { sources: [{ secret: { name: 's' } }] } }, 'secret "s" not found'],
  [
    { configMap: { name: 'settings', items: [{ key: 'size', path: 'size' }] } },
    'references non-existent config key: size',
  ],
])('a volume %j waits: %s', (source, reason) => {
  const cluster = kubeletCluster()
  cluster.api.create(configMap)
  const failed = notes(cluster, 'FailedMount')
  startPod(cluster, { volumes: [{ name: 'v', ...source }] })
  wait(cluster, 1)
  expect(failed[0]).toContain(reason)
})

test('what is optional may be missing', () => {
  const cluster = kubeletCluster()
  startPod(cluster, {
    volumes: [{ name: 'v', configMap: { name: 'settings', optional: true } }],
    containers: [
      {
        name: 'c',
        image: 'c:1',
        envFrom: [{ secretRef: { name: 's', optional: true } }],
        env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a', optional: true } } }],
      },
    ],
  })
  wait(cluster, 30)
  expect(containerState(livePod(cluster))).toBe('running')
})

test.each([
  [{ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'a' } } }] }, 'secret "s" not found'],
  [{ envFrom: [{ configMapRef: { name: 'nowhere' } }] }, 'configmap "nowhere" not found'],
  [
    { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'size' } } }] },
    "couldn't find key size in ConfigMap default/settings",
  ],
])('a container whose environment is %j is not created: %s', (environment, reason) => {
  const cluster = kubeletCluster()
  cluster.api.create(configMap)
  startPod(cluster, { containers: [{ name: 'c', image: 'c:1', ...environment }] })
  wait(cluster, 20)
  expect(livePod(cluster)?.status.containerStatuses[0].state.waiting).toEqual({
    reason: 'CreateContainerConfigError',
    message: reason,
  })
  expect(livePod(cluster)?.status.phase).toBe('Pending')
})

test('a key that appears is found with the next attempt, 10 to 15 s later', () => {
  const cluster = kubeletCluster()
  startPod(cluster, {
    containers: [{ name: 'c', image: 'c:1', envFrom: [{ configMapRef: { name: 'settings' } }] }],
  })
  wait(cluster, 20)
  cluster.api.create(configMap)
  wait(cluster, 17)
  expect(containerState(livePod(cluster))).toBe('running')
  expect(livePod(cluster)?.status.containerStatuses[0].restartCount).toBe(0)
})

test('an image that cannot be pulled is tried again after 10, 20, 40 … s', () => {
  const cluster = kubeletCluster([{ match: { image: '*:bad' }, pull: { fails: true, ms: 1_000 } }])
  const seen = follow(cluster, (pod) => containerState(pod))
  const pulls = notes(cluster, 'Pulling')
  startPod(cluster, { containers: [{ name: 'c', image: 'c:bad' }] })
  wait(cluster, 100)
  expect(seen.slice(0, 4).map((each) => each.what)).toEqual([
    'none',
    'waiting ContainerCreating',
    'waiting ErrImagePull',
    'waiting ImagePullBackOff',
  ])
  // At about 1, 12, 33 and 74 s.
  expect(pulls).toHaveLength(4)
})

test('a node keeps the images that it has pulled', () => {
  const cluster = kubeletCluster()
  const pulls = notes(cluster, 'Pulling')
  startPod(cluster)
  wait(cluster, 30)
  startPod(cluster, {}, { name: 'again' })
  startPod(cluster, { nodeName: 'n2' }, { name: 'elsewhere' })
  wait(cluster, 30)
  expect(pulls).toHaveLength(2)
})

test('a program that ends at once is restarted after 0, 10, 20 … s', () => {
  const cluster = kubeletCluster([{ match: { container: 'c' }, startMs: 0, exits: { afterMs: 0, code: 3 } }])
  const seen = follow(cluster, (pod) => containerState(pod))
  startPod(cluster)
  wait(cluster, 60)
  expect(seen.map((each) => each.what)).toEqual([
    'none',
    'waiting ContainerCreating',
    'terminated Error 3',
    'terminated Error 3 restarts 1',
    'waiting CrashLoopBackOff restarts 1',
    'terminated Error 3 restarts 2',
    'waiting CrashLoopBackOff restarts 2',
    'terminated Error 3 restarts 3',
    'waiting CrashLoopBackOff restarts 3',
  ])
  const pod = livePod(cluster)
  expect(pod?.status.phase).toBe('Running')
  expect(pod?.status.containerStatuses[0].state.waiting.message).toMatch(
    /^back-off 40s restarting failed container=c pod=p_default\(/,
  )
  expect(pod?.status.containerStatuses[0].lastState.terminated).toMatchObject({
    exitCode: 3,
    reason: 'Error',
  })
})

test.each([
  ['Never', 0, 'Succeeded terminated Completed 0'],
  ['Never', 1, 'Failed terminated Error 1'],
  ['OnFailure', 0, 'Succeeded terminated Completed 0'],
  ['OnFailure', 1, 'Running waiting CrashLoopBackOff restarts 2'],
])('with restartPolicy %s and exit code %i a pod comes to %s', (restartPolicy, code, expected) => {
  const cluster = kubeletCluster([{ match: {}, startMs: 0, exits: { afterMs: 100, code } }])
  startPod(cluster, { restartPolicy })
  wait(cluster, 30)
  expect(`${livePod(cluster)?.status.phase} ${containerState(livePod(cluster))}`).toBe(expected)
})

test('an init container that fails is tried again, or ends a pod that is never restarted', () => {
  const ends = (restartPolicy: string) => {
    const cluster = kubeletCluster([
      { match: { container: 'i' }, startMs: 0, exits: { afterMs: 0, code: 1 } },
    ])
    startPod(cluster, { restartPolicy, initContainers: [{ name: 'i', image: 'i:1' }] })
    wait(cluster, 30)
    const pod = livePod(cluster)
    return `${pod?.status.phase} ${containerState(pod, 'i')}, ${containerState(pod)}`
  }
  expect(ends('Always')).toBe('Pending waiting CrashLoopBackOff restarts 2, waiting PodInitializing')
  expect(ends('Never')).toBe('Failed terminated Error 1, waiting PodInitializing')
})

test('a sidecar does not keep a pod from ending', () => {
  const cluster = kubeletCluster()
  startPod(cluster, {
    restartPolicy: 'Never',
    initContainers: [{ name: 'side', image: 'side:1', restartPolicy: 'Always' }],
  })
  wait(cluster, 60)
  expect(livePod(cluster)?.status.phase).toBe('Succeeded')
  expect(containerState(livePod(cluster), 'side')).toBe('terminated Completed 0')
})

test('a postStart hook delays the next container', () => {
  const cluster = kubeletCluster()
  startPod(cluster, {
    containers: [
      { name: 'c', image: 'c:1', lifecycle: { postStart: { exec: { command: ['sh', '-c', 'sleep 20'] } } } },
      { name: 'd', image: 'd:1' },
    ],
  })
  wait(cluster, 15)
  expect(containerState(livePod(cluster), 'd')).toBe('waiting ContainerCreating')
  wait(cluster, 20)
  expect(containerState(livePod(cluster), 'd')).toBe('running')
})

test('images with no behaviour of their own are assumptions, each noted once', () => {
  const cluster = kubeletCluster([{ match: { image: 'known:*' } }])
  const assumed = notes(cluster, 'assumption')
  startPod(cluster)
  startPod(cluster, {}, { name: 'q' })
  startPod(cluster, { containers: [{ name: 'k', image: 'known:1' }] }, { name: 'r' })
  wait(cluster, 30)
  expect(assumed).toEqual([
    'c:1 (container c) runs on, listens on every port it is asked for and answers every probe',
  ])
})

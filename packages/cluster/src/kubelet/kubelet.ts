import type { KubeObject } from '@seaworthy/kube'
import type { Actor } from '../actor.ts'
import { isTerminal } from '../controllers/pod-state.ts'
import { podSpec } from '../pod.ts'
import type { Change } from '../store/store.ts'
import type { Behaviour } from './behaviour.ts'
import { endContainer } from './end.ts'
import { endPull } from './image.ts'
import type { ProbeType } from './probe-worker.ts'
import { allContainers, probeTick, wakeProbes } from './probing.ts'
import { goOn } from './program.ts'
import { createContainer, runContainer, startNext } from './start.ts'
import {
  containerOf,
  KUBELET,
  type KubeletState,
  type KubeletWorld,
  newContainerRecord,
  planSync,
  type PodRecord,
} from './state.ts'
import { signal } from './stop.ts'
import { sandboxReady, syncPod } from './sync.ts'
import { shortenGrace } from './terminate.ts'
import { tellUnmodelled } from './unmodelled.ts'

/** The kubelets of all nodes, with programs that behave as they are told. */
export function kubelet(behaviours: readonly Behaviour[] = []): Actor<KubeletState> {
  return {
    name: KUBELET,
    watches: ['Pod'],
    wants: isOfOthers,
    initial: () => ({
      behaviours,
      pods: new Map(),
      images: new Set(),
      runs: new Map(),
      jobsDone: new Set(),
      assumed: new Set(),
      addresses: 0,
    }),
    observe(world, changes) {
      for (const change of changes) observePod(world, change)
    },
    act,
  }
}

/** A kubelet does nothing on what it wrote itself: the status of a pod without readiness gates. */
function isOfOthers({ type, object, previous }: Change): boolean {
  if (type !== 'MODIFIED' || previous === undefined) return true
  return object.spec !== previous.spec || hasGates(object) || isEnding(object, previous)
}

function isEnding({ metadata: now }: KubeObject, { metadata: before }: KubeObject): boolean {
  return (
    now.deletionTimestamp !== before.deletionTimestamp ||
    now.deletionGracePeriodSeconds !== before.deletionGracePeriodSeconds
  )
}

function observePod(world: KubeletWorld, change: Change): void {
  const pod = change.object
  const { uid = '', deletionTimestamp } = pod.metadata
  const record = world.state.pods.get(uid)
  if (change.type === 'DELETED') {
    // Deleted without grace: nothing of it is reported any more, and its programs are gone.
    world.state.pods.delete(uid)
    return
  }
  if (record === undefined) {
    const node = podSpec(pod).nodeName
    if (node === undefined || node === '' || isTerminal(pod)) return
    adopt(world, pod, uid, node)
    return
  }
  const before = change.previous?.metadata
  if (deletionTimestamp !== undefined && before?.deletionTimestamp === undefined) {
    planSync(world, record, world.latency('kubelet-sync'))
  } else if (pod.metadata.deletionGracePeriodSeconds !== before?.deletionGracePeriodSeconds) {
    shortenGrace(world, record, pod)
  } else if (pod.spec !== change.previous?.spec || hasGates(pod)) {
    planSync(world, record, world.latency('kubelet-sync'))
  }
}

/** Others write the conditions that a readiness gate waits for. */
function hasGates(pod: KubeObject): boolean {
  return (podSpec(pod).readinessGates ?? []).length > 0
}

function adopt(world: KubeletWorld, pod: KubeObject, uid: string, node: string): void {
  const { name, namespace = '' } = pod.metadata
  const record: PodRecord = {
    uid,
    namespace,
    name,
    node,
    startTime: world.timestamp(),
    stage: 'mounting',
    ip: '',
    operation: 0,
    operations: 0,
    syncAt: 0,
    retryAt: 0,
    mountDelayMs: 0,
    probesFrom: 0,
    terminatingSince: 0,
    containers: Object.fromEntries(allContainers(pod).map((spec) => [spec.name, newContainerRecord()])),
  }
  world.state.pods.set(uid, record)
  tellUnmodelled(world, pod)
  planSync(world, record, world.latency('kubelet-sync'))
}

/** Keys begin with the uid of a pod; a task of a pod that is gone is nothing. */
function act(world: KubeletWorld, kind: string, key: string): void {
  const [uid = '', ...rest] = key.split(' ')
  const record = world.state.pods.get(uid)
  if (record === undefined) return
  const pod = world.store.get('Pod', record.namespace, record.name)
  if (pod === undefined || pod.metadata.uid !== uid) return
  if (kind === 'sync' || kind === 'retry') dueSync(world, record, pod, kind)
  else if (kind === 'operation') endOperation(world, record, pod, rest)
  else if (kind === 'probe') probeTick(world, record, pod, rest[1] ?? '', rest[0] as ProbeType)
  else programTask(world, record, pod, kind, rest)
}

function dueSync(world: KubeletWorld, record: PodRecord, pod: KubeObject, kind: 'sync' | 'retry'): void {
  const due = kind === 'sync' ? record.syncAt : record.retryAt
  if (due === 0 || world.now() < due) return
  if (kind === 'sync') record.syncAt = 0
  else record.retryAt = 0
  syncPod(world, record, pod)
}

/** The worker of the pod has done what it was at, and goes on; what it saw is told with the next sync. */
function endOperation(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  rest: readonly string[],
): void {
  const [serial, what, name] = rest
  if (record.operation !== Number(serial)) return
  record.operation = 0
  if (what === 'tear-down') {
    planSync(world, record, 0)
    return
  }
  if (what === 'sandbox') sandboxReady(world, record, pod)
  const spec = allContainers(pod).find((each) => each.name === name)
  if (record.stage !== 'active') return
  if (spec !== undefined && what === 'run') runContainer(world, record, pod, spec)
  if (spec !== undefined && what === 'pull') {
    const isThere = endPull(world, record, pod, spec, containerOf(record, spec.name))
    if (isThere) createContainer(world, record, pod, spec)
    else planSync(world, record, world.latency('kubelet-sync'))
  }
  if (record.operation === 0) startNext(world, record, pod)
}

/** A task of one run of a container, which is nothing once that run has ended. */
function programTask(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  kind: string,
  rest: readonly string[],
): void {
  const [run, name = '', code] = rest
  const container = record.containers[name]
  const spec = allContainers(pod).find((each) => each.name === name)
  if (container === undefined || spec === undefined) return
  if (container.run !== Number(run) || container.phase !== 'running') return
  if (kind === 'exit') endContainer(world, record, pod, spec, Number(code))
  else if (kind === 'kill' && container.killAt <= world.now()) endContainer(world, record, pod, spec, 137)
  else if (kind === 'go-on') goOn(world, record, pod, spec)
  else if (kind === 'signal') signal(world, record, name)
  else if (kind === 'silent') noteSilence(world, pod, name)
  if (kind !== 'kill') wakeProbes(world, record, pod)
}

/** What routers still send to this pod fails from here on. */
function noteSilence(world: KubeletWorld, pod: KubeObject, container: string): void {
  const message = `container ${container} does not listen any more`
  world.note({ kind: 'listening', object: pod, message, facts: { container, listening: false } })
}

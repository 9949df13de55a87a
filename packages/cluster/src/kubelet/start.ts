import type { KubeObject } from '@seaworthy/kube'
import { recordEvent } from '../controllers/recorded-event.ts'
import { type ContainerSpec, isSidecar, podSpec } from '../pod.ts'
import { raiseBackOff, restartAllowedAt } from './back-off.ts'
import { draw } from './behaviour.ts'
import { beginPull, failPull, imageIsAbsent, needsPull } from './image.ts'
import { hasStarted, wakeProbes } from './probing.ts'
import { behaviourOf, startProgram } from './program.ts'
import { missingForEnv } from './references.ts'
import {
  beginOperation,
  type ContainerRecord,
  containerOf,
  type KubeletWorld,
  planRelist,
  planSync,
  type PodRecord,
} from './state.ts'
import { hookDuration } from './stop.ts'

/** A failed sync is tried again after `backOffPeriod` and up to half as much more (pkg/kubelet/pod_workers.go). */
const RETRY_MS = [10_000, 15_000] as const

/**
 * Begins the next thing on the way to all containers running: one operation at a time, init containers in order and to
 * their end, then the others in order (`computePodActions` and `SyncPod`, pkg/kubelet/kuberuntime).
 */
export function startNext(world: KubeletWorld, record: PodRecord, pod: KubeObject): void {
  let earliest = Infinity
  for (const spec of startable(record, pod)) {
    const container = containerOf(record, spec.name)
    const at = mayStartAt(container)
    if (at <= world.now()) {
      if (beginStart(world, record, pod, spec)) return
      continue
    }
    showBackOff(world, record, pod, spec, at)
    earliest = Math.min(earliest, at)
  }
  if (earliest !== Infinity) planRetry(world, record, earliest)
}

/** The containers that should run and do not, in the order in which they may be started now. */
export function startable(record: PodRecord, pod: KubeObject): readonly ContainerSpec[] {
  const { initContainers = [], containers, restartPolicy = 'Always' } = podSpec(pod)
  const found: ContainerSpec[] = []
  const mainHasRun = containers.some((spec) => containerOf(record, spec.name).run > 0)
  for (const spec of initContainers) {
    const container = containerOf(record, spec.name)
    if (isSidecar(spec)) {
      if (container.phase !== 'running') found.push(spec)
      if (!hasStarted(container) && !mainHasRun) return found
    } else if (!mainHasRun && !(container.phase === 'terminated' && container.exitCode === 0)) {
      const isFinal = container.phase === 'terminated' && restartPolicy === 'Never'
      if (container.phase !== 'running' && !isFinal) found.push(spec)
      return found
    }
  }
  return [...found, ...containers.filter((spec) => shouldRun(containerOf(record, spec.name), restartPolicy))]
}

export function shouldRun(container: ContainerRecord, restartPolicy: string): boolean {
  if (container.phase !== 'terminated') return container.phase === 'waiting'
  if (restartPolicy === 'Never') return false
  return restartPolicy === 'Always' || container.exitCode !== 0
}

function mayStartAt(container: ContainerRecord): number {
  const heldUntil = Math.max(container.pullAgainAt, container.createAgainAt)
  if (heldUntil !== 0) return heldUntil
  if (container.run === 0) return 0
  // A container that a probe has ended is measured by the end before that one, which the sync has not seen yet.
  const finishedAt = container.restartedByProbe ? container.last.finishedAt : container.finishedAt
  return finishedAt === 0 ? 0 : restartAllowedAt(container, finishedAt)
}

function showBackOff(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  spec: ContainerSpec,
  at: number,
): void {
  const container = containerOf(record, spec.name)
  if (container.createAgainAt === at) return
  const isPull = container.pullAgainAt === at
  // It failed at this very moment: the error itself is told first.
  if (isPull && at - container.pullDelayMs >= world.now()) return
  const reason = isPull ? 'ImagePullBackOff' : 'CrashLoopBackOff'
  if (container.phase === 'waiting' && container.reason === reason) return
  if (!isPull) keepEnd(container)
  container.phase = 'waiting'
  container.reason = reason
  const wait = formatSeconds(container.backOffMs)
  const { name, namespace, uid } = record
  container.message = isPull
    ? `Back-off pulling image "${spec.image}"`
    : `back-off ${wait} restarting failed container=${spec.name} pod=${name}_${namespace}(${uid})`
  recordEvent(world, pod, 'Warning', 'BackOff', container.message)
  planRelist(world, record)
}

function formatSeconds(ms: number): string {
  const seconds = ms / 1000
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}

/** A sync when a back-off is over. */
function planRetry(world: KubeletWorld, record: PodRecord, at: number): void {
  if (record.retryAt > world.now() && record.retryAt <= at) return
  record.retryAt = at
  world.plan(at - world.now(), 'retry', record.uid)
}

/** True when an operation is under way; false when the container has to wait for something. */
function beginStart(world: KubeletWorld, record: PodRecord, pod: KubeObject, spec: ContainerSpec): boolean {
  const container = containerOf(record, spec.name)
  if (imageIsAbsent(world, record, spec)) {
    const message = `Container image "${spec.image}" is not present with pull policy of Never`
    failPull(world, container, 'ErrImageNeverPull', message)
    planSync(world, record, world.latency('kubelet-sync'))
    return false
  }
  if (needsPull(world, record, spec)) {
    beginPull(world, record, pod, spec)
    return true
  }
  return createContainer(world, record, pod, spec)
}

/** Makes and starts a container whose image is there; what its environment refers to must be there too. */
export function createContainer(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  spec: ContainerSpec,
): boolean {
  const container = containerOf(record, spec.name)
  const missing = missingForEnv(world.store, pod, spec)
  if (missing === undefined) {
    beginOperation(world, record, world.latency('container-start'), `run ${spec.name}`)
    return true
  }
  keepEnd(container)
  if (container.reason !== 'CreateContainerConfigError' || container.message !== missing) {
    container.phase = 'waiting'
    container.reason = 'CreateContainerConfigError'
    container.message = missing
    recordEvent(world, pod, 'Warning', 'Failed', `Error: ${missing}`)
    planSync(world, record, world.latency('kubelet-sync'))
  }
  container.createAgainAt = world.now() + world.random('retry').between(...RETRY_MS)
  planRetry(world, record, container.createAgainAt)
  return false
}

/** The container runs from now; its postStart hook keeps the pod's worker busy. */
export function runContainer(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  spec: ContainerSpec,
): void {
  const container = containerOf(record, spec.name)
  if (container.run > 0) raise(container, world.now())
  keepEnd(container)
  container.run++
  container.phase = 'running'
  container.reason = container.message = ''
  container.startedAt = world.now()
  container.stoppingSince = container.killAt = container.pullAgainAt = container.createAgainAt = 0
  container.restartedByProbe = false
  startProgram(world, record, pod, spec, container)
  recordEvent(world, pod, 'Normal', 'Started', `Container started: ${spec.name}`)
  const told = behaviourOf(world.state, container)?.postStartMs
  const hookMs =
    told === undefined ? hookDuration(spec.lifecycle?.postStart) : draw(told, world.random('program'))
  if (hookMs > 0) beginOperation(world, record, hookMs, `started ${spec.name}`)
  wakeProbes(world, record, pod)
  planRelist(world, record)
}

function raise(container: ContainerRecord, now: number): void {
  const finishedAt = container.restartedByProbe ? container.last.finishedAt : container.finishedAt
  // Nothing had ended that the sync could see: upstream leaves the back-off alone.
  if (finishedAt === 0) return
  const raised = raiseBackOff(container, finishedAt, now)
  container.backOffMs = raised.backOffMs
  container.backOffSetAt = raised.backOffSetAt
}

/** What ended becomes `lastState`. */
function keepEnd(container: ContainerRecord): void {
  if (container.phase !== 'terminated') return
  const { run, startedAt, finishedAt, exitCode, exitReason } = container
  container.last = { run, startedAt, finishedAt, exitCode, exitReason }
}

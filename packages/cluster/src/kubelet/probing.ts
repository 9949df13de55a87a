import type { KubeObject } from '@seaworthy/kube'
import { recordEvent } from '../controllers/recorded-event.ts'
import { type ContainerSpec, podSpec, type ProbeSpec } from '../pod.ts'
import { stopContainer } from './stop.ts'
import {
  meetContainer,
  newProbeWorker,
  type Outcome,
  type ProbedContainer,
  type ProbeSettings,
  probesNow,
  type ProbeType,
  recordOutcome,
  tickAfter,
  tickFrom,
} from './probe-worker.ts'
import { failureOf, nextFlip, probeOf } from './probe-outcome.ts'
import { roleOf } from './program.ts'
import { type ContainerRecord, containerOf, type KubeletWorld, planSync, type PodRecord } from './state.ts'

const probeTypes = ['startup', 'readiness', 'liveness'] as const

function settingsOf(probe: ProbeSpec, type: ProbeType): ProbeSettings {
  return {
    type,
    periodMs: (probe.periodSeconds ?? 10) * 1000,
    initialDelaySeconds: probe.initialDelaySeconds ?? 0,
    failureThreshold: probe.failureThreshold ?? 3,
    successThreshold: probe.successThreshold ?? 1,
  }
}

/** Makes the workers of a pod; their ticks count from now, which is before any of its containers starts. */
export function addProbeWorkers(world: KubeletWorld, record: PodRecord, pod: KubeObject): void {
  record.probesFrom = world.now()
  for (const spec of allContainers(pod)) {
    // Init containers that end are not probed.
    if (roleOf(pod, spec) === 'init') continue
    for (const type of probeTypes) {
      if (probeOf(spec, type) === undefined) continue
      containerOf(record, spec.name).probes[type] = newProbeWorker(type, world.now())
    }
  }
}

export function allContainers(pod: KubeObject): readonly ContainerSpec[] {
  const { initContainers, containers } = podSpec(pod)
  return initContainers === undefined ? containers : [...initContainers, ...containers]
}

/** Whether the container has started as far as its probes know (`isContainerStarted`, prober_manager.go). */
export function hasStarted(container: ContainerRecord): boolean {
  if (container.phase !== 'running') return false
  const startup = container.probes.startup
  return startup === undefined || (startup.run === container.run && startup.verdict === 'success')
}

export function isContainerReady(container: ContainerRecord): boolean {
  if (!hasStarted(container)) return false
  const readiness = container.probes.readiness
  return readiness === undefined || (readiness.run === container.run && readiness.verdict === 'success')
}

/** Something changed for the programs of a pod: every worker looks again at its next tick. */
export function wakeProbes(world: KubeletWorld, record: PodRecord, pod: KubeObject): void {
  for (const spec of allContainers(pod)) {
    const container = containerOf(record, spec.name)
    if (container.phase !== 'running') continue
    for (const type of probeTypes) planProbe(world, record, pod, spec, type)
  }
}

/** Every computation of a status has a container probed at once that is started and not ready (`UpdatePodStatus`). */
export function probeUnready(world: KubeletWorld, record: PodRecord, pod: KubeObject): void {
  for (const spec of allContainers(pod)) {
    const container = containerOf(record, spec.name)
    const worker = container.probes.readiness
    if (worker === undefined || !hasStarted(container) || isContainerReady(container)) continue
    container.probes.readiness = { ...worker, anchor: world.now() }
    attempt(world, record, pod, spec, 'readiness')
  }
}

/** A tick is due; an older plan that has been replaced is passed over. */
export function probeTick(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  name: string,
  type: ProbeType,
): void {
  const spec = allContainers(pod).find((each) => each.name === name)
  const worker = record.containers[name]?.probes[type]
  if (spec === undefined || worker === undefined || worker.dueAt !== world.now()) return
  containerOf(record, name).probes[type] = { ...worker, dueAt: 0 }
  attempt(world, record, pod, spec, type)
}

function attempt(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  spec: ContainerSpec,
  type: ProbeType,
): void {
  const container = containerOf(record, spec.name)
  const probe = probeOf(spec, type) as ProbeSpec
  const settings = settingsOf(probe, type)
  const worker = meetContainer(
    container.probes[type] ?? newProbeWorker(type, world.now()),
    type,
    container.run,
  )
  container.probes[type] = worker
  if (probesNow(worker, settings, probed(container, pod), world.now())) {
    const failure = failureOf(world, record, pod, spec, type)
    const outcome: Outcome = failure === undefined ? 'success' : 'failure'
    if (failure !== undefined && worker.lastOutcome !== 'failure') {
      recordEvent(world, pod, 'Warning', 'Unhealthy', `${capital(type)} probe failed: ${failure}`)
    }
    const after = recordOutcome(worker, settings, outcome)
    container.probes[type] = after
    if (after.verdict !== worker.verdict)
      verdictChanged(world, record, pod, spec, type, after.verdict === 'success')
  }
  planProbe(world, record, pod, spec, type)
}

function verdictChanged(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  spec: ContainerSpec,
  type: ProbeType,
  succeeded: boolean,
): void {
  if (!succeeded && type !== 'readiness') {
    const seconds = probeOf(spec, type)?.terminationGracePeriodSeconds
    recordEvent(
      world,
      pod,
      'Normal',
      'Killing',
      `Container ${spec.name} failed ${type} probe, will be restarted`,
    )
    stopContainer(world, record, pod, spec, { reason: 'probe', graceSeconds: seconds })
    return
  }
  if (type === 'startup') for (const other of probeTypes) planProbe(world, record, pod, spec, other)
  planSync(world, record, world.latency('kubelet-sync'))
}

function probed(container: ContainerRecord, pod: KubeObject): ProbedContainer {
  return {
    run: container.run,
    isRunning: container.phase === 'running',
    startedAt: Math.floor(container.startedAt / 1000) * 1000,
    started: hasStarted(container),
    isDeleted: pod.metadata.deletionTimestamp !== undefined,
  }
}

/**
 * Plans the next tick that can matter. A steady probe, whose outcome is its verdict and does not change by time alone,
 * is left out until its program does something.
 */
function planProbe(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  spec: ContainerSpec,
  type: ProbeType,
): void {
  const container = containerOf(record, spec.name)
  const probe = probeOf(spec, type)
  const worker = container.probes[type]
  if (probe === undefined || worker === undefined || container.phase !== 'running') return
  const settings = settingsOf(probe, type)
  const from = nextMoment(world, record, pod, spec, container, settings)
  if (from === undefined) {
    if (worker.dueAt !== 0) container.probes[type] = { ...worker, dueAt: 0 }
    return
  }
  const earliest = Math.max(world.now(), tickFrom(worker, settings, from) - 1)
  const delay = tickAfter(worker, settings, earliest) - world.now()
  const dueAt = world.now() + delay
  if (worker.dueAt === dueAt) return
  container.probes[type] = { ...worker, dueAt }
  world.plan(delay, 'probe', `${record.uid} ${type} ${spec.name}`)
}

/** From when on a tick can change anything; undefined: not before the program or the pod does something. */
function nextMoment(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  spec: ContainerSpec,
  container: ContainerRecord,
  settings: ProbeSettings,
): number | undefined {
  const { type } = settings
  const worker = container.probes[type]
  if (worker === undefined) return undefined
  const isNew = worker.run !== container.run
  if (worker.onHold && !isNew) return undefined
  if (hasStarted(container) === (type === 'startup')) return undefined
  const facts = probed(container, pod)
  if (facts.isDeleted && type !== 'readiness') return undefined
  const delayed = facts.startedAt + settings.initialDelaySeconds * 1000
  if (isNew || worker.outcomes === 0 || world.now() < delayed) return delayed
  const outcome: Outcome = failureOf(world, record, pod, spec, type) === undefined ? 'success' : 'failure'
  const isSteady = outcome === worker.verdict && outcome === worker.lastOutcome
  return isSteady ? nextFlip(world, record, container, type) : world.now()
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

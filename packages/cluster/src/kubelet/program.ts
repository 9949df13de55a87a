import type { KubeObject } from '@seaworthy/kube'
import { type ContainerSpec, isSidecar, podSpec } from '../pod.ts'
import { reaches } from '../router/reach.ts'
import { type Behaviour, draw, findBehaviour, jobOf, type Need, type Range } from './behaviour.ts'
import {
  type ContainerRecord,
  containerOf,
  type KubeletState,
  type KubeletWorld,
  type PodRecord,
} from './state.ts'
import { visibleNeeds } from './visible-need.ts'

/** How long programs take whose behaviour nobody has told: an assumption of ours. */
const neutral = {
  startMs: [100, 1_000],
  jobMs: [2_000, 8_000],
  initMs: [200, 2_000],
  exitMs: [50, 1_000],
} as const satisfies Record<string, Range>

/** How often a program that waits for something looks again. */
const NEED_POLL_MS = 1_000

export type Role = 'init' | 'sidecar' | 'main'

export function roleOf(pod: KubeObject, container: ContainerSpec): Role {
  if (!(podSpec(pod).initContainers ?? []).includes(container)) return 'main'
  return isSidecar(container) ? 'sidecar' : 'init'
}

/** The behaviour by its position. */
export function behaviourOf(state: KubeletState, container: ContainerRecord): Behaviour | undefined {
  return state.behaviours[container.behaviour]
}

/** Draws what a program will do in the run that begins now, and plans its end when it has one. */
export function startProgram(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  spec: ContainerSpec,
  container: ContainerRecord,
): void {
  container.behaviour = findBehaviour(world.state.behaviours, pod, spec)
  const behaviour = behaviourOf(world.state, container)
  if (behaviour === undefined) assumeNeutral(world, pod, spec)
  setPorts(pod, spec, container, behaviour)
  container.listensAt = container.readyAt = container.hangsAt = container.silentAt = Infinity
  goOn(world, record, pod, spec)
}

/** From the start of a run, or again while it waits for a need: begin to serve, end, or wait on. */
export function goOn(world: KubeletWorld, record: PodRecord, pod: KubeObject, spec: ContainerSpec): void {
  const container = containerOf(record, spec.name)
  const behaviour = behaviourOf(world.state, container)
  const random = world.random('program')
  const startMs = draw(behaviour?.startMs ?? neutral.startMs, random)
  const missing = missingForStart(world, pod, spec, container)
  const key = `${record.uid} ${container.run} ${spec.name}`
  if (
    failsThisTime(world, pod, record, spec, behaviour) ||
    missing.some((need) => need.onMissing === 'crash')
  ) {
    world.plan(startMs, 'exit', `${key} 1`)
    return
  }
  if (missing.length > 0 || awaitsJob(world, record, spec, behaviour)) {
    world.plan(NEED_POLL_MS, 'go-on', key)
    return
  }
  serve(world, container, behaviour, startMs)
  const exit = exitOf(pod, spec, behaviour)
  if (exit !== undefined) world.plan(startMs + draw(exit.afterMs, random), 'exit', `${key} ${exit.code}`)
}

function serve(
  world: KubeletWorld,
  container: ContainerRecord,
  behaviour: Behaviour | undefined,
  startMs: number,
): void {
  const random = world.random('program')
  const startsAt = world.now() + startMs
  container.listensAt = startsAt + draw(behaviour?.listensAfterMs ?? 0, random)
  container.readyAt =
    behaviour?.neverReady === true
      ? Infinity
      : container.listensAt + draw(behaviour?.readyAfterMs ?? 0, random)
  if (behaviour?.hangsAfterMs !== undefined)
    container.hangsAt = startsAt + draw(behaviour.hangsAfterMs, random)
}

/** How and when a program ends by itself. Main containers of pods that are never restarted, and init containers, end well. */
function exitOf(
  pod: KubeObject,
  spec: ContainerSpec,
  behaviour: Behaviour | undefined,
): { afterMs: Range; code: number } | undefined {
  if (behaviour?.exits !== undefined) return behaviour.exits
  const role = roleOf(pod, spec)
  if (role === 'sidecar') return undefined
  if (role === 'init') return { afterMs: neutral.initMs, code: 0 }
  const restarts = podSpec(pod).restartPolicy ?? 'Always'
  return restarts === 'Always' ? undefined : { afterMs: neutral.jobMs, code: 0 }
}

function failsThisTime(
  world: KubeletWorld,
  pod: KubeObject,
  record: PodRecord,
  spec: ContainerSpec,
  behaviour: Behaviour | undefined,
): boolean {
  if (behaviour?.failsFirst === undefined) return false
  const owner = jobOf(pod) === undefined ? record.uid : `${record.namespace}/${jobOf(pod)}`
  const key = `${owner} ${spec.name}`
  const runs = world.state.runs.get(key) ?? 0
  world.state.runs.set(key, runs + 1)
  return runs < behaviour.failsFirst
}

function setPorts(
  pod: KubeObject,
  spec: ContainerSpec,
  container: ContainerRecord,
  behaviour: Behaviour | undefined,
): void {
  const declared = (spec.ports ?? []).map((port) => port.containerPort)
  container.ports = [...(behaviour?.listens ?? [...declared, ...probedPorts(spec)])]
  container.listensAnywhere =
    behaviour?.listens === undefined && declared.length === 0 && roleOf(pod, spec) !== 'init'
}

/** Many programs have a port for health that no chart declares: one that nobody described listens where its probes ask. */
function probedPorts({ startupProbe, readinessProbe, livenessProbe }: ContainerSpec): number[] {
  return [startupProbe, readinessProbe, livenessProbe]
    .map((probe) => probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port)
    .filter((port) => typeof port === 'number')
}

function assumeNeutral(world: KubeletWorld, pod: KubeObject, spec: ContainerSpec): void {
  const image = spec.image ?? spec.name
  const role = roleOf(pod, spec)
  const ends = role === 'init' || (role === 'main' && (podSpec(pod).restartPolicy ?? 'Always') !== 'Always')
  const key = `${image} ${ends}`
  if (world.state.assumed.has(key)) return
  world.state.assumed.add(key)
  const waitsFor = role === 'init' ? visibleNeeds(spec).map((need) => `${need.host}:${need.port}`) : []
  const does = ends
    ? `ends with status 0 after a few seconds${waitsFor.length > 0 ? `, once ${waitsFor.join(' and ')} can be reached` : ''}`
    : spec.ports === undefined || spec.ports.length === 0
      ? 'runs on, listens on every port it is asked for and answers every probe'
      : 'runs on, listens on the ports it declares or is probed on, and answers every probe'
  world.note({
    kind: 'assumption',
    object: pod,
    message: `${image} (container ${spec.name}) ${does}`,
    facts: { image, container: spec.name, ends },
  })
}

/** Whether the Job that a program waits for is still to end well. */
function awaitsJob(
  { state }: KubeletWorld,
  { namespace }: PodRecord,
  { image = '' }: ContainerSpec,
  behaviour: Behaviour | undefined,
): boolean {
  if (behaviour?.awaitsJob === undefined) return false
  const prefix = `${namespace}/${behaviour.awaitsJob} `
  const done = [...state.jobsDone].filter((each) => each.startsWith(prefix))
  const alike = done.filter((each) => repositoryOf(each.slice(prefix.length)) === repositoryOf(image))
  return alike.length > 0 ? !alike.includes(`${prefix}${image}`) : done.length === 0
}

/** An image without tag and digest. */
function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^:/]*$/, '')
}

/** An init container without a behaviour of its own waits for what its command can be seen to wait for. */
function missingForStart(
  world: KubeletWorld,
  pod: KubeObject,
  spec: ContainerSpec,
  container: ContainerRecord,
): readonly Need[] {
  if (container.behaviour !== -1) return missingNeeds(world, pod, container, 'start')
  if (roleOf(pod, spec) !== 'init') return []
  const namespace = pod.metadata.namespace ?? ''
  return visibleNeeds(spec).filter((need) => !reaches(world, namespace, need.host, need.port))
}

/** Which of the things a program needs at a point cannot be reached now. */
export function missingNeeds(
  world: KubeletWorld,
  pod: KubeObject,
  container: ContainerRecord,
  point: Need['for'],
): readonly Need[] {
  const needs = behaviourOf(world.state, container)?.needs?.filter((need) => need.for === point) ?? []
  return needs.filter((need) => !reaches(world, pod.metadata.namespace ?? '', need.host, need.port))
}

/** How long until a program that has been asked to end does so, and with which code; undefined when it ignores the signal. */
export function endOnSignal(
  world: KubeletWorld,
  record: PodRecord,
  name: string,
): { afterMs: number; code: number } | undefined {
  const container = containerOf(record, name)
  const told = behaviourOf(world.state, container)?.sigterm
  const random = world.random('program')
  if (told?.stopsListeningAfterMs !== undefined) {
    const silentAfter = draw(told.stopsListeningAfterMs, random)
    container.silentAt = world.now() + silentAfter
    world.plan(silentAfter, 'silent', `${record.uid} ${container.run} ${name}`)
  }
  if (told?.ignores === true) return undefined
  return { afterMs: draw(told?.exitAfterMs ?? neutral.exitMs, random), code: told?.code ?? 0 }
}

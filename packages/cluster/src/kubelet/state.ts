import type { World } from '../actor.ts'
import type { Behaviour } from './behaviour.ts'
import type { ProbeType, ProbeWorker } from './probe-worker.ts'

export const KUBELET = 'kubelet'

/** What the kubelets of all nodes remember. Plain data. */
export interface KubeletState {
  behaviours: readonly Behaviour[]
  /** By uid. */
  readonly pods: Map<string, PodRecord>
  /** `node image` that a node has pulled. */
  readonly images: Set<string>
  /** How often a behaviour with `failsFirst` has run, by owner and container. */
  readonly runs: Map<string, number>
  /** `namespace/job image` of containers of Jobs that have ended well. */
  readonly jobsDone: Set<string>
  /** Images whose neutral behaviour has been noted. */
  readonly assumed: Set<string>
  addresses: number
}

export type KubeletWorld = World<KubeletState>

/** `ended`: no container runs and none will; `gone` waits only for its removal from the API. */
export type PodStage = 'mounting' | 'sandbox' | 'active' | 'terminating' | 'ended'

export interface PodRecord {
  readonly uid: string
  readonly namespace: string
  readonly name: string
  readonly node: string
  readonly startTime: string
  stage: PodStage
  ip: string
  /** The operation under way, which only its own task may end; 0 when there is none. */
  operation: number
  operations: number
  /** When a sync is planned; 0 when none is. */
  syncAt: number
  /** When the next start of a container is planned; 0 when none is. */
  retryAt: number
  mountDelayMs: number
  /** Where the ticks of the probes begin. */
  probesFrom: number
  /** When its containers were first asked to end; 0 before. */
  terminatingSince: number
  readonly containers: Record<string, ContainerRecord>
}

export interface ContainerRecord {
  phase: 'waiting' | 'running' | 'terminated'
  /** Of the waiting state. */
  reason: string
  message: string
  /** Starts so far; names the container ID. */
  run: number
  startedAt: number
  finishedAt: number
  exitCode: number
  /** Why it ended: `Completed`, `Error`. */
  exitReason: string
  /** The end before this run, for `lastState`; run 0 when there is none. */
  last: { run: number; startedAt: number; finishedAt: number; exitCode: number; exitReason: string }
  backOffMs: number
  /** When the back-off was last raised. */
  backOffSetAt: number
  pullDelayMs: number
  /** Not before this is the image pulled again; 0 when it may be. */
  pullAgainAt: number
  /** Not before this is it created again after a reference was missing; 0 when it may be. */
  createAgainAt: number
  /** Being stopped: since when; 0 when not. */
  stoppingSince: number
  killAt: number
  /** A probe ended this run: the new one is measured by the end before it. */
  restartedByProbe: boolean
  /** Position among the behaviours; -1: neutral. */
  behaviour: number
  ports: number[]
  /** It declares no port and is taken to listen on what it is asked for. */
  listensAnywhere: boolean
  /** Times of this run; Infinity: never. */
  listensAt: number
  readyAt: number
  hangsAt: number
  silentAt: number
  readonly probes: Partial<Record<ProbeType, ProbeWorker>>
}

export function newContainerRecord(): ContainerRecord {
  return {
    phase: 'waiting',
    reason: '',
    message: '',
    run: 0,
    startedAt: 0,
    finishedAt: 0,
    exitCode: 0,
    exitReason: '',
    last: { run: 0, startedAt: 0, finishedAt: 0, exitCode: 0, exitReason: '' },
    backOffMs: 0,
    backOffSetAt: 0,
    pullDelayMs: 0,
    pullAgainAt: 0,
    createAgainAt: 0,
    stoppingSince: 0,
    killAt: 0,
    restartedByProbe: false,
    behaviour: -1,
    ports: [],
    listensAnywhere: false,
    listensAt: Infinity,
    readyAt: Infinity,
    hangsAt: Infinity,
    silentAt: Infinity,
    probes: {},
  }
}

export function containerOf(record: PodRecord, name: string): ContainerRecord {
  const found = record.containers[name]
  if (found === undefined) throw new RangeError(`pod ${record.name} has no container ${name}`)
  return found
}

/** Plans a sync of a pod, unless an earlier one is planned. */
export function planSync(world: KubeletWorld, record: PodRecord, delayMs: number): void {
  const due = world.now() + delayMs
  if (record.syncAt !== 0 && record.syncAt <= due) return
  record.syncAt = due
  world.plan(delayMs, 'sync', record.uid)
}

/** What the kubelet hears of its runtime only with its next relist. */
export function planRelist(world: KubeletWorld, record: PodRecord): void {
  planSync(world, record, world.latency('kubelet-relist'))
}

/** Plans the end of the operation that the pod's worker now begins; it does one at a time. */
export function beginOperation(world: KubeletWorld, record: PodRecord, delayMs: number, what: string): void {
  record.operation = ++record.operations
  world.plan(delayMs, 'operation', `${record.uid} ${record.operation} ${what}`)
}

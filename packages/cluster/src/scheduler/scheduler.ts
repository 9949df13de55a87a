import { isStatus, type KubeObject } from '@seaworthy/kube'
import type { Actor, World } from '../actor.ts'
import { isTerminal } from '../controllers/pod-state.ts'
import { recordEvent } from '../controllers/recorded-event.ts'
import { podSpec } from '../pod.ts'
import { type Change, storeKey } from '../store/store.ts'
import { missingClaim } from './claims.ts'
import { filtersFor } from './filters.ts'
import { unschedulableMessage } from './message.ts'
import type { Incoming, NodeView, Refusal } from './node-view.ts'
import { forget, place, viewNodes } from './placement.ts'
import { refuse } from './refuse.ts'
import { podRequests } from './resources.ts'
import { scoreNodes } from './scores.ts'
import type { SchedulerState } from './state.ts'

type SchedulerWorld = World<SchedulerState>

/** A pod that found no node waits 1 s, doubled with each attempt, at most 10 s (`DefaultPodInitialBackoffDuration`). */
const FIRST_BACKOFF_MS = 1_000
const LONGEST_BACKOFF_MS = 10_000

/** The default scheduler: one pod in a cycle, filters, scores, ties drawn. Preemption is not modelled. */
export function scheduler(): Actor<SchedulerState> {
  return {
    name: 'scheduler',
    watches: ['Pod', 'Node', 'PersistentVolumeClaim'],
    wants: altersScheduling,
    initial: () => ({
      active: new Map(),
      unschedulable: new Map(),
      attempts: new Map(),
      cyclePlanned: false,
      nodes: new Map(),
      placed: new Map(),
    }),
    observe(world, changes) {
      for (const change of changes) {
        if (change.kind === 'Pod') observePod(world, change)
        else moveAll(world)
      }
    },
    act(world, kind, key) {
      if (kind === 'cycle') cycle(world)
      else if (kind === 'back-off-over') activate(world, key)
    },
  }
}

/** What a status says of a pod that has not ended changes nothing here. */
function altersScheduling({ kind, type, object, previous }: Change): boolean {
  if (kind !== 'Pod' || type !== 'MODIFIED' || previous === undefined) return true
  return (
    object.spec !== previous.spec ||
    object.metadata.labels !== previous.metadata.labels ||
    object.metadata.deletionTimestamp !== previous.metadata.deletionTimestamp ||
    isTerminal(object) !== isTerminal(previous)
  )
}

function observePod(world: SchedulerWorld, change: Change): void {
  const pod = change.object
  const key = storeKey(pod.metadata.namespace, pod.metadata.name)
  if (change.type === 'DELETED' || isTerminal(pod)) {
    forgetPod(world, key)
    if (forget(world.state, pod)) moveAll(world)
    return
  }
  const { nodeName = '', schedulerName = 'default-scheduler', schedulingGates = [] } = podSpec(pod)
  if (nodeName !== '') {
    forgetPod(world, key)
    // A pod that another one wishes to be near may have come, or its labels changed.
    if (place(world.state, pod, nodeName) || pod.metadata.labels !== change.previous?.metadata.labels)
      moveAll(world)
    return
  }
  if (schedulerName !== 'default-scheduler' || schedulingGates.length > 0) return
  if (pod.metadata.deletionTimestamp !== undefined) {
    forgetPod(world, key)
  } else if (change.type === 'ADDED') {
    enqueue(world, key, podSpec(pod).priority ?? 0)
  } else if (pod.spec !== change.previous?.spec || pod.metadata.labels !== change.previous?.metadata.labels) {
    if (world.state.unschedulable.has(key)) move(world, key)
    else enqueue(world, key, podSpec(pod).priority ?? 0)
  }
}

function forgetPod({ state }: SchedulerWorld, key: string): void {
  state.active.delete(key)
  state.unschedulable.delete(key)
  state.attempts.delete(key)
}

function enqueue(world: SchedulerWorld, key: string, priority: number): void {
  if (!world.state.active.has(key)) world.state.active.set(key, { priority, since: world.now() })
  planCycle(world)
}

function planCycle(world: SchedulerWorld): void {
  if (world.state.cyclePlanned || world.state.active.size === 0) return
  world.state.cyclePlanned = true
  world.plan(world.latency('scheduler-cycle'), 'cycle', '')
}

/** Something changed that may make room: pods without a node are tried again when their back-off is over. */
function moveAll(world: SchedulerWorld): void {
  for (const key of world.state.unschedulable.keys()) move(world, key)
}

function move(world: SchedulerWorld, key: string): void {
  const waiting = world.state.unschedulable.get(key)
  if (waiting === undefined || waiting.isMoving) return
  world.state.unschedulable.set(key, { ...waiting, isMoving: true })
  world.plan(Math.max(0, waiting.backOffUntil - world.now()), 'back-off-over', key)
}

function activate(world: SchedulerWorld, key: string): void {
  const waiting = world.state.unschedulable.get(key)
  if (waiting === undefined || !waiting.isMoving || waiting.backOffUntil > world.now()) return
  world.state.unschedulable.delete(key)
  const pod = podAt(world, key)
  if (pod !== undefined) enqueue(world, key, podSpec(pod).priority ?? 0)
}

function podAt(world: SchedulerWorld, key: string): KubeObject | undefined {
  const [namespace = '', name = ''] = key.split('/')
  return world.store.get('Pod', namespace, name)
}

function cycle(world: SchedulerWorld): void {
  world.state.cyclePlanned = false
  const key = nextKey(world.state)
  if (key === undefined) return
  world.state.active.delete(key)
  const pod = podAt(world, key)
  const hasNode = (pod?.spec?.nodeName ?? '') !== ''
  if (pod !== undefined && !hasNode && pod.metadata.deletionTimestamp === undefined) schedule(world, key, pod)
  planCycle(world)
}

/** Higher priority first, then the one that waits longest. */
function nextKey(state: SchedulerState): string | undefined {
  let best: string | undefined
  let bestEntry = { priority: -Infinity, since: Infinity }
  for (const [key, entry] of state.active) {
    const isBetter =
      entry.priority > bestEntry.priority ||
      (entry.priority === bestEntry.priority && entry.since < bestEntry.since)
    if (!isBetter) continue
    best = key
    bestEntry = entry
  }
  return best
}

function schedule(world: SchedulerWorld, key: string, pod: KubeObject): void {
  const nodes = viewNodes(world)
  const incoming: Incoming = { pod, requests: podRequests(podSpec(pod)), nodes, world }
  const missing = missingClaim(world, pod)
  if (missing !== undefined) {
    giveUp(world, key, pod, `0/${nodes.length} nodes are available: ${missing}. not found`)
    return
  }
  const { fitting, refusals } = filterNodes(incoming)
  if (fitting.length === 0) {
    warnOfPreemption(incoming)
    giveUp(world, key, pod, unschedulableMessage(refusals))
    return
  }
  const { name } = choose(incoming, fitting).node.metadata
  try {
    world.api.bind(pod, name)
  } catch (error) {
    // Gone or changed meanwhile; its own event brings it back.
    if (isStatus(error, 'NotFound') || isStatus(error, 'Conflict')) return
    throw error
  }
  place(world.state, pod, name)
  world.state.attempts.delete(key)
  const { namespace, name: podName } = pod.metadata
  recordEvent(world, pod, 'Normal', 'Scheduled', `Successfully assigned ${namespace}/${podName} to ${name}`)
}

function filterNodes(incoming: Incoming): { fitting: NodeView[]; refusals: Refusal[] } {
  const filters = filtersFor(incoming)
  const fitting: NodeView[] = []
  const refusals: Refusal[] = []
  for (const view of incoming.nodes) {
    let refused: Refusal | undefined
    for (const filter of filters) {
      refused = filter(incoming, view)
      if (refused !== undefined) break
    }
    if (refused === undefined) fitting.push(view)
    else refusals.push(refused)
  }
  return { fitting, refusals }
}

function choose(incoming: Incoming, fitting: readonly NodeView[]): NodeView {
  if (fitting.length === 1) return fitting[0] as NodeView
  const scores = scoreNodes(incoming, fitting)
  const best = Math.max(...scores)
  return incoming.world.random('tie').pick(fitting.filter((_, at) => scores[at] === best))
}

function giveUp(world: SchedulerWorld, key: string, pod: KubeObject, message: string): void {
  const attempts = (world.state.attempts.get(key) ?? 0) + 1
  world.state.attempts.set(key, attempts)
  const backOff = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempts - 1))
  world.state.unschedulable.set(key, { backOffUntil: world.now() + backOff, isMoving: false })
  recordEvent(world, pod, 'Warning', 'FailedScheduling', message)
  refuse(world, pod, message)
}

/** Pods of lower priority would be put out by a real scheduler. */
function warnOfPreemption({ pod, nodes, world }: Incoming): void {
  const priority = podSpec(pod).priority ?? 0
  const hasVictim = nodes.some((view) => view.pods.some((each) => (podSpec(each).priority ?? 0) < priority))
  if (!hasVictim) return
  world.unknown({
    code: 'scheduler:preemption',
    message: `${pod.metadata.name} has no node and a higher priority than pods that run: preemption is not modelled`,
  })
}

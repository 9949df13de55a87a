import type { Json, KubeObject } from '@seaworthy/kube'
import type { Actor, World } from '../actor.ts'
import { keyOf, splitKey } from '../controllers/key.ts'
import { controllerOf } from '../controllers/owner.ts'
import { podSpec } from '../pod.ts'
import { matchesNodeAffinity } from '../scheduler/node-affinity.ts'

/**
 * Annotations of a pod that say what its containers would do, because nothing runs them: durations such as `1s`, `500ms`,
 * `never`, and the exit code.
 */
export const KWOK_READY_AFTER = 'kwok.seaworthy.dev/ready-after'
export const KWOK_ENDS_AFTER = 'kwok.seaworthy.dev/ends-after'
export const KWOK_EXIT_CODE = 'kwok.seaworthy.dev/exit-code'
export const KWOK_STOPS_AFTER = 'kwok.seaworthy.dev/stops-after'

export interface KwokOptions {
  /** For pods without an annotation. Milliseconds; 0 unless told. */
  readonly readyAfterMs?: number
  /** Puts pods on nodes too, the emptiest first, where no scheduler runs. True unless told. */
  readonly binds?: boolean
}

export interface KwokState {
  /** What is planned next for a pod, by uid, so that it is planned once. */
  readonly stages: Map<string, string>
  readonly podsOnNode: Map<string, number>
  addresses: number
}

/**
 * Plays every kubelet as KWOK does: pods become ready, end and go when their annotations say, whatever their images, mounts
 * and probes are. For comparing controllers with a real control plane that has KWOK nodes too.
 */
export function kwokKubelet(options: KwokOptions = {}): Actor<KwokState> {
  return {
    name: 'kwok',
    watches: ['Pod'],
    initial: () => ({ stages: new Map(), podsOnNode: new Map(), addresses: 0 }),
    observe(world, changes) {
      for (const { object, type } of changes) {
        if (type === 'DELETED') forget(world, object)
        else planNext(world, object, options)
      }
    },
    act(world, stage, key) {
      const { namespace, name } = splitKey(key)
      const pod = world.store.get('Pod', namespace, name)
      if (pod === undefined || world.state.stages.get(pod.metadata.uid ?? '') !== stage) return
      world.state.stages.delete(pod.metadata.uid ?? '')
      if (stage === 'bind') bind(world, pod)
      else if (stage === 'ready') run(world, pod)
      else if (stage === 'end') end(world, pod)
      else world.api.finish(pod)
    },
  }
}

function planNext(world: World<KwokState>, pod: KubeObject, options: KwokOptions): void {
  const next = nextStage(pod, options)
  const uid = pod.metadata.uid ?? ''
  if (next === undefined || world.state.stages.get(uid) === next.stage) return
  world.state.stages.set(uid, next.stage)
  world.plan(
    next.afterMs + world.latency(next.stage === 'bind' ? 'scheduler-cycle' : 'api-request'),
    next.stage,
    keyOf(pod),
  )
}

function nextStage(
  pod: KubeObject,
  options: KwokOptions,
): { readonly stage: string; readonly afterMs: number } | undefined {
  const { annotations = {}, deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata
  const phase = pod.status?.phase ?? 'Pending'
  if (pod.spec.nodeName === undefined) {
    const isHeld = (pod.spec.schedulingGates ?? []).length > 0 || deletionTimestamp !== undefined
    return isHeld || options.binds === false ? undefined : { stage: 'bind', afterMs: 0 }
  }
  if (deletionTimestamp !== undefined) {
    if (deletionGracePeriodSeconds === 0 || annotations[KWOK_STOPS_AFTER] === 'never') return undefined
    return { stage: 'delete', afterMs: duration(annotations[KWOK_STOPS_AFTER]) ?? 0 }
  }
  if (phase === 'Pending') {
    const readyAfter = annotations[KWOK_READY_AFTER]
    if (readyAfter === 'never') return { stage: 'ready', afterMs: 0 }
    return { stage: 'ready', afterMs: duration(readyAfter) ?? options.readyAfterMs ?? 0 }
  }
  if (phase !== 'Running') return undefined
  const endsAfter = annotations[KWOK_ENDS_AFTER] ?? (controllerOf(pod)?.kind === 'Job' ? '0s' : 'never')
  return endsAfter === 'never' ? undefined : { stage: 'end', afterMs: duration(endsAfter) ?? 0 }
}

function bind(world: World<KwokState>, pod: KubeObject): void {
  const { podsOnNode } = world.state
  const fitting = [...world.store.list('Node')].filter((node) => matchesNodeAffinity(podSpec(pod), node))
  const nodes = fitting.map((node) => node.metadata.name)
  const emptiest = nodes.toSorted((a, b) => (podsOnNode.get(a) ?? 0) - (podsOnNode.get(b) ?? 0))[0] ?? 'kwok'
  podsOnNode.set(emptiest, (podsOnNode.get(emptiest) ?? 0) + 1)
  const bound = world.api.update({ ...pod, spec: { ...pod.spec, nodeName: emptiest } })
  world.api.updateStatus(bound, {
    ...bound.status,
    phase: 'Pending',
    conditions: [condition(world, 'PodScheduled')],
  })
}

function run(world: World<KwokState>, pod: KubeObject): void {
  const isReady = pod.metadata.annotations?.[KWOK_READY_AFTER] !== 'never'
  const now = world.timestamp()
  const podIP = address(world)
  world.api.updateStatus(pod, {
    ...pod.status,
    phase: 'Running',
    startTime: now,
    podIP,
    podIPs: [{ ip: podIP }],
    conditions: [
      ...(pod.status?.conditions ?? []),
      condition(world, 'Initialized'),
      condition(world, 'Ready', isReady),
      condition(world, 'ContainersReady', isReady),
    ],
    containerStatuses: pod.spec.containers.map(({ name, image }: Json) => ({
      name,
      image,
      ready: isReady,
      restartCount: 0,
      state: { running: { startedAt: now } },
    })),
  })
}

function end(world: World<KwokState>, pod: KubeObject): void {
  const exitCode = Number(pod.metadata.annotations?.[KWOK_EXIT_CODE] ?? 0)
  const finishedAt = world.timestamp()
  const startedAt = pod.status?.startTime
  const reason = exitCode === 0 ? 'Completed' : 'Error'
  world.api.updateStatus(pod, {
    ...pod.status,
    phase: exitCode === 0 ? 'Succeeded' : 'Failed',
    containerStatuses: (pod.status?.containerStatuses ?? []).map((status: Json) => ({
      ...status,
      ready: false,
      state: { terminated: { exitCode, reason, startedAt, finishedAt } },
    })),
  })
}

function forget(world: World<KwokState>, pod: KubeObject): void {
  const { stages, podsOnNode } = world.state
  stages.delete(pod.metadata.uid ?? '')
  const node: string | undefined = pod.spec.nodeName
  if (node !== undefined) podsOnNode.set(node, Math.max(0, (podsOnNode.get(node) ?? 0) - 1))
}

function condition(world: World<KwokState>, type: string, isTrue = true): Json {
  return { type, status: isTrue ? 'True' : 'False', lastTransitionTime: world.timestamp() }
}

function address(world: World<KwokState>): string {
  const number = ++world.state.addresses
  return `10.244.${Math.floor(number / 250)}.${(number % 250) + 1}`
}

/** Milliseconds of `1s`, `500ms`, `2m`; undefined when nothing is said. */
function duration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text)
  if (match === null)
    throw new RangeError(`${JSON.stringify(text)} is not a duration such as 500ms, 1s or 2m`)
  return Number(match[1]) * { ms: 1, s: 1000, m: 60_000 }[match[2] as 'ms' | 's' | 'm']
}

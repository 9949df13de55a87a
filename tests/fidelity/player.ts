import {
  isStatus,
  type Json,
  type KubeObject,
  kubeClient,
  type ObjectRef,
  type Operation,
  refOf,
  StatusError,
  type Watch,
} from '@seaworthy/kube'
import { Observed } from './observed.ts'
import type { PodId, Recording, Scenario, Step } from './scenario.ts'

const KINDS = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'Job'],
  ['v1', 'Pod'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['discovery.k8s.io/v1', 'EndpointSlice'],
] as const

const LONGEST_SETTLE_MS = 60_000
/** Quiet times granted to a controller whose status does not tell of the present yet; then its silence is the fact. */
const LAGGING_TURNS = 5

/**
 * Plays a scenario in its namespace, which must exist and be empty. Runs over any driver of operations.
 *
 * @param patienceMs how much longer than the scenario says it must be quiet: a real machine has other work too
 */
export function* play(scenario: Scenario, patienceMs = 0): Operation<Recording> {
  const namespace = scenario.name
  const watch = yield* kubeClient.watch(
    ...KINDS.map(([apiVersion, kind]) => ({ apiVersion, kind, namespace })),
  )
  const player = new Player(scenario, watch, patienceMs)
  for (const step of scenario.steps) yield* player.take(step)
  yield* watch.stop()
  return player.recording()
}

class Player {
  private readonly scenario: Scenario
  private readonly watch: Watch
  private readonly quietMs: number
  private readonly observed = new Observed()
  private readonly settled: Json[] = []
  private readonly outcomes: string[] = []
  private readonly seconds: Record<string, number> = {}
  /** Uids of the pods that the story made ready, in that order. */
  private readonly touched: string[] = []

  constructor(scenario: Scenario, watch: Watch, patienceMs: number) {
    this.scenario = scenario
    this.watch = watch
    this.quietMs = (scenario.quietMs ?? 800) + patienceMs
  }

  recording(): Recording {
    const ignored = new Set(this.scenario.ignores ?? [])
    const streams = Object.entries(this.observed.streams()).filter(([name]) => !ignored.has(name))
    return {
      scenario: this.scenario.name,
      settled: this.settled,
      streams: Object.fromEntries(streams),
      outcomes: this.outcomes,
      seconds: this.seconds,
    }
  }

  *take(step: Step): Operation<void> {
    switch (step.do) {
      case 'create':
        yield* kubeClient.create(step.object)
        return
      case 'change':
        yield* change(step.ref, step.merge)
        return
      case 'change-pod':
        yield* change(refOf(this.pod(step.pod)), step.merge)
        return
      case 'delete':
        yield* kubeClient.delete(step.ref, step.options)
        return
      case 'delete-pod':
        yield* kubeClient.delete(refOf(this.pod(step.pod)))
        return
      case 'evict':
        yield* this.evict(this.pod(step.pod), step.pod)
        return
      case 'unready':
        yield* setReady(this.pod(step.pod), false)
        return
      case 'sleep':
        yield* kubeClient.sleep(step.ms)
        return
      case 'settle':
        yield* this.settle()
        return
      case 'play':
        yield* this.playOn(step.atMost ?? 200)
        return
      case 'await':
        yield* this.awaitCondition(step)
    }
  }

  private pod(id: PodId): KubeObject {
    const uid = this.touched[Number(id.slice(1)) - 1]
    const pod = this.observed.pods().find((each) => each.metadata.uid === uid)
    if (pod === undefined) throw new Error(`${this.scenario.name}: there is no pod ${id} any more`)
    return pod
  }

  private *settle(): Operation<void> {
    const latest = (yield* kubeClient.now()) + LONGEST_SETTLE_MS
    let quietTurns = 0
    for (;;) {
      const now = yield* kubeClient.now()
      if (now > latest) throw new Error(`${this.scenario.name} did not settle`)
      const events = yield* this.watch.next(now + this.quietMs)
      if (events.length > 0) quietTurns = 0
      else if (this.observed.isCaughtUp() || ++quietTurns > LAGGING_TURNS) break
      this.observed.add(events)
    }
    const state = this.observed.snapshot()
    if (this.scenario.tracksPods === true) state.pods.here = this.touchedHere()
    if (JSON.stringify(state) !== JSON.stringify(this.settled.at(-1))) this.settled.push(state)
  }

  private touchedHere(): readonly string[] {
    const here = this.observed.pods().filter((pod) => pod.metadata.deletionTimestamp === undefined)
    const uids = new Set(here.map((pod) => pod.metadata.uid))
    return this.touched.flatMap((uid, at) => (uids.has(uid) ? [`p${at + 1}`] : []))
  }

  private *playOn(atMost: number): Operation<void> {
    yield* this.settle()
    for (let turn = 0; turn < atMost; turn++) {
      const waiting = this.observed.pods().find(isHeldUnready)
      const leaving = this.observed.pods().find(isHeldTerminating)
      if (waiting !== undefined) {
        this.touched.push(waiting.metadata.uid ?? '')
        yield* setReady(waiting, true)
      } else if (leaving === undefined) return
      else yield* kubeClient.delete(refOf(leaving), { gracePeriodSeconds: 0 })
      yield* this.settle()
    }
  }

  private *evict(pod: KubeObject, id: PodId): Operation<void> {
    try {
      yield* kubeClient.evict(refOf(pod))
      this.outcomes.push(`evict ${id}: accepted`)
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      const causes = error.causes.map((cause) => `; ${cause.reason}: ${cause.message}`).join('')
      const retry = error.retryAfterSeconds === undefined ? '' : `; retry after ${error.retryAfterSeconds} s`
      this.outcomes.push(`evict ${id}: ${error.code} ${error.message}${causes}${retry}`)
    }
  }

  private *awaitCondition(step: Extract<Step, { do: 'await' }>): Operation<void> {
    const start = yield* kubeClient.now()
    for (;;) {
      const object = this.observed.find(step.ref)
      const conditions: readonly Json[] = object?.status?.conditions ?? []
      if (conditions.some(({ type, status }) => type === step.condition && status === step.status)) break
      const now = yield* kubeClient.now()
      if (now > start + step.atMostMs) throw new Error(`${this.scenario.name}: no ${step.condition} came`)
      this.observed.add(yield* this.watch.next(now + 500))
    }
    if (step.timed !== true) return
    const tookMs = (yield* kubeClient.now()) - start
    this.seconds[`${step.ref.kind}/${step.ref.name} ${step.condition}`] = Math.round(tookMs / 1000)
  }
}

function isHeld(pod: KubeObject): boolean {
  return pod.metadata.annotations?.['kwok.seaworthy.dev/ready-after'] === 'never'
}

function isReady(pod: KubeObject): boolean {
  return (pod.status?.conditions ?? []).some((each: Json) => each.type === 'Ready' && each.status === 'True')
}

function isHeldUnready(pod: KubeObject): boolean {
  const { deletionTimestamp, annotations } = pod.metadata
  const isStuck = annotations?.['story.seaworthy.dev/stuck'] === 'true'
  return (
    isHeld(pod) &&
    !isStuck &&
    deletionTimestamp === undefined &&
    pod.status?.phase === 'Running' &&
    !isReady(pod)
  )
}

function isHeldTerminating(pod: KubeObject): boolean {
  const { annotations, deletionTimestamp } = pod.metadata
  return annotations?.['kwok.seaworthy.dev/stops-after'] === 'never' && deletionTimestamp !== undefined
}

function* setReady(pod: KubeObject, ready: boolean): Operation<void> {
  yield* retried(function* () {
    const stored = yield* kubeClient.get(refOf(pod))
    const lastTransitionTime = timestamp(yield* kubeClient.now())
    const status = ready ? 'True' : 'False'
    const conditions = (stored.status.conditions as readonly Json[]).map((each) =>
      each.type === 'Ready' || each.type === 'ContainersReady'
        ? { ...each, status, lastTransitionTime }
        : each,
    )
    const containerStatuses = stored.status.containerStatuses?.map((each: Json) => ({ ...each, ready }))
    const next = { ...stored, status: { ...stored.status, conditions, containerStatuses } }
    yield* kubeClient.update(next, { subresource: 'status' })
  })
}

function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

function* change(ref: ObjectRef, merge: Json): Operation<void> {
  yield* retried(function* () {
    const stored = yield* kubeClient.get(ref)
    yield* kubeClient.update(mergeInto(stored, merge))
  })
}

/** Somebody else may have written between the read and the write. */
function* retried(attempt: () => Operation<void>): Operation<void> {
  for (let left = 10; ; left--) {
    try {
      yield* attempt()
      return
    } catch (error) {
      if (left === 0 || !isStatus(error, 'Conflict')) throw error
    }
  }
}

function mergeInto(target: Json, merge: Json): Json {
  if (typeof merge !== 'object' || merge === null || Array.isArray(merge)) return merge
  const result: Record<string, unknown> = typeof target === 'object' && target !== null ? { ...target } : {}
  for (const [key, value] of Object.entries(merge)) {
    if (value === null) delete result[key]
    else result[key] = mergeInto(result[key], value)
  }
  return result
}

import {
  type KubeClient,
  type KubeObject,
  type ListScope,
  type ObjectRef,
  isStatus,
  type Operation,
  jobCompletion,
  podCompletion,
  readiness,
} from '@seaworthy/kube'
import { ReleaseFailure, type ReleasePhase } from './release-failure.ts'

/**
 * What `--wait` means in Helm 4 (`pkg/kube/{statuswait,ready}.go`): `watcher` follows the kstatus rules for every object and
 * ends at the first that failed, `legacy` asks Helm 3's readiness rules every two seconds and cannot fail before its time,
 * `hookOnly` (no flag) waits for hooks alone.
 */
export type WaitStrategy = 'watcher' | 'hookOnly' | 'legacy'

export interface WaitOptions {
  readonly phase: ReleasePhase
  /** On the clock of `client.now()`. */
  readonly untilMs: number
  readonly failFast: boolean
}

/** How one awaited object stands. */
export interface Standing {
  readonly status: 'Current' | 'InProgress' | 'Failed' | 'Terminating' | 'NotFound' | 'Unknown'
  readonly message: string
}

/** The rule by which objects are judged; hooks and ordinary objects have different ones. */
export type Judge = (object: KubeObject, nowMs: number) => Standing

/**
 * Waits until every object is as its judge wants it.
 * @throws ReleaseFailure when time is up, or at once when one failed and `failFast`, in Helm's words
 */
export function* waitUntilReady(
  client: KubeClient,
  refs: readonly ObjectRef[],
  judge: Judge,
  options: WaitOptions,
): Operation<void> {
  if (refs.length === 0) return
  const watch = yield* client.watch(...scopesOf(refs))
  try {
    const standings = yield* readAll(client, refs, judge)
    for (;;) {
      const open = [...standings].filter(([, standing]) => standing.status !== 'Current')
      if (open.length === 0) return
      const failed = open.filter(([, standing]) => standing.status === 'Failed')
      if (options.failFast && failed.length > 0) throw notReady(failed, refs, options.phase)
      const now = yield* client.now()
      if (now >= options.untilMs) throw notReady(open, refs, options.phase, 'context deadline exceeded')
      for (const event of yield* watch.next(options.untilMs)) {
        const id = refId(event.object, event.object.metadata)
        if (!standings.has(id)) continue
        standings.set(id, event.type === 'DELETED' ? notFound : judge(event.object, yield* client.now()))
        // What has been seen complete is done, even when the next event says that it is gone already.
        if (isDone(standings)) return
      }
    }
  } finally {
    yield* watch.stop()
  }
}

function isDone(standings: ReadonlyMap<string, Standing>): boolean {
  for (const { status } of standings.values()) if (status !== 'Current') return false
  return true
}

/** Waits until an object is gone. @throws ReleaseFailure when time is up */
export function* waitUntilGone(client: KubeClient, ref: ObjectRef, options: WaitOptions): Operation<void> {
  const watch = yield* client.watch(...scopesOf([ref]))
  try {
    for (;;) {
      if ((yield* find(client, ref)) === undefined) return
      const now = yield* client.now()
      if (now >= options.untilMs) {
        throw new ReleaseFailure(
          options.phase,
          `resource ${describe(ref)} still exists\ncontext deadline exceeded`,
          [ref],
        )
      }
      yield* watch.next(options.untilMs)
    }
  } finally {
    yield* watch.stop()
  }
}

/** An object, or undefined when the server has none of that name. */
export function* find(client: KubeClient, ref: ObjectRef): Operation<KubeObject | undefined> {
  try {
    return yield* client.get(ref)
  } catch (error) {
    if (isStatus(error, 'NotFound')) return undefined
    throw error
  }
}

/** kstatus; a paused Deployment is not waited for, nor a Job unless asked (`statuswait.go`). */
export function readyJudge(waitForJobs: boolean): Judge {
  return (object, nowMs) => {
    if (object.kind === 'Deployment' && object.spec?.paused === true) return current
    if (object.kind === 'Job' && !waitForJobs) return current
    return readiness(object, nowMs)
  }
}

/** Jobs must complete and Pods succeed; any other hook is done once it exists (`internal/statusreaders`). */
export const hookJudge: Judge = (object) => {
  if (object.kind === 'Job') return jobCompletion(object)
  if (object.kind === 'Pod') return podCompletion(object)
  return current
}

const current: Standing = { status: 'Current', message: 'Resource is current' }
const notFound: Standing = { status: 'NotFound', message: 'Resource not found' }

function* readAll(
  client: KubeClient,
  refs: readonly ObjectRef[],
  judge: Judge,
): Operation<Map<string, Standing>> {
  const standings = new Map<string, Standing>()
  for (const ref of refs) {
    const object = yield* find(client, ref)
    standings.set(refId(ref, ref), object === undefined ? notFound : judge(object, yield* client.now()))
  }
  return standings
}

function notReady(
  open: readonly (readonly [string, Standing])[],
  refs: readonly ObjectRef[],
  phase: ReleasePhase,
  last?: string,
): ReleaseFailure {
  const ids = new Set(open.map(([id]) => id))
  const lines = open.map(
    ([id, { status, message }]) => `resource ${id} not ready. status: ${status}, message: ${message}`,
  )
  if (last !== undefined) lines.push(last)
  return new ReleaseFailure(
    phase,
    lines.join('\n'),
    refs.filter((ref) => ids.has(refId(ref, ref))),
  )
}

function scopesOf(refs: readonly ObjectRef[]): ListScope[] {
  const scopes = new Map<string, ListScope>()
  for (const { apiVersion, kind, namespace } of refs) {
    const scope: ListScope = namespace === undefined ? { apiVersion, kind } : { apiVersion, kind, namespace }
    scopes.set(`${apiVersion} ${kind} ${namespace ?? ''}`, scope)
  }
  return [...scopes.values()]
}

function refId(type: { kind: string }, meta: { name: string; namespace?: string }): string {
  return meta.namespace === undefined
    ? `${type.kind}/${meta.name}`
    : `${type.kind}/${meta.namespace}/${meta.name}`
}

function describe(ref: ObjectRef): string {
  return refId(ref, ref)
}

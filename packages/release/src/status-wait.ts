import {
  type KubeClient,
  type KubeObject,
  type ListScope,
  type ObjectRef,
  type Operation,
  jobCompletion,
  podCompletion,
  readiness,
} from '@seaworthy/kube'
import { find } from './find.ts'
import { ReleaseFailure, type ReleasePhase } from './release-failure.ts'

export interface WaitOptions {
  readonly phase: ReleasePhase
  /** On the clock of `client.now()`. */
  readonly untilMs: number
}

/** How one awaited object stands. */
export interface Standing {
  readonly status: 'Current' | 'InProgress' | 'Failed' | 'Terminating' | 'NotFound' | 'Unknown'
  readonly message: string
}

/** The rule by which objects are judged; hooks and ordinary objects have different ones. */
export type Judge = (object: KubeObject, nowMs: number) => Standing

/**
 * Waits until every object is as its judge wants it (`pkg/kube/statuswait.go`). One that failed stays failed, but the others
 * are waited for: only when none of them is open any more does the wait end.
 * @throws ReleaseFailure when time is up, or when all are done and some failed, in Helm's words
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
    while (!isDone(standings)) {
      const now = yield* client.now()
      if (now >= options.untilMs) throw notReady(standings, refs, options.phase, 'context deadline exceeded')
      for (const event of yield* watch.next(options.untilMs)) {
        const id = refId(event.object, event.object.metadata)
        if (!standings.has(id)) continue
        standings.set(id, event.type === 'DELETED' ? notFound : judge(event.object, yield* client.now()))
        // What has been seen complete is done, even when the next event says that it is gone already.
        if (isDone(standings)) break
      }
    }
    if (hasFailed(standings)) throw notReady(standings, refs, options.phase)
  } finally {
    yield* watch.stop()
  }
}

function isDone(standings: ReadonlyMap<string, Standing>): boolean {
  for (const { status } of standings.values()) if (status !== 'Current' && status !== 'Failed') return false
  return true
}

function hasFailed(standings: ReadonlyMap<string, Standing>): boolean {
  for (const { status } of standings.values()) if (status === 'Failed') return true
  return false
}

/** Waits until an object is gone. @throws ReleaseFailure when time is up */
export function* waitUntilGone(client: KubeClient, ref: ObjectRef, options: WaitOptions): Operation<void> {
  const watch = yield* client.watch(...scopesOf([ref]))
  try {
    for (;;) {
      const object = yield* find(client, ref)
      if (object === undefined) return
      const now = yield* client.now()
      if (now >= options.untilMs) {
        const { status, message } = readiness(object, now)
        const text = `resource ${refId(ref, ref)} still exists. status: ${status}, message: ${message}`
        throw new ReleaseFailure(options.phase, `${text}\ncontext deadline exceeded`, [ref])
      }
      yield* watch.next(options.untilMs)
    }
  } finally {
    yield* watch.stop()
  }
}

/** kstatus, for which a Job that runs is current; with `--wait-for-jobs` it must complete. A paused Deployment is not waited for. */
export function readyJudge(waitForJobs: boolean): Judge {
  return (object, nowMs) => {
    if (object.kind === 'Deployment' && object.spec?.paused === true) return current
    if (object.kind === 'Job' && waitForJobs) return jobCompletion(object)
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
  standings: ReadonlyMap<string, Standing>,
  refs: readonly ObjectRef[],
  phase: ReleasePhase,
  last?: string,
): ReleaseFailure {
  const open = [...standings].filter(([, { status }]) => status !== 'Current')
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

/** As Helm writes it; of an object without namespace that part is empty. */
function refId(
  type: { kind: string },
  { name, namespace = '' }: { name: string; namespace?: string },
): string {
  return `${type.kind}/${namespace}/${name}`
}

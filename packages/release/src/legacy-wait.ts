import {
  findCondition,
  isConditionTrue,
  type KubeClient,
  type KubeObject,
  type ObjectRef,
  type Operation,
  refOf,
  StatusError,
} from '@seaworthy/kube'
import { find } from './find.ts'
import { HopelessJob, isReadyAsInHelm3 } from './legacy-readiness.ts'
import { ReleaseFailure } from './release-failure.ts'
import type { WaitOptions } from './status-wait.ts'

const POLL_MS = 2_000
/** How often in a row an error about one object is borne. */
const RETRIES = 30

/**
 * Asks Helm 3's readiness rules about each object in turn, every two seconds, until all agree (`pkg/kube/wait.go`). The first
 * that is not ready ends a round, and nobody is told later which one it was.
 * @throws ReleaseFailure `context deadline exceeded`, or the error that was met once too often
 */
export function* pollUntilReady(
  client: KubeClient,
  objects: readonly KubeObject[],
  waitForJobs: boolean,
  options: WaitOptions,
): Operation<void> {
  const errors = new Map<KubeObject, number>()
  yield* poll(client, options, objects.map(refOf), function* round() {
    for (const object of objects) {
      try {
        if (!(yield* isReadyAsInHelm3(client, object, waitForJobs))) return false
      } catch (error) {
        const message = messageOf(error)
        const count = (errors.get(object) ?? 0) + 1
        if (!isRetryable(error) || count > RETRIES)
          throw new ReleaseFailure(options.phase, message, [refOf(object)])
        errors.set(object, count)
        return false
      }
      errors.delete(object)
    }
    return true
  })
}

/** @throws ReleaseFailure `context deadline exceeded` */
export function* pollUntilGone(client: KubeClient, ref: ObjectRef, options: WaitOptions): Operation<void> {
  yield* poll(client, options, [ref], function* round() {
    return (yield* find(client, ref)) === undefined
  })
}

function* poll(
  client: KubeClient,
  { phase, untilMs }: WaitOptions,
  refs: readonly ObjectRef[],
  isOver: () => Operation<boolean>,
): Operation<void> {
  for (;;) {
    if (yield* isOver()) return
    const left = untilMs - (yield* client.now())
    yield* client.sleep(Math.max(0, Math.min(POLL_MS, left)))
    if (left <= POLL_MS) throw new ReleaseFailure(phase, 'context deadline exceeded', refs)
  }
}

/** Follows a Job until it has completed or failed, and a Pod likewise; one that is deleted meanwhile counts as done. */
export function* watchHook(client: KubeClient, hook: KubeObject, options: WaitOptions): Operation<void> {
  if (hook.kind !== 'Job' && hook.kind !== 'Pod') return
  const ref = refOf(hook)
  const { apiVersion, kind, namespace, name } = ref
  const scope = { apiVersion, kind, fieldSelector: `metadata.name=${name}` }
  const watch = yield* client.watch(namespace === undefined ? scope : { ...scope, namespace })
  try {
    const first = yield* find(client, ref)
    if (first === undefined || isOver(first, options)) return
    for (;;) {
      if ((yield* client.now()) >= options.untilMs)
        throw new ReleaseFailure(options.phase, 'timed out waiting for the condition', [ref])
      for (const { type, object } of yield* watch.next(options.untilMs)) {
        if (type === 'DELETED' || isOver(object, options)) return
      }
    }
  } finally {
    yield* watch.stop()
  }
}

function isOver(hook: KubeObject, { phase }: WaitOptions): boolean {
  const { name } = hook.metadata
  const failed = (message: string) => new ReleaseFailure(phase, message, [refOf(hook)])
  if (hook.kind === 'Pod') {
    if (hook.status?.phase === 'Failed') throw failed(`pod ${name} failed`)
    return hook.status?.phase === 'Succeeded'
  }
  if (isConditionTrue(hook.status?.conditions, 'Complete')) return true
  if (!isConditionTrue(hook.status?.conditions, 'Failed')) return false
  throw failed(`job ${name} failed: ${findCondition(hook.status?.conditions, 'Failed')?.reason ?? ''}`)
}

/** Too many requests and errors of the server; and, by an oversight in Helm, a Job that has failed for good. */
function isRetryable(error: unknown): boolean {
  if (!(error instanceof StatusError)) return true
  return error.code === 429 || (error.code >= 500 && error.code !== 501)
}

function messageOf(error: unknown): string {
  if (error instanceof StatusError || error instanceof HopelessJob) return error.message
  throw error
}

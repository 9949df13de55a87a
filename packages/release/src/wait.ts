import { type KubeClient, type KubeObject, type ObjectRef, type Operation, refOf } from '@seaworthy/kube'
import { pollUntilGone, pollUntilReady, watchHook } from './legacy-wait.ts'
import type { ReleasePhase } from './release-failure.ts'
import { hookJudge, readyJudge, waitUntilGone, waitUntilReady } from './status-wait.ts'

/**
 * What `--wait` means in Helm 4 (`pkg/kube/{statuswait,wait}.go`): `watcher` follows the kstatus rules for every object,
 * `legacy` asks Helm 3's readiness rules every two seconds, `hookOnly` (no flag) waits for hooks alone, and not even until
 * one that it deletes is gone.
 */
export type WaitStrategy = 'watcher' | 'hookOnly' | 'legacy'

/** The three waits of an operation. Each has the whole time-out for itself; each throws `ReleaseFailure` in Helm's words. */
export interface Waiter {
  ready(objects: readonly KubeObject[], waitForJobs: boolean): Operation<void>
  /** A Job has completed, a Pod succeeded; any other hook is done once it exists. */
  hookDone(hook: KubeObject): Operation<void>
  gone(ref: ObjectRef): Operation<void>
}

/** What `--timeout 0` means: this long, and with `legacy` no end. */
const TIMEOUT_OF_ZERO_MS = 30_000
const NO_END_MS = 10 * 365 * 86_400_000

export function waiterFor(
  client: KubeClient,
  strategy: WaitStrategy,
  phase: ReleasePhase,
  timeoutMs: number,
): Waiter {
  if (strategy === 'legacy') return legacyWaiter(client, phase, timeoutMs === 0 ? NO_END_MS : timeoutMs)
  return statusWaiter(client, strategy, phase, timeoutMs === 0 ? TIMEOUT_OF_ZERO_MS : timeoutMs)
}

function statusWaiter(
  client: KubeClient,
  strategy: WaitStrategy,
  phase: ReleasePhase,
  timeoutMs: number,
): Waiter {
  return {
    *ready(objects, waitForJobs) {
      if (strategy === 'hookOnly') return
      const untilMs = (yield* client.now()) + timeoutMs
      yield* waitUntilReady(client, objects.map(refOf), readyJudge(waitForJobs), { phase, untilMs })
    },
    *hookDone(hook) {
      const untilMs = (yield* client.now()) + timeoutMs
      yield* waitUntilReady(client, [refOf(hook)], hookJudge, { phase, untilMs })
    },
    *gone(ref) {
      if (strategy === 'hookOnly') return
      const untilMs = (yield* client.now()) + timeoutMs
      yield* waitUntilGone(client, ref, { phase, untilMs })
    },
  }
}

function legacyWaiter(client: KubeClient, phase: ReleasePhase, timeoutMs: number): Waiter {
  return {
    *ready(objects, waitForJobs) {
      const untilMs = (yield* client.now()) + timeoutMs
      yield* pollUntilReady(client, objects, waitForJobs, { phase, untilMs })
    },
    *hookDone(hook) {
      const untilMs = (yield* client.now()) + timeoutMs
      yield* watchHook(client, hook, { phase, untilMs })
    },
    *gone(ref) {
      const untilMs = (yield* client.now()) + timeoutMs
      yield* pollUntilGone(client, ref, { phase, untilMs })
    },
  }
}

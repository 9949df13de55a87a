import { type KubeClient, type KubeObject, type Operation, refOf } from '@seaworthy/kube'
import { DEFAULT_TIMEOUT_MS, type OperationOptions } from './actions/operation-options.ts'
import { readyJudge, waitUntilReady } from './wait.ts'

/** The wait between objects and post hooks, as the strategy says. */
export function* waitForObjects(
  client: KubeClient,
  objects: readonly KubeObject[],
  options: OperationOptions,
): Operation<void> {
  if (options.wait === 'hookOnly') return
  options.report?.({ kind: 'waiting', count: objects.length })
  const untilMs = (yield* client.now()) + (options.timeoutMs ?? DEFAULT_TIMEOUT_MS)
  yield* waitUntilReady(client, objects.map(refOf), readyJudge(options.waitForJobs ?? false), {
    phase: 'wait',
    untilMs,
    failFast: options.wait === 'watcher',
  })
}

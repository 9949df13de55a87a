import { drainNode, uncordon } from '@seaworthy/cluster'
import { kubeClient, type Operation } from '@seaworthy/kube'
import { available } from '../properties/available.ts'
import { converges } from '../properties/converges.ts'
import { drainsEnd } from '../properties/drains-end.ts'
import type { OperationEnd } from '../outcome.ts'
import type { Scenario } from '../scenario.ts'

/** As long as a patient administrator waits for one Node. */
const PATIENCE_MS = 600_000

/** Every Node in turn is drained as `kubectl drain` does it, and made schedulable again before the next. */
export const drain: Scenario = {
  name: 'drain',
  title: 'drain of every node in turn',
  from: 'installed',
  releasesNothing: true,
  properties: () => [drainsEnd, available, converges],
  prepare: () => ({ by: 'kubectl', rendered: undefined, operation: drainAll }),
}

function* drainAll(): Operation<OperationEnd> {
  const { items } = yield* kubeClient.list({ apiVersion: 'v1', kind: 'Node' })
  let stuck: string | undefined
  for (const { metadata } of items) {
    const result = yield* drainNode(kubeClient, metadata.name, { timeoutMs: PATIENCE_MS })
    if (!result.done) stuck ??= `${metadata.name}: ${result.left.join('; ')}`
    yield* uncordon(kubeClient, metadata.name)
  }
  return stuck === undefined ? { kind: 'drained' } : { kind: 'drained', stuck }
}

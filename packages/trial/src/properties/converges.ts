import { kindKey } from '@seaworthy/cluster'
import { readiness } from '@seaworthy/kube'
import type { Property } from '../property.ts'

const workloads = new Set(['Deployment', 'StatefulSet', 'DaemonSet'])

/** When all is settled, every workload of the release is what it was asked to be. */
export const converges: Property = {
  name: 'converges',
  demands: 'when all is settled, every workload is ready',
  begin: ({ cluster, rendered, previous, subject, startMs }) => ({
    finish(outcome) {
      // That it ended badly is said by `ends`; what follows from it is not a second violation.
      if (outcome.kind === 'stalled' || (outcome.kind === 'released' && outcome.status === 'failed'))
        return undefined
      for (const { object } of (rendered ?? previous)?.objects ?? []) {
        if (!workloads.has(object.kind)) continue
        const { name, namespace = subject.namespace } = object.metadata
        const live = cluster.store.get(kindKey(object.apiVersion, object.kind), namespace, name)
        const standing = live === undefined ? undefined : readiness(live, outcome.settledMs)
        if (standing?.status === 'Current') continue
        return {
          property: 'converges',
          atMs: outcome.settledMs - startMs,
          message: `${object.kind}/${name} is not ready in the end`,
          cause: standing?.message ?? 'it was never created',
        }
      }
      return undefined
    },
  }),
}

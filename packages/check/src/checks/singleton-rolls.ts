import { type Check, finding } from '../check.ts'
import { leastReplicas, rolloutUnavailable } from '../graph/replicas.ts'
import { singletonsOf } from '../graph/singletons.ts'
import { isIntOrPercent, type KubeObject, scaledValue } from '@seaworthy/kube'

const code = 'SNG001'
const slug = 'singleton-rolls'

/** A workload that must run once, and rolls: during every upgrade two run, because the new pod starts before the old one stops. */
export const singletonRolls: Check = {
  code,
  slug,
  *run(graph) {
    for (const { object, because } of singletonsOf(graph.release)) {
      const rendered = graph.release.objects.find((each) => each.object === object)
      if (rendered === undefined) continue
      const replicas = leastReplicas(graph, object)
      if (replicas !== undefined && replicas > 1) {
        yield finding({ code, slug }, rendered, {
          path: ['spec', 'replicas'],
          message: `${replicas} of this workload run, and two must never`,
          cause: `it must run once: ${because}`,
          effect: 'what it does is done several times over',
          fix: 'set replicas: 1 in the template, and no autoscaler',
        })
        continue
      }
      if (object.kind !== 'Deployment' || !rolls(object)) continue
      yield finding({ code, slug }, rendered, {
        path: ['spec', 'strategy'],
        message: 'this workload must run once, and a rollout runs two of it',
        cause: `${because}; its strategy is RollingUpdate${object.spec?.strategy === undefined ? ', the default' : ''}, which starts the new pod before the old one stops`,
        effect: 'during every upgrade what it does is done twice',
        fix: 'set strategy.type: Recreate',
      })
    }
  },
}

/** Whether a rollout starts the new pod first: a surge, or an old pod that is not waited for. */
function rolls({ spec, ...object }: KubeObject): boolean {
  if (spec?.strategy?.type === 'Recreate') return false
  const surge: unknown = spec?.strategy?.rollingUpdate?.maxSurge ?? '25%'
  const starts = isIntOrPercent(surge) ? scaledValue(surge, 1, 'up') : 1
  // Without a surge the old pod is asked to stop first, yet nobody waits until it has.
  return starts > 0 || rolloutUnavailable({ spec, ...object }, 1) !== undefined
}

import { isIntOrPercent, scaledValue } from '@seaworthy/kube'
import { type Check, finding, nameOf } from '../check.ts'
import { leastReplicas, rolloutUnavailable } from '../graph/replicas.ts'
import { budgets, coveredBy, totalReplicas } from './budget-forbids-every-eviction.ts'

const code = 'AVL006'
const slug = 'rounding-takes-all'

/**
 * Several replicas, and a bound on how many may be away at once that comes to all of them: in a rollout, or in a drain,
 * where budgets round percentages up.
 */
export const roundingTakesAll: Check = {
  code,
  slug,
  *run(graph) {
    for (const { rendered } of graph.workloads) {
      const { object } = rendered
      if (object.kind !== 'Deployment' || object.spec?.strategy?.type === 'Recreate') continue
      const replicas = leastReplicas(graph, object)
      const away = replicas === undefined ? undefined : rolloutUnavailable(object, replicas)
      if (replicas === undefined || away === undefined || replicas < 2 || away < replicas) continue
      const value = object.spec?.strategy?.rollingUpdate?.maxUnavailable
      yield finding({ code, slug }, rendered, {
        path: ['spec', 'strategy', 'rollingUpdate', 'maxUnavailable'],
        message: `a rollout may take down all ${replicas} pods at once`,
        cause: `maxUnavailable ${value} of ${replicas} replicas is ${away}`,
        effect: 'every upgrade may be an outage until the new pods are ready',
        fix: 'set maxUnavailable: 0 with maxSurge: 1, or a number below the replicas',
      })
    }
    for (const budget of budgets(graph)) {
      const value: unknown = budget.object.spec?.maxUnavailable
      const covered = coveredBy(graph, budget)
      const total = totalReplicas(graph, covered)
      if (!isIntOrPercent(value) || total === undefined || total < 2) continue
      const away = scaledValue(value, total, 'up')
      if (away < total) continue
      yield finding({ code, slug }, budget, {
        path: ['spec', 'maxUnavailable'],
        message: `this budget lets all ${total} pods go at once`,
        cause: `maxUnavailable ${value} of ${total} is ${away}, because budgets round up; the pods are of ${covered.map((each) => nameOf(each.rendered)).join(' and ')}`,
        effect: 'draining two nodes at the same time may be an outage, and the budget does not prevent it',
        fix: 'set maxUnavailable: 1',
      })
    }
  },
}

import type { RenderedObject } from '@seaworthy/helm'
import { isIntOrPercent, labelSelectorMatch, scaledValue } from '@seaworthy/kube'
import { type Check, finding, nameOf, unjudged } from '../check.ts'
import type { PodMaker, ReleaseGraph } from '../graph/release-graph.ts'
import { leastReplicas } from '../graph/replicas.ts'

const code = 'PDB002'
const slug = 'budget-forbids-every-eviction'
const counted = new Set(['Deployment', 'StatefulSet', 'ReplicaSet'])

/** A disruption budget that allows no eviction even when every pod is well: a drain of their nodes never ends. */
export const budgetForbidsEveryEviction: Check = {
  code,
  slug,
  *run(graph) {
    for (const budget of budgets(graph)) {
      const covered = coveredBy(graph, budget)
      if (covered.length === 0) continue
      const total = totalReplicas(graph, covered)
      if (total === undefined) {
        yield unjudged(
          { code },
          budget,
          `how many pods ${covered.map(({ rendered }) => nameOf(rendered)).join(', ')} has cannot be seen`,
        )
        continue
      }
      const said = forbidding(budget, total)
      if (total === 0 || said === undefined) continue
      yield finding({ code, slug }, budget, {
        path: ['spec', said.field],
        message: `this budget never allows an eviction`,
        cause: `${said.why}, and ${covered.map(({ rendered }) => nameOf(rendered)).join(' and ')} has ${total} ${total === 1 ? 'pod' : 'pods'}`,
        effect: 'kubectl drain, and with it every node upgrade, waits for ever',
        fix:
          total === 1
            ? 'make the budget only for two replicas or more, or set maxUnavailable: 1'
            : 'set maxUnavailable: 1 instead',
      })
    }
  },
}

/** PodDisruptionBudgets among the ordinary objects. */
export function budgets(graph: ReleaseGraph): RenderedObject[] {
  return graph.release.objects.filter(
    ({ object }) => object.kind === 'PodDisruptionBudget' && object.apiVersion.startsWith('policy/'),
  )
}

/** The workloads whose pods a budget covers. */
export function coveredBy(graph: ReleaseGraph, budget: RenderedObject): PodMaker[] {
  const selector = budget.object.spec?.selector
  if (typeof selector !== 'object' || selector === null) return []
  const match = labelSelectorMatch(selector)
  const namespace = graph.namespaceOf(budget)
  return graph.workloads.filter(
    (each) => each.namespace === namespace && match(each.template.metadata.labels ?? {}),
  )
}

/** The pods of several workloads at the least; undefined where a count cannot be seen. */
export function totalReplicas(graph: ReleaseGraph, workloads: readonly PodMaker[]): number | undefined {
  let total = 0
  for (const { rendered } of workloads) {
    const count = counted.has(rendered.object.kind) ? leastReplicas(graph, rendered.object) : undefined
    if (count === undefined) return undefined
    total += count
  }
  return total
}

/** Percentages of a budget round up, whichever of the two fields they are in (disruption.go). */
function forbidding(budget: RenderedObject, total: number): { field: string; why: string } | undefined {
  const { minAvailable, maxUnavailable } = budget.object.spec ?? {}
  if (isIntOrPercent(maxUnavailable)) {
    const allowed = scaledValue(maxUnavailable, total, 'up')
    return allowed === 0 ? { field: 'maxUnavailable', why: `maxUnavailable is ${maxUnavailable}` } : undefined
  }
  if (!isIntOrPercent(minAvailable)) return undefined
  const needed = scaledValue(minAvailable, total, 'up')
  const rounded =
    typeof minAvailable === 'string' ? `, which is ${needed} of ${total} because budgets round up` : ''
  return needed >= total
    ? { field: 'minAvailable', why: `minAvailable is ${minAvailable}${rounded}` }
    : undefined
}

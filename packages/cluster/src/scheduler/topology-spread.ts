import { type KubeObject, type LabelMatch, labelSelectorMatch } from '@seaworthy/kube'
import { podSpec, type SpreadConstraint, type Taint } from '../pod.ts'
import { matchesNodeAffinity } from './node-affinity.ts'
import type { Filter, Incoming } from './node-view.ts'
import { untolerated } from './taints.ts'

const UNEVEN = "node(s) didn't match pod topology spread constraints"

/**
 * Constraints with `DoNotSchedule` (pkg/scheduler/framework/plugins/podtopologyspread/filtering.go). Terminating pods
 * do not count, tainted nodes do, as empty domains, unless the constraint honours taints.
 */
export function topologySpreadFilter(incoming: Incoming): Filter {
  const all = podSpec(incoming.pod).topologySpreadConstraints ?? []
  const constraints = all.filter((each) => each.whenUnsatisfiable === 'DoNotSchedule')
  const counted = constraints.map((each) => countDomains(incoming, each, constraints))
  return (_incoming, { node }) => {
    for (const { constraint, counts, selfMatches } of counted) {
      const domain = node.metadata.labels?.[constraint.topologyKey]
      if (domain === undefined) return { reasons: [`${UNEVEN} (missing required label)`], final: true }
      const fewest = counts.size < (constraint.minDomains ?? 1) ? 0 : Math.min(...counts.values())
      const skew = (counts.get(domain) ?? 0) + (selfMatches ? 1 : 0) - fewest
      if (skew > constraint.maxSkew) return { reasons: [UNEVEN], final: false }
    }
    return undefined
  }
}

interface Counted {
  readonly constraint: SpreadConstraint
  /** Pods by domain; a domain without any counts nought. */
  readonly counts: ReadonlyMap<string, number>
  readonly selfMatches: boolean
}

function countDomains(
  incoming: Incoming,
  constraint: SpreadConstraint,
  all: readonly SpreadConstraint[],
): Counted {
  const { pod, nodes } = incoming
  const matches = spreadMatch(pod, constraint)
  const counts = new Map<string, number>()
  for (const { node, pods } of nodes) {
    const labels = node.metadata.labels ?? {}
    if (!all.every((each) => labels[each.topologyKey] !== undefined)) continue
    if (!isEligible(pod, node, constraint)) continue
    const domain = labels[constraint.topologyKey] ?? ''
    const found = pods.filter((each) => isCounted(each, pod, matches)).length
    counts.set(domain, (counts.get(domain) ?? 0) + found)
  }
  return { constraint, counts, selfMatches: matches(pod.metadata.labels) }
}

function isCounted(each: KubeObject, pod: KubeObject, matches: LabelMatch): boolean {
  const { namespace, deletionTimestamp, labels } = each.metadata
  return namespace === pod.metadata.namespace && deletionTimestamp === undefined && matches(labels)
}

function isEligible(pod: KubeObject, node: KubeObject, constraint: SpreadConstraint): boolean {
  const spec = podSpec(pod)
  if ((constraint.nodeAffinityPolicy ?? 'Honor') === 'Honor' && !matchesNodeAffinity(spec, node)) return false
  if ((constraint.nodeTaintsPolicy ?? 'Ignore') === 'Ignore') return true
  return untolerated(node.spec?.taints as readonly Taint[] | undefined, spec.tolerations ?? []) === undefined
}

/** The constraint's selector, narrowed to the pod's own values of `matchLabelKeys`. */
export function spreadMatch(pod: KubeObject, constraint: SpreadConstraint): LabelMatch {
  const selector = labelSelectorMatch(constraint.labelSelector)
  const own = pod.metadata.labels ?? {}
  const keys = (constraint.matchLabelKeys ?? []).filter((key) => own[key] !== undefined)
  if (keys.length === 0) return selector
  return (labels) => selector(labels) && keys.every((key) => labels?.[key] === own[key])
}

import type { KubeObject } from '@seaworthy/kube'
import { podSpec, type SpreadConstraint, type Taint } from '../pod.ts'
import { matchesTerm } from './node-affinity.ts'
import type { Incoming, NodeView } from './node-view.ts'
import { termMatch } from './pod-affinity.ts'
import { tolerates } from './taints.ts'
import { spreadMatch } from './topology-spread.ts'

/**
 * How good each node is, in the order given: the default plugins with their weights (apis/config/v1/default_plugins.go).
 * Simplified: resources count as requested (no allowance for containers without requests), a domain's size does not
 * weigh in spreading, and ImageLocality (weight 1) is left out.
 */
export function scoreNodes(incoming: Incoming, views: readonly NodeView[]): readonly number[] {
  const parts: readonly { weight: number; scores: readonly number[] }[] = [
    { weight: 3, scores: fewestFirst(views.map((view) => intolerable(incoming, view))) },
    { weight: 2, scores: mostFirst(views.map((view) => preferredNode(incoming, view))) },
    { weight: 2, scores: spreading(incoming, views) },
    { weight: 2, scores: mostFirst(views.map((view) => preferredPods(incoming, view))) },
    { weight: 1, scores: views.map((view) => leastAllocated(incoming, view)) },
    { weight: 1, scores: views.map((view) => balanced(incoming, view)) },
  ]
  return views.map((_, at) => parts.reduce((sum, { weight, scores }) => sum + weight * (scores[at] ?? 0), 0))
}

function mostFirst(raw: readonly number[]): readonly number[] {
  const [low, high] = [Math.min(...raw), Math.max(...raw)]
  if (high === low) return raw.map(() => 0)
  return raw.map((each) => Math.floor((100 * (each - low)) / (high - low)))
}

function fewestFirst(raw: readonly number[]): readonly number[] {
  const high = Math.max(...raw)
  return raw.map((each) => (high === 0 ? 100 : 100 - Math.floor((100 * each) / high)))
}

function intolerable({ pod }: Incoming, { node }: NodeView): number {
  const taints = (node.spec?.taints ?? []) as readonly Taint[]
  const tolerations = podSpec(pod).tolerations ?? []
  return taints.filter((taint) => taint.effect === 'PreferNoSchedule' && !tolerates(tolerations, taint))
    .length
}

function preferredNode({ pod }: Incoming, { node }: NodeView): number {
  const terms = podSpec(pod).affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
  return terms.reduce((sum, { weight, preference }) => sum + (matchesTerm(preference, node) ? weight : 0), 0)
}

/** Preferred affinity for pods counts up, preferred anti-affinity down, for each pod in the node's domain. */
function preferredPods(incoming: Incoming, view: NodeView): number {
  const { podAffinity, podAntiAffinity } = podSpec(incoming.pod).affinity ?? {}
  let score = 0
  for (const [affinity, sign] of [
    [podAffinity, 1],
    [podAntiAffinity, -1],
  ] as const) {
    for (const { weight, podAffinityTerm } of affinity?.preferredDuringSchedulingIgnoredDuringExecution ??
      []) {
      const matches = termMatch(incoming, incoming.pod, podAffinityTerm)
      score += sign * weight * inDomain(incoming, view, podAffinityTerm.topologyKey, matches)
    }
  }
  return score
}

const HOST = 'kubernetes.io/hostname'
const ZONE = 'topology.kubernetes.io/zone'

/**
 * Constraints with `ScheduleAnyway`; without any constraint, the cluster's own: spread the pods of one controller over
 * hosts and zones.
 */
function spreading(incoming: Incoming, views: readonly NodeView[]): readonly number[] {
  const { pod } = incoming
  const constraints = podSpec(pod).topologySpreadConstraints ?? []
  const soft = constraints.filter((each) => each.whenUnsatisfiable === 'ScheduleAnyway')
  const counted = views.map((view) => {
    if (constraints.length > 0)
      return soft.reduce((sum, each) => sum + constraintCount(incoming, view, each), 0)
    const owner = controllerOf(pod)
    if (owner === undefined) return 0
    const isSibling = (other: KubeObject) => controllerOf(other) === owner
    return inDomain(incoming, view, HOST, isSibling) + inDomain(incoming, view, ZONE, isSibling)
  })
  return fewestFirst(counted)
}

function constraintCount(incoming: Incoming, view: NodeView, constraint: SpreadConstraint): number {
  const matches = spreadMatch(incoming.pod, constraint)
  return inDomain(
    incoming,
    view,
    constraint.topologyKey,
    ({ metadata }) => metadata.namespace === incoming.pod.metadata.namespace && matches(metadata.labels),
  )
}

/** Pods that match, on all nodes with the same value of a label as this one. */
function inDomain(
  { nodes }: Incoming,
  { node }: NodeView,
  key: string,
  matches: (pod: KubeObject) => boolean,
): number {
  const domain = node.metadata.labels?.[key]
  if (domain === undefined) return 0
  let count = 0
  for (const other of nodes) {
    if (other.node.metadata.labels?.[key] === domain) count += other.pods.filter(isCounted).length
  }
  return count

  function isCounted(pod: KubeObject): boolean {
    return pod.metadata.deletionTimestamp === undefined && matches(pod)
  }
}

function controllerOf(pod: KubeObject): string | undefined {
  return pod.metadata.ownerReferences?.find((owner) => owner.controller === true)?.uid
}

function leastAllocated(incoming: Incoming, view: NodeView): number {
  const [cpu, memory] = fractions(incoming, view)
  return Math.floor((100 * (1 - cpu) + 100 * (1 - memory)) / 2)
}

/** The nearer the shares of CPU and memory in use are, the better. */
function balanced(incoming: Incoming, view: NodeView): number {
  const [cpu, memory] = fractions(incoming, view)
  return Math.floor(100 * (1 - Math.abs(cpu - memory) / 2))
}

function fractions({ requests }: Incoming, { used, allocatable }: NodeView): [cpu: number, memory: number] {
  const share = (name: string) => {
    const whole = allocatable[name] ?? 0
    return whole === 0 ? 1 : Math.min(1, ((used[name] ?? 0) + (requests[name] ?? 0)) / whole)
  }
  return [share('cpu'), share('memory')]
}

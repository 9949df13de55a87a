import { podSpec, type PortSpec, type Taint } from '../pod.ts'
import { matchesNodeAffinity } from './node-affinity.ts'
import type { Filter, Incoming, NodeView, Refusal } from './node-view.ts'
import { podAffinityFilter } from './pod-affinity.ts'
import { topologySpreadFilter } from './topology-spread.ts'
import { tolerates, untolerated } from './taints.ts'

/** The first of the filters that refuses a node gives the reason, in the order of the default profile. */
export function filtersFor(incoming: Incoming): readonly Filter[] {
  return [
    unschedulable,
    nodeName,
    taints,
    nodeAffinity,
    hostPorts,
    resources,
    topologySpreadFilter(incoming),
    podAffinityFilter(incoming),
  ]
}

function unschedulable({ pod }: Incoming, { node }: NodeView): Refusal | undefined {
  if (node.spec?.unschedulable !== true) return undefined
  const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }
  if (tolerates(podSpec(pod).tolerations ?? [], taint)) return undefined
  return { reasons: ['node(s) were unschedulable'], final: true }
}

function nodeName({ pod }: Incoming, { node }: NodeView): Refusal | undefined {
  const wanted = podSpec(pod).nodeName ?? ''
  if (wanted === '' || wanted === node.metadata.name) return undefined
  return { reasons: ["node(s) didn't match the requested node name"], final: true }
}

function taints({ pod }: Incoming, { node }: NodeView): Refusal | undefined {
  const kept = untolerated(node.spec?.taints as readonly Taint[] | undefined, podSpec(pod).tolerations ?? [])
  return kept === undefined ? undefined : { reasons: ['node(s) had untolerated taint(s)'], final: true }
}

function nodeAffinity({ pod }: Incoming, { node }: NodeView): Refusal | undefined {
  if (matchesNodeAffinity(podSpec(pod), node)) return undefined
  return { reasons: ["node(s) didn't match Pod's node affinity/selector"], final: true }
}

function hostPorts({ pod }: Incoming, { pods }: NodeView): Refusal | undefined {
  const wanted = hostPortsOf(pod)
  if (wanted.length === 0) return undefined
  const taken = pods.flatMap(hostPortsOf)
  if (!wanted.some((port) => taken.some((other) => clashes(port, other)))) return undefined
  return { reasons: ["node(s) didn't have free ports for the requested pod ports"], final: false }
}

function hostPortsOf(pod: Incoming['pod']): readonly PortSpec[] {
  const { containers, initContainers = [] } = podSpec(pod)
  return [...containers, ...initContainers]
    .flatMap((container) => container.ports ?? [])
    .filter((port) => (port.hostPort ?? 0) > 0)
}

function clashes(a: PortSpec, b: PortSpec): boolean {
  if (a.hostPort !== b.hostPort || (a.protocol ?? 'TCP') !== (b.protocol ?? 'TCP')) return false
  const [one, other] = [a.hostIP ?? '0.0.0.0', b.hostIP ?? '0.0.0.0']
  return one === other || one === '0.0.0.0' || other === '0.0.0.0'
}

/** Requests against what is left (`fitsRequest`); what exceeds the whole node no preemption can make room for. */
function resources({ requests }: Incoming, { allocatable, used, pods }: NodeView): Refusal | undefined {
  const reasons: string[] = []
  let final = false
  if (pods.length + 1 > (allocatable.pods ?? 110)) reasons.push('Too many pods')
  for (const [name, amount] of Object.entries(requests)) {
    const whole = allocatable[name] ?? 0
    if (amount === 0 || amount <= whole - (used[name] ?? 0)) continue
    reasons.push(`Insufficient ${name}`)
    if (amount > whole) final = true
  }
  return reasons.length === 0 ? undefined : { reasons, final }
}

import type { KubeObject } from '@seaworthy/kube'
import type { World } from '../actor.ts'
import { podSpec } from '../pod.ts'
import { storeKey } from '../store/store.ts'
import type { NodeView } from './node-view.ts'
import { add, type Amounts, amountsOf, podRequests } from './resources.ts'
import type { NodeUse, SchedulerState } from './state.ts'

const allocatables = new WeakMap<object, Amounts>()

/** Counts a pod on a node, unless it is counted already. */
export function place(state: SchedulerState, pod: KubeObject, node: string): boolean {
  const { uid = '', namespace, name } = pod.metadata
  if (state.placed.has(uid)) return false
  const requests = podRequests(podSpec(pod))
  state.placed.set(uid, { node, key: storeKey(namespace, name), requests })
  const use = useOf(state, node)
  use.pods.add(uid)
  add(use.used, requests)
  return true
}

/** A pod that is gone or has ended takes nothing any more. */
export function forget(state: SchedulerState, pod: KubeObject): boolean {
  const uid = pod.metadata.uid ?? ''
  const placed = state.placed.get(uid)
  if (placed === undefined) return false
  state.placed.delete(uid)
  const use = useOf(state, placed.node)
  use.pods.delete(uid)
  for (const [name, amount] of Object.entries(placed.requests))
    use.used[name] = (use.used[name] ?? 0) - amount
  return true
}

function useOf(state: SchedulerState, node: string): NodeUse {
  const known = state.nodes.get(node)
  if (known !== undefined) return known
  const fresh: NodeUse = { used: {}, pods: new Set() }
  state.nodes.set(node, fresh)
  return fresh
}

export function viewNodes(world: World<SchedulerState>): readonly NodeView[] {
  const views: NodeView[] = []
  for (const node of world.store.list('Node')) {
    const use = useOf(world.state, node.metadata.name)
    views.push({ node, allocatable: allocatableOf(node), used: use.used, pods: podsOn(world, use) })
  }
  return views
}

function podsOn(world: World<SchedulerState>, use: NodeUse): readonly KubeObject[] {
  const pods: KubeObject[] = []
  for (const uid of use.pods) {
    const pod = world.store.at('Pod', world.state.placed.get(uid)?.key ?? '')
    if (pod?.metadata.uid === uid) pods.push(pod)
  }
  return pods
}

/** Parsed once per status, which is a value. */
function allocatableOf(node: KubeObject): Amounts {
  const written = (node.status?.allocatable ?? node.status?.capacity ?? {}) as Record<string, string>
  let amounts = allocatables.get(written)
  if (amounts === undefined) {
    amounts = amountsOf(written)
    allocatables.set(written, amounts)
  }
  return amounts
}

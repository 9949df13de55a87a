import { type Condition, type KubeObject, setCondition } from '@seaworthy/kube'
import type { World } from '../actor.ts'

/** Gives a pod its node, as the binding subresource does. */
export function bind(world: World<unknown>, pod: KubeObject, node: string): void {
  const bound = world.api.update({ ...pod, spec: { ...pod.spec, nodeName: node } })
  setScheduled(world, bound, { type: 'PodScheduled', status: 'True', lastProbeTime: null })
}

/** Says why a pod has no node. */
export function refuse(world: World<unknown>, pod: KubeObject, message: string): void {
  setScheduled(world, pod, {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime: null,
    reason: 'Unschedulable',
    message,
  })
}

function setScheduled(world: World<unknown>, pod: KubeObject, condition: Condition): void {
  const before = pod.status?.conditions as readonly Condition[] | undefined
  const generation = pod.metadata.generation
  const said = generation === undefined ? condition : { ...condition, observedGeneration: generation }
  const conditions = setCondition(before, said, world.timestamp())
  world.api.updateStatus(pod, { ...pod.status, phase: pod.status?.phase ?? 'Pending', conditions })
}

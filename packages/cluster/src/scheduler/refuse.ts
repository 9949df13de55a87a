import { type Condition, type KubeObject, setCondition } from '@seaworthy/kube'
import type { World } from '../actor.ts'

/** Says why a pod has no node. */
export function refuse(world: World<unknown>, pod: KubeObject, message: string): void {
  const generation = pod.metadata.generation
  const condition: Condition = {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime: null,
    ...(generation !== undefined && { observedGeneration: generation }),
    reason: 'Unschedulable',
    message,
  }
  const conditions = setCondition(pod.status?.conditions, condition, world.timestamp())
  world.api.updateStatus(pod, { ...pod.status, phase: pod.status?.phase ?? 'Pending', conditions })
}

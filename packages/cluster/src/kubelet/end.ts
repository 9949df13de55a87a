import type { KubeObject } from '@seaworthy/kube'
import type { ContainerSpec } from '../pod.ts'
import { containerOf, type KubeletWorld, planRelist, type PodRecord } from './state.ts'

/** A run of a container is over; the kubelet hears of it with its next relist. */
export function endContainer(
  world: KubeletWorld,
  record: PodRecord,
  pod: KubeObject,
  spec: ContainerSpec,
  code: number,
): void {
  const container = containerOf(record, spec.name)
  container.phase = 'terminated'
  container.exitCode = code
  container.exitReason = code === 0 ? 'Completed' : 'Error'
  container.finishedAt = world.now()
  container.listensAt = container.readyAt = container.hangsAt = container.silentAt = Infinity
  world.note({
    kind: 'exit',
    object: pod,
    message: `container ${spec.name} ended with status ${code}`,
    facts: { container: spec.name, code, asked: container.stoppingSince !== 0 },
  })
  planRelist(world, record)
}

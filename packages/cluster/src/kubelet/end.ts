import type { KubeObject } from '@seaworthy/kube'
import { type ContainerSpec, podSpec } from '../pod.ts'
import { jobOf } from './behaviour.ts'
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
  const job = jobOf(pod)
  if (code === 0 && job !== undefined && podSpec(pod).containers.some(({ name }) => name === spec.name))
    world.state.jobsDone.add(`${record.namespace}/${job} ${spec.image ?? ''}`)
  world.note({
    kind: 'exit',
    object: pod,
    message: `container ${spec.name} ended with status ${code}`,
    facts: { container: spec.name, code, asked: container.stoppingSince !== 0 },
  })
  planRelist(world, record)
}

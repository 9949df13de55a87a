import type { Change } from '@seaworthy/cluster'
import type { KubeObject } from '@seaworthy/kube'
import { hasRunningContainer } from '../pod-facts.ts'
import type { Property, Start } from '../property.ts'
import type { Violation } from '../verdict.ts'
import { rootOwner } from '../workload.ts'

/** Of a workload that must run once, two processes never run at the same time. */
export const singleton: Property = {
  name: 'singleton',
  demands: 'a workload that must run once never runs twice',
  concerns: ({ subject }) => subject.singletons.length > 0,
  begin(start) {
    const running = new Map<string, Set<string>>()
    for (const pod of start.cluster.store.list('Pod', start.subject.namespace))
      note(start, running, pod, true)
    let violation: Violation | undefined
    return {
      change(change: Change, at) {
        if (change.kind !== 'Pod') return
        const workload = note(start, running, change.object, change.type !== 'DELETED')
        const pods = workload === undefined ? undefined : running.get(workload)
        if (violation !== undefined || pods === undefined || pods.size < 2) return
        violation = {
          property: 'singleton',
          atMs: at - start.startMs,
          message: `${workload} runs ${pods.size} times at once: ${[...pods].join(', ')}`,
        }
      },
      finish: () => violation,
    }
  },
}

/** Puts a pod among the running ones of its singleton, or takes it away; gives the singleton's name. */
function note(
  start: Start,
  running: Map<string, Set<string>>,
  pod: KubeObject,
  exists: boolean,
): string | undefined {
  const { store } = start.cluster
  const { namespace } = pod.metadata
  const workload = rootOwner(pod, (kind, name) =>
    store.get(kind === 'Job' ? 'Job.batch' : `${kind}.apps`, namespace, name),
  )
  if (workload === undefined || !start.subject.singletons.includes(workload)) return undefined
  const pods = running.get(workload) ?? new Set()
  running.set(workload, pods)
  if (exists && hasRunningContainer(pod)) pods.add(pod.metadata.name)
  else pods.delete(pod.metadata.name)
  return workload
}

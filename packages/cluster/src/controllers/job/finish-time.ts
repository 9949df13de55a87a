import { findCondition, type Json, type KubeObject } from '@seaworthy/kube'
import { parseTimestamp } from '../../timestamp.ts'
import { readyCondition } from '../pod-state.ts'

/**
 * When a pod ended, in milliseconds: its last container's end, else when it stopped being ready, else when its deletion
 * began, else its creation (`getFinishedTime`, k8s.io/kubernetes pkg/controller/job/backoff_utils.go).
 */
export function finishTime(pod: KubeObject): number {
  return (
    lastContainerEnd(pod) ?? unreadySince(pod) ?? deletionStart(pod) ?? timeOf(pod.metadata.creationTimestamp)
  )
}

/** When a Job reached its end: its terminal condition's transition. Undefined while it runs. */
export function jobFinishTime(job: KubeObject): number | undefined {
  for (const type of ['Complete', 'Failed']) {
    const condition = findCondition(job.status?.conditions, type)
    if (condition?.status === 'True') return timeOf(condition.lastTransitionTime)
  }
  return undefined
}

function lastContainerEnd(pod: KubeObject): number | undefined {
  let last: number | undefined
  for (const status of countedStatuses(pod)) {
    const finishedAt: string | undefined = status.state?.terminated?.finishedAt
    if (finishedAt === undefined) return undefined
    last = Math.max(last ?? 0, parseTimestamp(finishedAt))
  }
  return last
}

/** Ordinary containers, and restartable init containers, which end after them. */
function countedStatuses(pod: KubeObject): readonly Json[] {
  const sidecars = new Set<string>()
  for (const container of pod.spec.initContainers ?? []) {
    if (container.restartPolicy === 'Always') sidecars.add(container.name)
  }
  const inits: readonly Json[] = pod.status?.initContainerStatuses ?? []
  return [...(pod.status?.containerStatuses ?? []), ...inits.filter((status) => sidecars.has(status.name))]
}

function unreadySince(pod: KubeObject): number | undefined {
  const condition = readyCondition(pod)
  if (condition?.status !== 'False' || condition.lastTransitionTime === undefined) return undefined
  return timeOf(condition.lastTransitionTime)
}

function deletionStart(pod: KubeObject): number | undefined {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata
  return deletionTimestamp === undefined
    ? undefined
    : timeOf(deletionTimestamp) - deletionGracePeriodSeconds * 1000
}

function timeOf(timestamp: string | undefined): number {
  return timestamp === undefined ? 0 : parseTimestamp(timestamp)
}

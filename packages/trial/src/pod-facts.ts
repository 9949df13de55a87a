import type { Json, KubeObject } from '@seaworthy/kube'

export type PodState = 'starting' | 'running' | 'ready' | 'stopping' | 'succeeded' | 'failed'

/** The one word for where a pod is in its life. */
export function podState(pod: KubeObject): PodState {
  // What it ends with when it is asked to stop is not its success or failure.
  if (pod.metadata.deletionTimestamp !== undefined) return 'stopping'
  const phase: unknown = pod.status?.phase
  if (phase === 'Succeeded') return 'succeeded'
  if (phase === 'Failed') return 'failed'
  if (isReady(pod)) return 'ready'
  return hasRunningContainer(pod) ? 'running' : 'starting'
}

export function isReady(pod: KubeObject): boolean {
  return conditionIs(pod, 'Ready')
}

/** A process of the pod's main containers runs, whatever is said of its readiness. */
export function hasRunningContainer(pod: KubeObject): boolean {
  const statuses: readonly Json[] = pod.status?.containerStatuses ?? []
  return statuses.some((status) => status.state?.running !== undefined)
}

/** `complete` or `failed` once a Job is over. */
export function isJobOver(job: KubeObject): 'complete' | 'failed' | undefined {
  if (conditionIs(job, 'Complete')) return 'complete'
  return conditionIs(job, 'Failed') ? 'failed' : undefined
}

function conditionIs(object: KubeObject, type: string): boolean {
  const conditions: readonly Json[] = object.status?.conditions ?? []
  return conditions.some((condition) => condition.type === type && condition.status === 'True')
}

import { type Condition, findCondition, type KubeObject } from '@seaworthy/kube'
import { parseTimestamp } from '../timestamp.ts'

/** Succeeded or Failed: its containers will never run again. */
export function isTerminal(pod: KubeObject): boolean {
  const phase = pod.status?.phase
  return phase === 'Succeeded' || phase === 'Failed'
}

/** Counts towards the replicas of its controller: neither finished nor being deleted. */
export function isActive(pod: KubeObject): boolean {
  return pod.metadata.deletionTimestamp === undefined && !isTerminal(pod)
}

/** Being deleted while its containers may still run. */
export function isTerminating(pod: KubeObject): boolean {
  return pod.metadata.deletionTimestamp !== undefined && !isTerminal(pod)
}

export function readyCondition(pod: KubeObject): Condition | undefined {
  return findCondition(pod.status?.conditions, 'Ready')
}

export function isReady(pod: KubeObject): boolean {
  return readyCondition(pod)?.status === 'True'
}

/** When a ready pod became so, in milliseconds; undefined for a pod that is not ready. */
export function readySince(pod: KubeObject): number | undefined {
  const condition = readyCondition(pod)
  if (condition?.status !== 'True' || condition.lastTransitionTime === undefined) return undefined
  return parseTimestamp(condition.lastTransitionTime)
}

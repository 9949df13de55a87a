import type { KubeObject } from '@seaworthy/kube'
import { isReady, readySince } from './pod-state.ts'

/** Whether a pod has been ready for `minReadySeconds`, counted from the Ready condition's transition time. */
export function isAvailable(pod: KubeObject, minReadySeconds: number, nowMs: number): boolean {
  if (!isReady(pod)) return false
  if (minReadySeconds === 0) return true
  const since = readySince(pod)
  return since !== undefined && since + minReadySeconds * 1000 <= nowMs
}

/** How long until the next of the ready pods becomes available by time alone; undefined when none will. */
export function msUntilAvailable(
  pods: readonly KubeObject[],
  minReadySeconds: number,
  nowMs: number,
): number | undefined {
  let soonest: number | undefined
  if (minReadySeconds === 0) return undefined
  for (const pod of pods) {
    const since = readySince(pod)
    if (since === undefined) continue
    const wait = since + minReadySeconds * 1000 - nowMs
    if (wait > 0 && (soonest === undefined || wait < soonest)) soonest = wait
  }
  return soonest
}

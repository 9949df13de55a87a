import { findCondition, type KubeObject } from '@seaworthy/kube'
import { recordEvent } from '../recorded-event.ts'
import { ensureCondition, jobCondition } from './job-condition.ts'
import { flushStatus, hasFailed, isTracked, type JobPass } from './job-pass.ts'
import { releasePod } from './job-pods.ts'

/**
 * Counts pods that have ended so that none is lost and none counted twice: their uids are written into the status, then
 * their finalizers come off, then the uids become numbers. The end is declared after the last one
 * (`trackJobStatusAndRemoveFinalizers`, k8s.io/kubernetes pkg/controller/job).
 */
export function trackPods(pass: JobPass, keepBackoff: () => void): void {
  countReleased(pass, new Set(pass.pods.filter(isTracked).map(uidOf)))
  const ended = pass.pods.filter((pod) => isTracked(pod) && mayRelease(pass, pod))
  for (const pod of ended) noteEnd(pass, pod)
  announceEnd(pass)
  flushStatus(pass)
  keepBackoff()
  for (const pod of ended) releasePod(pass.world, pod)
  const held = new Set(pass.pods.filter(isTracked).map(uidOf))
  for (const pod of ended) held.delete(uidOf(pod))
  countReleased(pass, held)
  declareEnd(pass)
  flushStatus(pass)
}

function mayRelease(pass: JobPass, pod: KubeObject): boolean {
  if (pass.job.metadata.deletionTimestamp !== undefined || pass.end !== undefined) return true
  return pod.status?.phase === 'Succeeded' || hasFailed(pod, pass.job)
}

function noteEnd(pass: JobPass, pod: KubeObject): void {
  const { status, end } = pass
  const uid = uidOf(pod)
  if (status.uncountedFailed.includes(uid) || status.uncountedSucceeded.includes(uid)) return
  if (pod.status?.phase === 'Succeeded') status.uncountedSucceeded = [...status.uncountedSucceeded, uid]
  else if (hasFailed(pod, pass.job) || (end !== undefined && end.type !== 'SuccessCriteriaMet')) {
    status.uncountedFailed = [...status.uncountedFailed, uid]
  }
}

/** Before the end itself comes its announcement, which stays in the status beside it. */
function announceEnd(pass: JobPass): void {
  const { end, status } = pass
  if (end?.type !== 'FailureTarget' && end?.type !== 'SuccessCriteriaMet') return
  if (findCondition(status.conditions, end.type) === undefined)
    status.conditions = [...status.conditions, end]
  const type = end.type === 'FailureTarget' ? 'Failed' : 'Complete'
  pass.end = jobCondition(pass.world, type, 'True', end.reason ?? '', end.message ?? '')
}

function declareEnd(pass: JobPass): void {
  const { end, status, world, job } = pass
  const isWaiting =
    status.uncountedSucceeded.length + status.uncountedFailed.length > 0 || status.terminating > 0
  if (end === undefined || isWaiting) return
  status.conditions = ensureCondition(status.conditions, end)
  if (end.type !== 'Complete') {
    recordEvent(world, job, 'Warning', end.reason ?? '', end.message ?? '')
    return
  }
  status.completionTime = end.lastTransitionTime
  recordEvent(world, job, 'Normal', 'Completed', 'Job completed')
}

/** Pods noted as ended that no finalizer holds any more become numbers. */
function countReleased(pass: JobPass, held: ReadonlySet<string>): void {
  const { status } = pass
  const succeeded = status.uncountedSucceeded.filter((uid) => held.has(uid))
  const failed = status.uncountedFailed.filter((uid) => held.has(uid))
  status.succeeded += status.uncountedSucceeded.length - succeeded.length
  status.failed += status.uncountedFailed.length - failed.length
  status.uncountedSucceeded = succeeded
  status.uncountedFailed = failed
}

function uidOf(pod: KubeObject): string {
  return pod.metadata.uid ?? ''
}

import type { Condition, KubeObject } from '@seaworthy/kube'
import type { World } from '../../actor.ts'
import { isActive, isReady, isTerminating } from '../pod-state.ts'
import type { BackoffRecord } from './backoff.ts'
import { nextBackoff } from './backoff.ts'
import { finishTime } from './finish-time.ts'

export const TRACKING_FINALIZER = 'batch.kubernetes.io/job-tracking'

/** The status of a Job while a pass works on it. */
export interface JobStatus {
  conditions: readonly Condition[]
  startTime: string | undefined
  completionTime: string | undefined
  active: number
  ready: number
  terminating: number
  succeeded: number
  failed: number
  /** Uids of pods whose end is noted here while their finalizer is being taken off. */
  uncountedSucceeded: readonly string[]
  uncountedFailed: readonly string[]
}

/** What one pass over a Job works with. */
export interface JobPass {
  readonly world: World<unknown>
  readonly key: string
  /** As last written. */
  job: KubeObject
  readonly pods: readonly KubeObject[]
  readonly active: readonly KubeObject[]
  readonly status: JobStatus
  /** With those not yet counted. */
  readonly succeeded: number
  readonly failed: number
  readonly backoff: BackoffRecord
  /** The end that this pass found, if any. */
  end: Condition | undefined
  /** Shortest time after which to look again. */
  waitMs: number | undefined
  refusal: Error | undefined
}

export function beginPass(
  world: World<unknown>,
  key: string,
  job: KubeObject,
  pods: readonly KubeObject[],
  before: BackoffRecord,
): JobPass {
  const status = readStatus(job)
  const active = pods.filter(isActive)
  const fresh = (counted: readonly string[]) =>
    pods.filter((pod) => isTracked(pod) && !counted.includes(pod.metadata.uid ?? ''))
  const newSucceeded = fresh(status.uncountedSucceeded).filter((pod) => pod.status?.phase === 'Succeeded')
  const newFailed = fresh(status.uncountedFailed).filter((pod) => hasFailed(pod, job))
  status.terminating = pods.filter(isTerminating).length
  status.ready = active.filter(isReady).length
  status.active = active.length
  return {
    world,
    key,
    job,
    pods,
    active,
    status,
    succeeded: status.succeeded + newSucceeded.length + status.uncountedSucceeded.length,
    failed: status.failed + newFailed.length + status.uncountedFailed.length,
    backoff: nextBackoff(before, newSucceeded.map(finishTime), newFailed.map(finishTime)),
    end: undefined,
    waitMs: undefined,
    refusal: undefined,
  }
}

/** A pod that is being deleted counts as failed at once, unless the Job replaces only pods that have ended. */
export function hasFailed(pod: KubeObject, job: KubeObject): boolean {
  const phase = pod.status?.phase
  if (phase === 'Failed') return true
  if (replacesOnlyFailed(job)) return false
  return pod.metadata.deletionTimestamp !== undefined && phase !== 'Succeeded'
}

export function replacesOnlyFailed(job: KubeObject): boolean {
  return job.spec.podReplacementPolicy === 'Failed' || job.spec.podFailurePolicy !== undefined
}

export function isTracked(pod: KubeObject): boolean {
  return pod.metadata.finalizers?.includes(TRACKING_FINALIZER) === true
}

export function isSuspended(job: KubeObject): boolean {
  return job.spec.suspend === true
}

export function lookAgain(pass: JobPass, ms: number): void {
  pass.waitMs = Math.min(pass.waitMs ?? Number.POSITIVE_INFINITY, ms)
}

function readStatus(job: KubeObject): JobStatus {
  const status = job.status ?? {}
  return {
    conditions: status.conditions ?? [],
    startTime: status.startTime,
    completionTime: status.completionTime,
    active: status.active ?? 0,
    ready: status.ready ?? 0,
    terminating: status.terminating ?? 0,
    succeeded: status.succeeded ?? 0,
    failed: status.failed ?? 0,
    uncountedSucceeded: status.uncountedTerminatedPods?.succeeded ?? [],
    uncountedFailed: status.uncountedTerminatedPods?.failed ?? [],
  }
}

/** Writes the status; unchanged it is not written. */
export function flushStatus(pass: JobPass): void {
  const { status } = pass
  pass.job = pass.world.api.updateStatus(pass.job, {
    ...(status.conditions.length > 0 ? { conditions: status.conditions } : {}),
    ...(status.startTime === undefined ? {} : { startTime: status.startTime }),
    ...(status.completionTime === undefined ? {} : { completionTime: status.completionTime }),
    ...(status.active > 0 ? { active: status.active } : {}),
    ...(status.succeeded > 0 ? { succeeded: status.succeeded } : {}),
    ...(status.failed > 0 ? { failed: status.failed } : {}),
    terminating: status.terminating,
    uncountedTerminatedPods: {
      ...(status.uncountedSucceeded.length > 0 ? { succeeded: status.uncountedSucceeded } : {}),
      ...(status.uncountedFailed.length > 0 ? { failed: status.uncountedFailed } : {}),
    },
    ready: status.ready,
  })
}

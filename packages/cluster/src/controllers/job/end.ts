import { type Condition, findCondition, type Json, type KubeObject, refOf } from '@seaworthy/kube'
import { parseTimestamp } from '../../timestamp.ts'
import { isReady } from '../pod-state.ts'
import { jobCondition } from './job-condition.ts'
import { isSuspended, type JobPass, lookAgain } from './job-pass.ts'

/** The end that a Job is already heading for, or that its failures or its deadline bring now. */
export function findFailure(pass: JobPass): Condition | undefined {
  const conditions = pass.status.conditions
  const success = findCondition(conditions, 'SuccessCriteriaMet')
  if (success?.status === 'True') return success
  const target = findCondition(conditions, 'FailureTarget')
  if (target?.status === 'True') {
    return jobCondition(pass.world, 'Failed', 'True', target.reason ?? '', target.message ?? '')
  }
  const limit: number = pass.job.spec.backoffLimit ?? 6
  if (pass.failed > limit || restartsExceed(pass, limit)) {
    return failure(pass, 'BackoffLimitExceeded', 'Job has reached the specified backoff limit')
  }
  return findDeadline(pass)
}

export function completion(pass: JobPass): Condition | undefined {
  const { completions } = pass.job.spec
  const isEnough = completions === undefined ? pass.succeeded > 0 : pass.succeeded >= completions
  if (!isEnough || pass.status.active > 0) return undefined
  return jobCondition(
    pass.world,
    'SuccessCriteriaMet',
    'True',
    'CompletionsReached',
    'Reached expected number of succeeded pods',
  )
}

/** Deletes what still runs. The tracking finalizers hold the pods until they have been counted. */
export function deleteActive(pass: JobPass): void {
  for (const pod of pass.active) {
    pass.world.api.delete(refOf(pod))
    pass.status.active--
    pass.status.terminating++
    if (isReady(pod)) pass.status.ready--
  }
}

function findDeadline(pass: JobPass): Condition | undefined {
  const seconds: number | undefined = pass.job.spec.activeDeadlineSeconds
  const { startTime } = pass.status
  if (seconds === undefined || startTime === undefined || isSuspended(pass.job)) return undefined
  const left = parseTimestamp(startTime) + seconds * 1000 - pass.world.now()
  if (left <= 0) return failure(pass, 'DeadlineExceeded', 'Job was active longer than specified deadline')
  lookAgain(pass, left)
  return undefined
}

/** Under restartPolicy OnFailure a pod fails by restarting: the restarts of all living pods are counted. */
function restartsExceed(pass: JobPass, limit: number): boolean {
  if (pass.job.spec.template.spec.restartPolicy !== 'OnFailure') return false
  const restarts = pass.pods.reduce((total, pod) => total + restartsOf(pod), 0)
  return limit === 0 ? restarts > 0 : restarts >= limit
}

function restartsOf(pod: KubeObject): number {
  const phase = pod.status?.phase
  if (phase !== 'Running' && phase !== 'Pending') return 0
  const statuses: readonly Json[] = [
    ...(pod.status?.initContainerStatuses ?? []),
    ...(pod.status?.containerStatuses ?? []),
  ]
  return statuses.reduce((total, status) => total + (status.restartCount ?? 0), 0)
}

function failure(pass: JobPass, reason: string, message: string): Condition {
  return jobCondition(pass.world, 'FailureTarget', 'True', reason, message)
}

/** Failures of a Job since the last pod that succeeded. Plain data: part of the controller's state. */
export interface BackoffRecord {
  readonly failures: number
  readonly lastFailureMs: number
}

export const noFailures: BackoffRecord = { failures: 0, lastFailureMs: 0 }

const FIRST_MS = 10_000
const LONGEST_MS = 600_000

/**
 * The record after pods have finished at these times. A success forgets the failures before it
 * (`newBackoffRecord`, k8s.io/kubernetes pkg/controller/job/backoff_utils.go).
 */
export function nextBackoff(
  before: BackoffRecord,
  succeededAt: readonly number[],
  failedAt: readonly number[],
): BackoffRecord {
  const lastFailureMs = Math.max(...failedAt)
  if (succeededAt.length === 0) {
    return failedAt.length === 0 ? before : { failures: before.failures + failedAt.length, lastFailureMs }
  }
  const lastSuccess = Math.max(...succeededAt)
  const since = failedAt.filter((at) => at > lastSuccess)
  return since.length === 0 ? noFailures : { failures: since.length, lastFailureMs }
}

/** How long a Job still waits before it creates another pod: 10 s after the first failure, doubled by each, 10 min at most. */
export function remainingBackoffMs(record: BackoffRecord, nowMs: number): number {
  if (record.failures === 0) return 0
  const delay = Math.min(LONGEST_MS, FIRST_MS * 2 ** (record.failures - 1))
  return Math.max(0, delay - (nowMs - record.lastFailureMs))
}

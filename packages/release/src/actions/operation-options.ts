import type { RenderedRelease } from '@seaworthy/helm'
import type { Report } from '../release-event.ts'
import type { ReleaseRecord } from '../release.ts'
import type { ReleaseFailure } from '../release-failure.ts'
import type { ReleaseStorage } from '../storage/storage.ts'
import type { WaitStrategy } from '../wait.ts'

export interface OperationOptions {
  readonly rendered: RenderedRelease
  readonly storage: ReleaseStorage
  readonly wait: WaitStrategy
  readonly waitForJobs?: boolean
  /** Helm's `--timeout`, for each wait by itself; 300,000 unless told otherwise. */
  readonly timeoutMs?: number
  readonly forceConflicts?: boolean
  readonly report?: Report
}

/** How an operation ended. A failure is an outcome, not an exception; what was done until then stays done. */
export interface OperationResult {
  readonly record: ReleaseRecord
  readonly failure?: ReleaseFailure
}

/** Helm's default `--timeout`. */
export const DEFAULT_TIMEOUT_MS = 300_000

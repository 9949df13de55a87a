import { type Operation, StatusError } from '@seaworthy/kube'
import { ReleaseFailure } from '../release-failure.ts'
import type { ReleaseRecord } from '../release.ts'

/** Where revisions are kept. */
export interface ReleaseStorage {
  /** Every revision of a release, oldest first. */
  history(name: string): Operation<readonly ReleaseRecord[]>
  /** @throws StatusError AlreadyExists when the revision is there: the only lock that Helm has */
  create(record: ReleaseRecord): Operation<void>
  update(record: ReleaseRecord): Operation<void>
}

/** Stores a new revision. @throws ReleaseFailure in Helm's words when the server refuses it: too long, taken, no namespace */
export function* createRecord(storage: ReleaseStorage, record: ReleaseRecord): Operation<void> {
  try {
    yield* storage.create(record)
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    throw new ReleaseFailure('storage', `create: failed to create: ${error.message}`)
  }
}

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

/**
 * Stores a new revision.
 * @throws ReleaseFailure in Helm's words when the server refuses it: too long, no namespace, or taken by somebody who was faster
 */
export function* createRecord(storage: ReleaseStorage, record: ReleaseRecord): Operation<void> {
  try {
    yield* storage.create(record)
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    const isTaken = error.reason === 'AlreadyExists'
    const text = isTaken ? 'release: already exists' : `create: failed to create: ${error.message}`
    throw new ReleaseFailure('storage', text)
  }
}

import type { Operation } from '@seaworthy/kube'
import type { ReleaseRecord } from '../release.ts'

/** Where revisions are kept. */
export interface ReleaseStorage {
  /** Every revision of a release, oldest first. */
  history(name: string): Operation<readonly ReleaseRecord[]>
  /** @throws StatusError AlreadyExists when the revision is there: the only lock that Helm has */
  create(record: ReleaseRecord): Operation<void>
  update(record: ReleaseRecord): Operation<void>
}

import type { RenderedObject } from '@seaworthy/helm'
import type { Operation } from '@seaworthy/kube'
import type { HookRun, ReleaseRecord } from './release.ts'
import type { ReleaseStorage } from './storage/storage.ts'

/** The record of the revision that is being made. Helm stores it anew whenever a hook starts, and when all is over. */
export class RunningRecord {
  current: ReleaseRecord
  private readonly storage: ReleaseStorage

  constructor(storage: ReleaseStorage, first: ReleaseRecord) {
    this.storage = storage
    this.current = first
  }

  /** Notes how a hook runs or ran, with the delete policies that it has by then. */
  *hookRan(hook: RenderedObject, lastRun: HookRun): Operation<void> {
    const { kind, metadata } = hook.object
    const hooks = this.current.hooks.map((each) => {
      const isThis = each.path === hook.source && each.kind === kind && each.name === metadata.name
      return isThis ? { ...each, deletePolicies: hook.hook?.deletePolicies ?? [], lastRun } : each
    })
    this.current = { ...this.current, hooks }
    if (lastRun.phase === 'Running') yield* this.storage.update(this.current)
  }

  /** Stores how it ended. */
  *end(status: ReleaseRecord['status'], description: string): Operation<ReleaseRecord> {
    this.current = { ...this.current, status, description }
    yield* this.storage.update(this.current)
    return this.current
  }
}

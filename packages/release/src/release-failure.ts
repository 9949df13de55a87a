import type { ObjectRef } from '@seaworthy/kube'

/** Where an operation stopped, in the order in which an operation goes through them. */
export type ReleasePhase = 'check' | 'crds' | 'pre-hooks' | 'apply' | 'wait' | 'post-hooks' | 'storage'

/** Why a release operation did not succeed: an outcome that users meet, so data and not a defect. */
export class ReleaseFailure extends Error {
  override readonly name = 'ReleaseFailure'
  readonly phase: ReleasePhase
  /** Objects that were refused, failed or never became ready. */
  readonly objects: readonly ObjectRef[]

  constructor(phase: ReleasePhase, message: string, objects: readonly ObjectRef[] = []) {
    super(message)
    this.phase = phase
    this.objects = objects
  }
}

export { install } from './actions/install.ts'
export {
  DEFAULT_TIMEOUT_MS,
  type OperationOptions,
  type OperationResult,
} from './actions/operation-options.ts'
export { upgrade, type UpgradeOptions } from './actions/upgrade.ts'
export { hooksOf } from './hooks.ts'
export type { HookRecord, HookRun, ReleaseRecord, ReleaseStatus } from './release.ts'
export type { ReleaseEvent, Report } from './release-event.ts'
export { ReleaseFailure, type ReleasePhase } from './release-failure.ts'
export { helmCodec, outlineCodec, type ReleaseCodec } from './storage/codec.ts'
export { secretStorage } from './storage/secret-storage.ts'
export type { ReleaseStorage } from './storage/storage.ts'
export type { WaitStrategy } from './wait.ts'

import type { RenderFlags } from '../flags.ts'

/** A subject as plain data, so that a worker can load the same one. */
export interface SubjectSpec {
  readonly cwd: string
  readonly chartPath: string
  readonly trialFile?: string
  readonly flags: RenderFlags
}

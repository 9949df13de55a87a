import type { RenderFlags } from '../flags.ts'
import type { ChartSource } from './chart-source.ts'

/** A subject as plain data, so that a worker can load the same one. */
export interface SubjectSpec {
  readonly cwd: string
  readonly chartPath: string
  readonly trialFile?: string
  readonly flags: RenderFlags
}

/** What a chart on disk and the flags of a command come to. */
export function specOf(cwd: string, { path, trialFile }: ChartSource, flags: RenderFlags): SubjectSpec {
  return { cwd, chartPath: path, flags, ...(trialFile === undefined ? {} : { trialFile }) }
}

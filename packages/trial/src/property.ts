import type { Cause, Change, Cluster, Note } from '@seaworthy/cluster'
import type { RenderedRelease } from '@seaworthy/helm'
import type { ReleaseEvent } from '@seaworthy/release'
import type { Outcome } from './outcome.ts'
import type { Ground } from './ground.ts'
import type { Subject } from './subject.ts'
import type { Violation } from './verdict.ts'

/** What a property may know when a run begins. */
export interface Start {
  readonly subject: Subject
  readonly cluster: Cluster
  readonly startMs: number
  /** What is being released; undefined for a drain. */
  readonly rendered: RenderedRelease | undefined
  /** What was installed before; undefined for the first install. */
  readonly previous: RenderedRelease | undefined
}

/** Follows one run and says in the end whether its property held. */
export interface Monitor {
  change?(change: Change, at: number, cause: Cause): void
  note?(note: Note, at: number): void
  release?(event: ReleaseEvent, at: number): void
  /** The first violation, or nothing. */
  finish(outcome: Outcome): Violation | undefined
}

/** A sentence about a run that can be judged. Scenarios name the properties that they ask. */
export interface Property {
  /** As reports name it: `available`. */
  readonly name: string
  /** What it demands, one sentence for the report. */
  readonly demands: string
  /** Whether there is anything that it could be asked of; always where absent. */
  concerns?(ground: Ground): boolean
  begin(start: Start): Monitor
}

import type { Timeline } from './timeline.ts'

/**
 * What a search may honestly say. `held` means no violation in the runs that were made, under the assumptions of the report;
 * `unknown` that something the cluster does not model was met, so that neither can be said.
 * `not-tried`: the scenario says nothing about this chart, or its ground could not be laid; the reason is in `unknowns`.
 */
export type Verdict = 'held' | 'violated' | 'unknown' | 'not-tried'

/** A property that did not hold in one run. */
export interface Violation {
  /** Name of the property: `available`. */
  readonly property: string
  /** Virtual milliseconds after the operation began. */
  readonly atMs: number
  /** What was seen, one sentence. */
  readonly message: string
  /** Why, where it is known. */
  readonly cause?: string
}

/** The shortest run found in which a property did not hold; its seed replays it. */
export interface Counterexample {
  readonly seed: number
  readonly violation: Violation
  readonly timeline: Timeline
}

export interface ScenarioReport {
  readonly scenario: string
  readonly title: string
  /** Helm's `--wait`, or not. */
  readonly wait: boolean
  readonly runs: number
  /** Virtual milliseconds from the start of the operation until everything was settled; of all runs. */
  readonly durationMs: { readonly shortest: number; readonly median: number; readonly longest: number }
  /** Of every run, sorted. */
  readonly durationsMs: readonly number[]
  readonly verdict: Verdict
  /** Properties that were judged. */
  readonly properties: readonly { readonly name: string; readonly demands: string }[]
  /** One for each property that was violated. */
  readonly counterexamples: readonly Counterexample[]
  /** What was taken for granted of programs that nobody described. */
  readonly assumptions: readonly string[]
  /** Why the verdict is unknown, or which part of it is. */
  readonly unknowns: readonly string[]
  /** Runs in which a property did not hold. */
  readonly violatedRuns: number
  /** The timeline of the first seed. */
  readonly sample: Timeline
  readonly sampleSeed: number
  /** Tasks that the engine took in all runs. */
  readonly tasks: number
}

import type { Behaviour } from '@seaworthy/cluster'
import type { KubeObject } from '@seaworthy/kube'

/** What the author of a chart knows of its world: the default export of a `trial.ts` beside a `chart.ts`. */
export interface TrialSetup {
  /** What the guide tells its readers to create before the first install. */
  readonly prerequisites?: readonly KubeObject[]
  /** How the programs in the images behave. */
  readonly behaviours?: readonly Behaviour[]
  /** `Deployment/beat`; found by annotation and command line when left out. */
  readonly singletons?: readonly string[]
  /** `Job/migrate`; found by name and command line when left out. */
  readonly migrations?: readonly string[]
  readonly assumptions?: readonly string[]
}

/** Checks a setup's type where it is written. */
export function defineTrial(setup: TrialSetup): TrialSetup {
  return setup
}

import type { Scenario } from '../scenario.ts'
import { jobs } from './jobs.ts'
import { pods } from './pods.ts'
import { rollouts } from './rollouts.ts'
import { sets } from './sets.ts'

export const scenarios: readonly Scenario[] = [...rollouts, ...pods, ...jobs, ...sets]

import { fates } from './changed-images.ts'
import { type Ground, isGround, type NoGround } from './ground.ts'
import { askedOf, type Run, runOnce } from './run.ts'
import type { Scenario } from './scenario.ts'
import type { Counterexample, ScenarioReport, Verdict } from './verdict.ts'

export interface Exploration {
  /** Seeds `from` to `to - 1`. */
  readonly from: number
  readonly to: number
}

/** Runs a scenario under every seed of a range and sums up. Reports of ranges can be joined with `mergeReports`. */
export function explore(
  ground: Ground | NoGround,
  scenario: Scenario,
  wait: boolean,
  seeds: Exploration,
): ScenarioReport {
  if (!isGround(ground)) return notTried(scenario, wait, ground.reason)
  const skip = ground.tooLarge ?? scenario.notApplicable?.(ground.subject, ground.installed)
  if (skip !== undefined) return notTried(scenario, wait, skip)
  const runs: Run[] = []
  for (let seed = seeds.from; seed < seeds.to; seed++) {
    runs.push(runOnce(ground, scenario, wait, seed, seed === seeds.from))
  }
  return summarise(ground, scenario, wait, runs)
}

/** One report for several ranges of seeds of one scenario. */
export function mergeReports(reports: readonly ScenarioReport[]): ScenarioReport {
  const [first] = reports
  if (first === undefined) throw new RangeError('nothing to merge')
  const runs = reports.reduce((sum, report) => sum + report.runs, 0)
  if (runs === 0) return first
  const ran = reports.filter((report) => report.runs > 0)
  const counterexamples = shortest(ran.flatMap((report) => report.counterexamples))
  const unknowns = [...new Set(reports.flatMap((report) => report.unknowns))].toSorted()
  const durations = ran.flatMap((report) => report.durationsMs).toSorted((a, b) => a - b)
  return {
    ...(ran[0] ?? first),
    runs,
    durationsMs: durations,
    durationMs: spread(durations),
    verdict: verdictOf(counterexamples, unknowns),
    counterexamples,
    violatedRuns: reports.reduce((sum, report) => sum + report.violatedRuns, 0),
    unknowns,
    tasks: reports.reduce((sum, report) => sum + report.tasks, 0),
  }
}

function summarise(ground: Ground, scenario: Scenario, wait: boolean, runs: readonly Run[]): ScenarioReport {
  const [first] = runs
  if (first === undefined) throw new RangeError('an exploration needs at least one seed')
  const counterexamples = shown(ground, scenario, wait, runs)
  const durationsMs = runs.map((run) => run.durationMs).toSorted((a, b) => a - b)
  const unknowns = [...new Set(runs.flatMap((run) => run.unknowns))].toSorted()
  return {
    scenario: scenario.name,
    title: scenario.title,
    wait,
    runs: runs.length,
    durationsMs,
    durationMs: spread(durationsMs),
    verdict: verdictOf(counterexamples, unknowns),
    properties: askedOf(scenario, wait, ground).map(({ name, demands }) => ({ name, demands })),
    counterexamples,
    assumptions: [...new Set([...ground.assumptions, ...runs.flatMap((run) => run.assumptions)])].filter(
      isOfTheChart,
    ),
    unknowns,
    violatedRuns: runs.filter(({ violations }) => violations.length > 0).length,
    sample: first.timeline,
    sampleSeed: first.seed,
    tasks: runs.reduce((sum, run) => sum + run.tasks, 0),
  }
}

/** What images do whose tags a scenario gave out is the scenario, no assumption. */
function isOfTheChart(assumption: string): boolean {
  return !Object.values(fates).some((tag) => assumption.includes(`:${tag} `))
}

function notTried(scenario: Scenario, wait: boolean, reason: string): ScenarioReport {
  return {
    scenario: scenario.name,
    title: scenario.title,
    wait,
    runs: 0,
    durationsMs: [],
    durationMs: { shortest: 0, median: 0, longest: 0 },
    verdict: 'not-tried',
    properties: scenario.properties(wait).map(({ name, demands }) => ({ name, demands })),
    counterexamples: [],
    assumptions: [],
    unknowns: [reason],
    violatedRuns: 0,
    sample: { startMs: 0, endMs: 0, entries: [], lanes: [] },
    sampleSeed: 0,
    tasks: 0,
  }
}

/** The shortest violation of each property, with the timeline of its run: the seed is run once more to see it. */
function shown(ground: Ground, scenario: Scenario, wait: boolean, runs: readonly Run[]): Counterexample[] {
  const found = runs.flatMap(({ seed, violations }) => violations.map((violation) => ({ seed, violation })))
  return shortest(found).map(({ seed, violation }) => {
    const { timeline } = runOnce(ground, scenario, wait, seed)
    return { seed, violation, timeline }
  })
}

/** For each property the violation that shows soonest in virtual time; of equals the one of the lowest seed. */
function shortest<T extends Pick<Counterexample, 'seed' | 'violation'>>(all: readonly T[]): T[] {
  const best = new Map<string, T>()
  for (const candidate of all) {
    const known = best.get(candidate.violation.property)
    if (known === undefined || isSooner(candidate, known)) best.set(candidate.violation.property, candidate)
  }
  return [...best.values()]
}

function isSooner(
  a: Pick<Counterexample, 'seed' | 'violation'>,
  b: Pick<Counterexample, 'seed' | 'violation'>,
): boolean {
  return a.violation.atMs < b.violation.atMs || (a.violation.atMs === b.violation.atMs && a.seed < b.seed)
}

function verdictOf(counterexamples: readonly Counterexample[], unknowns: readonly string[]): Verdict {
  if (counterexamples.length > 0) return 'violated'
  return unknowns.length > 0 ? 'unknown' : 'held'
}

function spread(sorted: readonly number[]): ScenarioReport['durationMs'] {
  const at = (index: number) => sorted[index] ?? 0
  return { shortest: at(0), median: at(Math.floor(sorted.length / 2)), longest: at(sorted.length - 1) }
}

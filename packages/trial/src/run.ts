import { type Cluster, type LatencyProfile, start } from '@seaworthy/cluster'
import { StatusError } from '@seaworthy/kube'
import type { Ground } from './ground.ts'
import type { Outcome } from './outcome.ts'
import { oneLine } from './one-line.ts'
import type { Monitor, Property } from './property.ts'
import type { Operate, Scenario } from './scenario.ts'
import { type Timeline, TimelineRecorder } from './timeline.ts'
import type { Violation } from './verdict.ts'

export interface Run {
  readonly seed: number
  readonly durationMs: number
  readonly violations: readonly Violation[]
  /** Empty where the run was not asked to keep it. */
  readonly timeline: Timeline
  /** What was taken for granted of programs that started here for the first time. */
  readonly assumptions: readonly string[]
  readonly unknowns: readonly string[]
  readonly tasks: number
}

/** Longer than any release operation may take, and than any back-off that is worth waiting for. */
const HORIZON_MS = 3_600_000
/** How long after the operation's end the world is watched. */
const AFTERMATH_MS = 900_000

/** Seeds from here on stretch some delays much further than others. */
const SWARM_FROM = 50

/** Seed 0 runs on middling delays, the next ones on ordinary ones, the rest with some parts very slow. */
export function profileOf(seed: number): LatencyProfile {
  if (seed === 0) return 'middle'
  return seed < SWARM_FROM ? 'typical' : 'swarm'
}

/**
 * One run of a scenario under a seed: a pure function of its arguments. Keeping the timeline costs a tenth of a run, so a search
 * leaves it out and runs the seeds again that it wants to show.
 */
export function runOnce(ground: Ground, scenario: Scenario, wait: boolean, seed: number, keep = true): Run {
  const cluster = ground.cluster.fork(seed + 1, profileOf(seed))
  const startMs = cluster.now()
  const taken = cluster.taken
  const operate = scenario.prepare({ ...ground, cluster }, wait, seed)
  const recorder = new TimelineRecorder(startMs, keep ? presentPods(cluster, ground.subject.namespace) : [])
  const monitors = beginAll(askedOf(scenario, wait, ground), operate, ground, cluster, startMs)
  if (keep) cluster.observe(recorder)
  const assumptions = observe(cluster, monitors)
  const outcome = carryOut(cluster, operate, (event) => {
    if (keep) recorder.release(event, cluster.now())
    for (const monitor of monitors) monitor.release?.(event, cluster.now())
  })
  const violations = monitors.flatMap((monitor) => monitor.finish(outcome) ?? []).map(inOneLine)
  return {
    seed,
    durationMs: outcome.settledMs - startMs,
    violations,
    timeline: recorder.finish(outcome.settledMs),
    assumptions: [...assumptions],
    unknowns: [...cluster.unknowns.values()].map(({ message }) => message),
    tasks: cluster.taken - taken,
  }
}

function inOneLine(violation: Violation): Violation {
  const { message, cause } = violation
  return { ...violation, message: oneLine(message), ...(cause !== undefined && { cause: oneLine(cause) }) }
}

/** Lets the monitors see what happens; gives the set that assumptions gather in. */
function observe(cluster: Cluster, monitors: readonly Monitor[]): ReadonlySet<string> {
  const assumptions = new Set<string>()
  cluster.observe({
    note: ({ kind, message }) => {
      if (kind === 'assumption') assumptions.add(message)
    },
  })
  for (const monitor of monitors) {
    cluster.observe({
      change: (change, at, cause) => monitor.change?.(change, at, cause),
      note: (note, at) => monitor.note?.(note, at),
    })
  }
  return assumptions
}

/** The properties that a scenario asks where it begins: those that concern what is there. */
export function askedOf(scenario: Scenario, wait: boolean, ground: Ground): Property[] {
  return scenario.properties(wait).filter((property) => property.concerns?.(ground) ?? true)
}

function beginAll(
  properties: readonly Property[],
  operate: Operate,
  ground: Ground,
  cluster: Cluster,
  startMs: number,
): Monitor[] {
  const { subject, installed: previous } = ground
  return properties.map((property) =>
    property.begin({ subject, cluster, startMs, rendered: operate.rendered, previous }),
  )
}

function carryOut(cluster: Cluster, operate: Operate, report: Parameters<Operate['operation']>[0]): Outcome {
  const from = cluster.now()
  const running = start(cluster, operate.by, operate.operation(report))
  const ended = cluster.runUntil(() => running.result() !== undefined, from + HORIZON_MS)
  const endedMs = cluster.now()
  const outcome = running.result()
  if (outcome === undefined) {
    const reason =
      ended === 'settled' ? 'nothing was left to happen' : `it still ran after ${HORIZON_MS / 60_000} minutes`
    return { kind: 'stalled', reason, endedMs, settledMs: endedMs }
  }
  const settledMs = settle(cluster, endedMs)
  if (!outcome.ok) return { kind: 'stalled', reason: refusalIn(outcome.error), endedMs, settledMs }
  return { ...outcome.value, endedMs, settledMs }
}

/** What the server answered to an operation that ended there; any other error is a defect of ours. */
function refusalIn(error: unknown): string {
  if (error instanceof StatusError) return error.message
  throw error
}

/** Lets the world come to rest and gives the time of its last write; a world that never rests is left after a while. */
function settle(cluster: Cluster, endedMs: number): number {
  let last = endedMs
  cluster.observe({
    change: (_change, at) => {
      last = at
    },
  })
  cluster.runUntil(() => false, endedMs + AFTERMATH_MS)
  return last
}

function presentPods(cluster: Cluster, namespace: string) {
  return cluster.store.list('Pod', namespace)
}

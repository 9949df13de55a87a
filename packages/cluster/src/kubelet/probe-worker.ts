/** Facts of pkg/kubelet/prober/worker.go (Kubernetes 1.36): what one worker, for one probe of one container, remembers. */
export type ProbeType = 'startup' | 'readiness' | 'liveness'
export type Outcome = 'success' | 'failure'

export interface ProbeSettings {
  readonly type: ProbeType
  readonly periodMs: number
  readonly initialDelaySeconds: number
  readonly failureThreshold: number
  readonly successThreshold: number
}

export interface ProbeWorker {
  /** What the rest of the kubelet sees. */
  readonly verdict: Outcome | 'unknown'
  readonly lastOutcome: Outcome | 'none'
  /** How many equal outcomes in a row. */
  readonly outcomes: number
  /** A failed startup or liveness probe rests until there is a new container. */
  readonly onHold: boolean
  /** Which start of the container it has met; 0 before the first. */
  readonly run: number
  /** Ticks are at whole periods from here. */
  readonly anchor: number
  /** When its next tick that matters is planned; 0 when none is. */
  readonly dueAt: number
}

/** What a worker reads of its container before it probes. */
export interface ProbedContainer {
  readonly run: number
  readonly isRunning: boolean
  /** As the status has it, in whole seconds: the delay of a probe is counted from there. Milliseconds. */
  readonly startedAt: number
  /** The startup probe has succeeded, or there is none. */
  readonly started: boolean
  /** The pod has a deletion timestamp. */
  readonly isDeleted: boolean
}

const initialVerdicts = { startup: 'unknown', readiness: 'failure', liveness: 'success' } as const

export function newProbeWorker(type: ProbeType, anchor: number): ProbeWorker {
  const verdict = initialVerdicts[type]
  return { verdict, lastOutcome: 'none', outcomes: 0, onHold: false, run: 0, anchor, dueAt: 0 }
}

/** A new container has the initial verdict and is probed again; the count of equal outcomes goes on, as upstream. */
export function meetContainer(worker: ProbeWorker, type: ProbeType, run: number): ProbeWorker {
  if (worker.run === run) return worker
  return { ...worker, run, onHold: false, verdict: initialVerdicts[type] }
}

/** Whether a tick at `now` probes. `initialDelaySeconds` is compared with whole seconds since the start. */
export function probesNow(
  worker: ProbeWorker,
  settings: ProbeSettings,
  container: ProbedContainer,
  now: number,
): boolean {
  if (worker.onHold || !container.isRunning) return false
  if (container.isDeleted && settings.type !== 'readiness') return false
  if (Math.floor((now - container.startedAt) / 1000) < settings.initialDelaySeconds) return false
  return container.started === (settings.type !== 'startup')
}

/** Counts an outcome. Below the threshold of equal outcomes the verdict stays what it was. */
export function recordOutcome(worker: ProbeWorker, settings: ProbeSettings, outcome: Outcome): ProbeWorker {
  const outcomes = worker.lastOutcome === outcome ? worker.outcomes + 1 : 1
  const counted: ProbeWorker = { ...worker, lastOutcome: outcome, outcomes }
  const threshold = outcome === 'failure' ? settings.failureThreshold : settings.successThreshold
  if (outcomes < threshold) return counted
  const restarts = outcome === 'failure' && settings.type !== 'readiness'
  return restarts
    ? { ...counted, verdict: outcome, onHold: true, outcomes: 0 }
    : { ...counted, verdict: outcome }
}

/** The first tick at or after a time. */
export function tickFrom(worker: ProbeWorker, settings: ProbeSettings, at: number): number {
  const ticks = Math.ceil((at - worker.anchor) / settings.periodMs)
  return worker.anchor + Math.max(0, ticks) * settings.periodMs
}

/** The first tick after a time. */
export function tickAfter(worker: ProbeWorker, settings: ProbeSettings, at: number): number {
  const tick = tickFrom(worker, settings, at)
  return tick > at ? tick : tick + settings.periodMs
}

import type { Cause, Change, Note, Observer } from '@seaworthy/cluster'
import type { KubeObject } from '@seaworthy/kube'
import type { ReleaseEvent } from '@seaworthy/release'
import { oneLine } from './one-line.ts'
import { isJobOver, isReady, podState, type PodState } from './pod-facts.ts'
import { workloadOf } from './workload.ts'

export interface TimelineEntry {
  /** Virtual milliseconds after the start of the operation. */
  readonly atMs: number
  /** `Pod/web-x`, `Job/migrate`, `release`, `Node/n1`. */
  readonly subject: string
  readonly text: string
  /** Which part of the cluster did it: `deployment-controller`, `kubelet`, `helm`. */
  readonly by: string
  /** How often, where the same is said again and again. */
  readonly times: number
}

/** The life of one pod or Job as spans of one state. */
export interface Lane {
  readonly subject: string
  /** What it belongs to, as people say it: `web`. */
  readonly workload: string
  readonly generation: 'old' | 'new'
  readonly node?: string
  readonly spans: readonly { readonly state: LaneState; readonly fromMs: number; readonly toMs: number }[]
}

export type LaneState = PodState | 'active' | 'complete' | 'failed'

export interface Timeline {
  readonly startMs: number
  readonly endMs: number
  readonly entries: readonly TimelineEntry[]
  readonly lanes: readonly Lane[]
}

interface OpenLane {
  readonly subject: string
  readonly workload: string
  readonly generation: 'old' | 'new'
  node: string | undefined
  readonly spans: { state: LaneState; fromMs: number; toMs: number }[]
  state: LaneState
  since: number
}

/** Writes down what happens to pods, Jobs and the release, as it happens. */
export class TimelineRecorder implements Observer {
  private readonly startMs: number
  private readonly entries: TimelineEntry[] = []
  private readonly repeated = new Map<string, number>()
  private readonly open = new Map<string, OpenLane>()
  private readonly closed: OpenLane[] = []

  /** Pods that are there at the start are the old ones. */
  constructor(startMs: number, present: Iterable<KubeObject>) {
    this.startMs = startMs
    for (const object of present) this.openLane(object, 'old')
  }

  change(change: Change, at: number, cause: Cause): void {
    const { kind } = change
    if (kind === 'Pod') this.podChange(change, at, cause)
    else if (kind === 'Job.batch') this.jobChange(change, at, cause)
    else if (kind === 'Node') this.nodeChange(change, at, cause)
  }

  note(note: Note, at: number, cause: Cause): void {
    if (note.object === undefined || note.kind === 'assumption' || note.kind === 'router') return
    if (note.kind === 'event' && note.facts?.['type'] !== 'Warning') return
    this.sayOnce(at, `${note.object.kind}/${note.object.metadata.name}`, note, cause.actor)
  }

  release(event: ReleaseEvent, at: number): void {
    const text = releaseText(event)
    if (text !== undefined) this.say(at, 'release', text, 'helm')
  }

  finish(at: number): Timeline {
    const lanes = [...this.closed, ...this.open.values()].map((lane) => ({
      subject: lane.subject,
      workload: lane.workload,
      generation: lane.generation,
      ...(lane.node === undefined ? {} : { node: lane.node }),
      spans:
        this.open.get(lane.subject) === lane ? [...lane.spans, span(lane, at - this.startMs)] : lane.spans,
    }))
    return { startMs: this.startMs, endMs: at - this.startMs, entries: this.entries, lanes }
  }

  private podChange(change: Change, at: number, cause: Cause): void {
    const { object, previous } = change
    const subject = `Pod/${object.metadata.name}`
    if (change.type === 'DELETED') {
      this.say(at, subject, 'gone', cause.actor)
      this.close(subject, at)
      return
    }
    if (previous === undefined) {
      this.openLane(object, 'new', at)
      this.say(at, subject, 'created', cause.actor)
      return
    }
    const lane = this.open.get(subject)
    if (lane !== undefined) lane.node = object.spec?.nodeName ?? lane.node
    this.tellPod(subject, previous, object, at, cause)
    this.setState(subject, podState(object), at)
  }

  private tellPod(subject: string, before: KubeObject, now: KubeObject, at: number, cause: Cause): void {
    if (before.spec?.nodeName === undefined && now.spec?.nodeName !== undefined) {
      this.say(at, subject, `placed on ${now.spec.nodeName}`, cause.actor)
    }
    if (before.metadata.deletionTimestamp === undefined && now.metadata.deletionTimestamp !== undefined) {
      this.say(at, subject, 'asked to stop', cause.actor)
    }
    if (isReady(before) !== isReady(now))
      this.say(at, subject, isReady(now) ? 'ready' : 'no longer ready', cause.actor)
    const phase: unknown = now.status?.phase
    if (before.status?.phase !== phase && podState(now) === String(phase).toLowerCase()) {
      this.say(at, subject, phase === 'Failed' ? 'failed' : 'succeeded', cause.actor)
    }
  }

  private jobChange(change: Change, at: number, cause: Cause): void {
    const { object, previous } = change
    const subject = `Job/${object.metadata.name}`
    if (change.type === 'DELETED') {
      this.say(at, subject, 'deleted', cause.actor)
      this.close(subject, at)
    } else if (previous === undefined) {
      this.openLane(object, 'new', at)
      this.say(at, subject, 'created', cause.actor)
    } else {
      const over = isJobOver(object)
      if (over !== undefined && isJobOver(previous) === undefined) {
        this.say(at, subject, over, cause.actor)
        this.setState(subject, over, at)
      }
    }
  }

  private nodeChange({ object, previous }: Change, at: number, cause: Cause): void {
    const before = previous?.spec?.unschedulable === true
    const now = object.spec?.unschedulable === true
    if (before !== now)
      this.say(at, `Node/${object.metadata.name}`, now ? 'cordoned' : 'uncordoned', cause.actor)
  }

  private openLane(object: KubeObject, generation: 'old' | 'new', at = this.startMs): void {
    const subject = `${object.kind}/${object.metadata.name}`
    const state = object.kind === 'Pod' ? podState(object) : (isJobOver(object) ?? 'active')
    const node: string | undefined = object.spec?.nodeName
    const workload = workloadOf(object)
    this.open.set(subject, {
      subject,
      workload,
      generation,
      node,
      spans: [],
      state,
      since: at - this.startMs,
    })
  }

  private setState(subject: string, state: LaneState, at: number): void {
    const lane = this.open.get(subject)
    if (lane === undefined || lane.state === state) return
    const now = at - this.startMs
    lane.spans.push(span(lane, now))
    lane.state = state
    lane.since = now
  }

  private close(subject: string, at: number): void {
    const lane = this.open.get(subject)
    if (lane === undefined) return
    lane.spans.push(span(lane, at - this.startMs))
    this.open.delete(subject)
    this.closed.push(lane)
  }

  /** A warning that comes again and again is one entry, with the number of times: names in it may be new each time. */
  private sayOnce(at: number, subject: string, { message, facts }: Note, by: string): void {
    const key = `${subject} ${facts?.['reason'] ?? message}`
    const before = this.repeated.get(key)
    const entry = { atMs: at - this.startMs, subject, text: oneLine(message), by, times: 1 }
    if (before === undefined) {
      this.repeated.set(key, this.entries.push(entry) - 1)
      return
    }
    const first = this.entries[before]
    if (first !== undefined) this.entries[before] = { ...first, times: first.times + 1 }
  }

  private say(at: number, subject: string, text: string, by: string): void {
    this.entries.push({ atMs: at - this.startMs, subject, text: oneLine(text), by, times: 1 })
  }
}

function span(lane: OpenLane, toMs: number): { state: LaneState; fromMs: number; toMs: number } {
  return { state: lane.state, fromMs: lane.since, toMs }
}

function releaseText(event: ReleaseEvent): string | undefined {
  switch (event.kind) {
    case 'started':
      return `${event.action} begins (revision ${event.revision})`
    case 'hook-started':
      return `${event.event} hook ${event.ref.kind}/${event.ref.name} begins`
    case 'hook-ended':
      return `${event.event} hook ${event.ref.kind}/${event.ref.name} ${event.ok ? 'done' : 'failed'}`
    case 'applying':
      return `applies ${event.count} objects`
    case 'waiting':
      return `waits until ${event.count} objects are ready`
    case 'deleted':
      return `deleted ${event.ref.kind}/${event.ref.name}`
    case 'ended':
      return `${event.status}: ${event.description}`
    case 'crds':
      return `creates ${event.count} CustomResourceDefinitions`
    case 'warning':
      return event.message
    case 'applied':
      return undefined
  }
}

import { EventLoop, type Random, stream } from '@seaworthy/sim'
import { type Actor, copyState, type Note, type UnknownFact } from './actor.ts'
import { ActorWorld, type WorldHost } from './actor-world.ts'
import type { Api } from './apiserver/api.ts'
import { drawLatency, drawPace, type Edge, type LatencyProfile } from './latency.ts'
import { type Change, type KindKey, Store } from './store/store.ts'
import { formatTimestamp } from './timestamp.ts'

/** 2026-01-01T00:00:00Z: where virtual time starts unless told otherwise. */
export const EPOCH_MS = 1_767_225_600_000

export interface ClusterOptions {
  readonly seed: number
  readonly profile?: LatencyProfile
  readonly startMs?: number
  readonly actors: readonly Actor<unknown>[]
  /** Makes the API server of a cluster; a copied cluster gets one of its own. */
  readonly api: (host: ApiHost) => Api
}

/** What the API server may use of its cluster. */
export interface ApiHost {
  readonly store: Store
  now(): number
  timestamp(): string
  random(name: string): Random
  unknown(what: UnknownFact): void
  /** Tells watchers and observers of a write that has just been put in the store. */
  committed(change: Change): void
}

/** Who wrote, and on which task: the cause in a timeline. */
export interface Cause {
  readonly actor: string
  readonly task: string
  readonly key: string
}

export interface Observer {
  change?(change: Change, at: number, cause: Cause): void
  note?(note: Note, at: number, cause: Cause): void
}

/** Something outside the actors that hears of changes and tasks: a driven operation. Not copied with a cluster. */
export interface Session {
  readonly name: string
  committed(change: Change): void
  act(kind: string, key: string): void
}

interface Slot {
  readonly actor: Actor<unknown>
  readonly world: ActorWorld
  readonly kinds: ReadonlySet<KindKey>
  /** Revision up to which the actor has been told. */
  seen: number
  delivering: boolean
}

/** Where the delays of one edge of one actor come from. */
interface Delays {
  readonly random: Random
  readonly pace: number
}

const OUTSIDE: Cause = { actor: 'outside', task: '', key: '' }

/** A Kubernetes in memory on virtual time: a store, an API server, actors and one queue of tasks. */
export class Cluster {
  readonly store: Store
  readonly api: Api
  readonly loop: EventLoop
  readonly unknowns = new Map<string, UnknownFact>()
  private readonly options: ClusterOptions
  private readonly slots = new Map<string, Slot>()
  /** By kind, made when the first change of it comes: the actors never change. */
  private readonly listeners = new Map<KindKey, readonly Slot[]>()
  private readonly streams = new Map<string, Random>()
  private readonly delays = new Map<string, Map<Edge, Delays>>()
  private readonly sessions = new Map<string, Session>()
  private observers: Observer[] = []
  private cause: Cause = OUTSIDE
  /** Tasks taken so far. */
  taken = 0

  constructor(options: ClusterOptions, from?: Cluster) {
    this.options = options
    this.store = from === undefined ? new Store() : from.store.copy()
    this.loop = from === undefined ? new EventLoop(options.startMs ?? EPOCH_MS) : from.loop.copy()
    this.api = options.api(this.apiHost())
    const host = this.worldHost()
    for (const actor of options.actors) this.addActor(host, actor, from?.slots.get(actor.name))
    if (from !== undefined) for (const [code, fact] of from.unknowns) this.unknowns.set(code, fact)
  }

  now(): number {
    return this.loop.now()
  }

  /**
   * An independent copy at this instant, with streams of its own seed from here on. Observers and sessions stay behind.
   * @throws RangeError while an operation is under way, which cannot be copied
   */
  fork(seed: number, profile?: LatencyProfile): Cluster {
    if (this.sessions.size > 0) throw new RangeError('a cluster with an operation under way cannot be copied')
    return new Cluster({ ...this.options, seed, profile: profile ?? this.options.profile ?? 'typical' }, this)
  }

  observe(observer: Observer): void {
    this.observers.push(observer)
  }

  random(name: string): Random {
    let found = this.streams.get(name)
    if (found === undefined) {
      found = stream(this.options.seed, name)
      this.streams.set(name, found)
    }
    return found
  }

  latency(who: string, edge: Edge): number {
    const { random, pace } = this.delays.get(who)?.get(edge) ?? this.newDelays(who, edge)
    return drawLatency(edge, this.options.profile ?? 'typical', random, pace)
  }

  /** The state of an actor, for reading. */
  stateOf<S>(actor: string): S | undefined {
    return this.slots.get(actor)?.world.state as S | undefined
  }

  /** Runs the next task; false when none is pending. */
  step(): boolean {
    const task = this.loop.take()
    if (task === undefined) return false
    this.taken++
    const session = this.sessions.get(task.actor)
    this.cause = { actor: task.actor, task: task.kind, key: task.key }
    if (session !== undefined) session.act(task.kind, task.key)
    else this.runActor(task.actor, task.kind, task.key)
    this.cause = OUTSIDE
    return true
  }

  /** Runs all tasks due up to a time, then moves the clock there. */
  advanceTo(at: number): void {
    for (let due = this.loop.nextAt(); due !== undefined && due <= at; due = this.loop.nextAt()) this.step()
    this.loop.advanceTo(at)
  }

  /**
   * Runs until a condition holds, checked after every task; `settled` when nothing is pending any more, `late` at `untilMs`.
   */
  runUntil(done: () => boolean, untilMs: number): 'done' | 'settled' | 'late' {
    for (;;) {
      if (done()) return 'done'
      const due = this.loop.nextAt()
      if (due === undefined) return 'settled'
      if (due > untilMs) return 'late'
      this.step()
    }
  }

  addSession(session: Session): void {
    this.sessions.set(session.name, session)
  }

  removeSession(name: string): void {
    this.sessions.delete(name)
  }

  private apiHost(): ApiHost {
    return {
      store: this.store,
      now: () => this.loop.now(),
      timestamp: () => formatTimestamp(this.loop.now()),
      random: (name) => this.random(`api/${name}`),
      unknown: (what) => this.learnUnknown(what),
      committed: (change) => this.committed(change),
    }
  }

  private worldHost(): WorldHost {
    return {
      store: this.store,
      api: this.api,
      now: () => this.loop.now(),
      random: (name) => this.random(name),
      latency: (who, edge) => this.latency(who, edge),
      plan: (at, actor, kind, key) => this.loop.plan(at, actor, kind, key),
      note: (what) => this.noted(what),
      unknown: (what) => this.learnUnknown(what),
      stateOf: <S>(actor: string) => this.stateOf<S>(actor),
    }
  }

  private addActor(host: WorldHost, actor: Actor<unknown>, before: Slot | undefined): void {
    const state = before === undefined ? actor.initial() : copyState(before.world.state)
    this.slots.set(actor.name, {
      actor,
      kinds: before?.kinds ?? new Set(actor.watches),
      seen: before?.seen ?? this.store.revision,
      delivering: before?.delivering ?? false,
      world: new ActorWorld(host, actor.name, state),
    })
  }

  private newDelays(who: string, edge: Edge): Delays {
    const name = `${who}/${edge}`
    const pace = this.options.profile === 'swarm' ? drawPace(this.random(`pace/${name}`)) : 1
    const delays: Delays = { random: this.random(name), pace }
    const ofActor = this.delays.get(who)
    if (ofActor === undefined) this.delays.set(who, new Map([[edge, delays]]))
    else ofActor.set(edge, delays)
    return delays
  }

  private committed(change: Change): void {
    for (const slot of this.listenersOf(change.kind)) {
      if (slot.delivering || slot.actor.wants?.(change) === false) continue
      slot.delivering = true
      const delay = this.latency(slot.actor.name, 'watch-delivery')
      this.loop.plan(this.loop.now() + delay, slot.actor.name, 'deliver', '')
    }
    for (const session of this.sessions.values()) session.committed(change)
    for (const observer of this.observers) observer.change?.(change, this.loop.now(), this.cause)
  }

  /** Those that watch this kind by name come before those that watch every kind. */
  private listenersOf(kind: KindKey): readonly Slot[] {
    let found = this.listeners.get(kind)
    if (found === undefined) {
      const all = [...this.slots.values()]
      found = [kind, '*'].flatMap((watched) => all.filter(({ kinds }) => kinds.has(watched)))
      this.listeners.set(kind, found)
    }
    return found
  }

  private runActor(name: string, kind: string, key: string): void {
    const slot = this.slots.get(name)
    // The session that planned it has ended.
    if (slot === undefined) return
    try {
      if (kind === 'deliver') this.deliver(slot)
      else slot.actor.act(slot.world, kind, key)
    } catch (error) {
      this.stumbled(name, kind, key, error)
    }
  }

  /** An actor that met a value of a shape it cannot work with leaves it: what would have become of it nobody knows. */
  private stumbled(name: string, kind: string, key: string, error: unknown): void {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error
    const subject = key === '' ? kind : key
    const message = `the ${name} of the model cannot handle ${subject}: ${error.message}`
    this.learnUnknown({ code: `actor:${name} ${subject}`, message })
  }

  private deliver(slot: Slot): void {
    slot.delivering = false
    const wanted: Change[] = []
    for (const change of this.store.since(slot.seen) ?? []) if (isWanted(slot, change)) wanted.push(change)
    slot.seen = this.store.revision
    if (wanted.length > 0) slot.actor.observe(slot.world, wanted)
  }

  private noted(note: Note): void {
    for (const observer of this.observers) observer.note?.(note, this.loop.now(), this.cause)
  }

  /** Something the model does not know was met; what was learned first of a code stays. */
  learnUnknown(what: UnknownFact): void {
    if (!this.unknowns.has(what.code)) this.unknowns.set(what.code, what)
  }
}

function isWanted({ kinds, actor }: Slot, change: Change): boolean {
  return (kinds.has(change.kind) || kinds.has('*')) && actor.wants?.(change) !== false
}

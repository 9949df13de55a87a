import type { Random } from '@seaworthy/sim'
import type { Note, UnknownFact, World } from './actor.ts'
import type { Api } from './apiserver/api.ts'
import type { Edge } from './latency.ts'
import type { Store } from './store/store.ts'
import { formatTimestamp } from './timestamp.ts'

/** What the worlds of all actors of a cluster share. */
export interface WorldHost {
  readonly store: Store
  readonly api: Api
  now(): number
  random(name: string): Random
  latency(who: string, edge: Edge): number
  plan(at: number, actor: string, kind: string, key: string): void
  note(what: Note): void
  unknown(what: UnknownFact): void
  stateOf<S>(actor: string): S | undefined
}

/** One actor's view of its cluster. The cluster puts the state in place. */
export class ActorWorld implements World {
  readonly store: Store
  readonly api: Api
  state: unknown
  private readonly host: WorldHost
  private readonly name: string
  private readonly streams = new Map<string, Random>()

  constructor(host: WorldHost, name: string, state: unknown) {
    this.host = host
    this.name = name
    this.store = host.store
    this.api = host.api
    this.state = state
  }

  now(): number {
    return this.host.now()
  }

  timestamp(): string {
    return formatTimestamp(this.host.now())
  }

  random(name: string): Random {
    let found = this.streams.get(name)
    if (found === undefined) this.streams.set(name, (found = this.host.random(`${this.name}/${name}`)))
    return found
  }

  latency(edge: Edge): number {
    return this.host.latency(this.name, edge)
  }

  plan(delayMs: number, kind: string, key: string): void {
    this.host.plan(this.host.now() + delayMs, this.name, kind, key)
  }

  note(what: Note): void {
    this.host.note(what)
  }

  unknown(what: UnknownFact): void {
    this.host.unknown(what)
  }

  peer<S>(actor: string): S | undefined {
    return this.host.stateOf<S>(actor)
  }
}

import type { KubeObject } from '@seaworthy/kube'
import type { Random } from '@seaworthy/sim'
import type { Api } from './apiserver/api.ts'
import type { Edge } from './latency.ts'
import type { Change, KindKey, Store } from './store/store.ts'

/**
 * A part of the cluster that runs by itself: a controller, the scheduler, a kubelet, a router. Its state is plain data
 * (Map, Set, arrays, records of scalars) that `copyState` can copy, and holds names and uids of objects, never objects.
 */
export interface Actor<State> {
  readonly name: string
  /** Kinds whose changes reach it, each after a drawn delay; `*` for every kind. */
  readonly watches: readonly KindKey[]
  /** Whether a change of a watched kind is worth waking it; without this, every one is. */
  wants?(change: Change): boolean
  initial(): State
  /** The changes since the last delivery, oldest first, of the watched kinds only. */
  observe(world: World<State>, changes: readonly Change[]): void
  /** A task that it planned with `world.plan` is due. */
  act(world: World<State>, kind: string, key: string): void
}

/** What an actor sees. Reading is from the store as it stands; hearing of a change is what takes time. */
export interface World<State = unknown> {
  readonly state: State
  readonly store: Store
  readonly api: Api
  /** Virtual milliseconds since 1970. */
  now(): number
  /** The same as an API timestamp: whole seconds, `2026-01-01T00:00:00Z`. */
  timestamp(): string
  /** A stream of this actor, by name. */
  random(name: string): Random
  /** Draws a delay in milliseconds for an edge of this actor. */
  latency(edge: Edge): number
  /** Plans a task of this actor after a delay. Tasks cannot be called back: when they come due, look whether they still matter. */
  plan(delayMs: number, kind: string, key: string): void
  /** Says to observers what no write shows: a probe failed, a router learned of an endpoint. */
  note(what: Note): void
  /** Says that something the model does not know was met; it makes a verdict unknown. */
  unknown(what: UnknownFact): void
  /** State of another actor, for reading (a router view, the behaviour of an image). */
  peer<S>(actor: string): S | undefined
}

/** Something that happened without a write. */
export interface Note {
  readonly kind: string
  readonly object?: Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>
  readonly message: string
  readonly facts?: Readonly<Record<string, string | number | boolean>>
}

export interface UnknownFact {
  /** `kind:Foo.example.org`, `field:spec.x`, `behaviour:image`. One entry each in a report. */
  readonly code: string
  readonly message: string
}

/** Copies plain data: Map, Set, array, record. Scalars are shared. */
export function copyState<T>(state: T): T {
  if (typeof state !== 'object' || state === null) return state
  if (state instanceof Map) return copyMap(state) as T
  if (state instanceof Set) return new Set(state) as T
  if (Array.isArray(state)) return state.map(copyState) as T
  // A spread keeps the shape, so that what reads the state need not learn another one.
  const copy = { ...state } as Record<string, unknown>
  for (const key in copy) {
    const value = copy[key]
    if (typeof value === 'object' && value !== null) copy[key] = copyState(value)
  }
  return copy as T
}

function copyMap(map: ReadonlyMap<unknown, unknown>): Map<unknown, unknown> {
  const copy = new Map<unknown, unknown>()
  for (const [key, value] of map) copy.set(key, copyState(value))
  return copy
}

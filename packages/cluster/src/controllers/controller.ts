import type { KubeObject } from '@seaworthy/kube'
import type { Actor, World } from '../actor.ts'
import type { Change, KindKey } from '../store/store.ts'

/** What a reconcile asks for next. Nothing: wait for a change. */
export interface Result {
  readonly requeueAfterMs?: number
}

export const settled: Result = {}

export interface ControllerDefinition<Extra = undefined> {
  readonly name: string
  /** For each watched kind, the keys (`namespace/name` of the reconciled kind) that a changed object concerns. */
  readonly watches: Readonly<
    Record<
      KindKey,
      (object: KubeObject, world: World<ControllerState<Extra>>, change: Change) => Iterable<string>
    >
  >
  /** Whether a change can concern any key at all, seen from the change alone; without this, every one may. */
  readonly wants?: (change: Change) => boolean
  /** How long a key waits before it is looked at because of a change, when not at once. Milliseconds. */
  readonly batch?: (change: Change) => number
  /** Further state of this controller, plain data. */
  readonly extra?: () => Extra
  /** Brings the world nearer to what the object of this key wishes. A thrown `StatusError` is retried with back-off. */
  reconcile(world: World<ControllerState<Extra>>, key: string): Result
}

export interface ControllerState<Extra = undefined> {
  /** Keys with a task planned, so that a key waits once only. */
  readonly queued: Set<string>
  readonly failures: Map<string, number>
  /** When a key asked to be looked at again; an older timer that comes due is ignored. */
  readonly timers: Map<string, number>
  readonly extra: Extra
}

/** client-go's default rate limiter: 5 ms doubled for each failure of a key, at most 1,000 s (util/workqueue). */
const BASE_BACKOFF_MS = 5
const MAX_BACKOFF_MS = 1_000_000

/** A reconciler with its watches and its work queue, as an actor. */
export function controller<Extra = undefined>(
  definition: ControllerDefinition<Extra>,
): Actor<ControllerState<Extra>> {
  type ThisWorld = World<ControllerState<Extra>>

  function reconcile(world: ThisWorld, key: string): void {
    world.state.queued.delete(key)
    try {
      const { requeueAfterMs } = definition.reconcile(world, key)
      world.state.failures.delete(key)
      if (requeueAfterMs !== undefined) enqueue(world, key, Math.max(1, requeueAfterMs))
    } catch (error) {
      if (!isRefusal(error)) throw error
      const failures = world.state.failures.get(key) ?? 0
      world.state.failures.set(key, failures + 1)
      world.note({ kind: 'retry', message: `${definition.name}: ${error.message}`, facts: { key } })
      enqueue(world, key, Math.min(MAX_BACKOFF_MS, BASE_BACKOFF_MS * 2 ** failures))
    }
  }

  return {
    name: definition.name,
    watches: Object.keys(definition.watches),
    ...(definition.wants !== undefined && { wants: definition.wants }),
    initial: () => ({
      queued: new Set(),
      failures: new Map(),
      timers: new Map(),
      extra: (definition.extra?.() ?? undefined) as Extra,
    }),
    observe(world, changes) {
      for (const change of changes) {
        const map = definition.watches[change.kind]
        if (map === undefined) continue
        const delay = definition.batch?.(change) ?? 0
        for (const key of map(change.object, world, change)) enqueue(world, key, delay)
        // A selector or owner that was removed concerns the one that had it before.
        if (change.previous !== undefined && change.type === 'MODIFIED') {
          for (const key of map(change.previous, world, change)) enqueue(world, key, delay)
        }
      }
    },
    act(world, kind, key) {
      if (kind === 'timer') {
        const due = world.state.timers.get(key)
        if (due === undefined || due > world.now()) return
        world.state.timers.delete(key)
        enqueue(world, key, 0)
        return
      }
      reconcile(world, key)
    },
  }
}

/** Plans a key, at once or later; one that waits already is not planned twice, and an earlier timer stays. */
function enqueue(world: World<ControllerState<unknown>>, key: string, delayMs: number): void {
  if (delayMs === 0) {
    if (world.state.queued.has(key)) return
    world.state.queued.add(key)
    world.plan(0, 'reconcile', key)
    return
  }
  const due = world.now() + delayMs
  const planned = world.state.timers.get(key)
  if (planned !== undefined && planned <= due && planned > world.now()) return
  world.state.timers.set(key, due)
  world.plan(delayMs, 'timer', key)
}

/** An answer of the API server is retried; anything else is a defect of the model and must be seen. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === 'StatusError'
}

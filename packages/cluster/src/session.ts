import {
  type Effect,
  type KubeRequest,
  type ListScope,
  type Operation,
  StatusError,
  type WatchEvent,
} from '@seaworthy/kube'
import type { Cluster, Session } from './cluster.ts'
import { inScope } from './apiserver/scope.ts'
import { type Change, type KindKey, kindKey } from './store/store.ts'

/** An operation that is being driven on a cluster's virtual time. */
export interface Running<T> {
  readonly result: () => Outcome<T> | undefined
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown }

interface OpenWatch {
  readonly scopes: ReadonlyMap<KindKey, readonly ListScope[]>
  readonly pending: WatchEvent[]
  waiting: boolean
  notified: boolean
}

/**
 * Starts an operation as a client called `name`; it goes on whenever the cluster steps. Every request takes a drawn time,
 * and events of a watch reach it after one.
 */
export function start<T>(cluster: Cluster, name: string, operation: Operation<T>): Running<T> {
  const session = new OperationSession(cluster, name, operation)
  cluster.addSession(session)
  cluster.loop.plan(cluster.now(), name, 'resume', '')
  return { result: () => session.outcome }
}

/** Drives an operation to its end, and the cluster with it. Throws what the operation throws; a stall is an error. */
export function drive<T>(cluster: Cluster, name: string, operation: Operation<T>, untilMs: number): T {
  const running = start(cluster, name, operation)
  const ended = cluster.runUntil(() => running.result() !== undefined, untilMs)
  const outcome = running.result()
  if (outcome === undefined) throw new RangeError(`the operation of ${name} did not end (${ended})`)
  if (!outcome.ok) throw outcome.error
  return outcome.value
}

class OperationSession<T> implements Session {
  readonly name: string
  outcome: Outcome<T> | undefined
  private readonly cluster: Cluster
  private readonly operation: Operation<T>
  private readonly watches = new Map<string, OpenWatch>()
  private answer: { value: unknown } | { error: unknown } = { value: undefined }
  private turn = 0

  constructor(cluster: Cluster, name: string, operation: Operation<T>) {
    this.cluster = cluster
    this.name = name
    this.operation = operation
  }

  committed(change: Change): void {
    for (const [id, watch] of this.watches) {
      const event = watchEvent(change, watch.scopes.get(change.kind) ?? [])
      if (event === undefined) continue
      watch.pending.push(event)
      if (watch.waiting && !watch.notified) {
        watch.notified = true
        this.plan(this.cluster.latency(this.name, 'watch-delivery'), 'deliver', `${id} ${this.turn}`)
      }
    }
  }

  act(kind: string, key: string): void {
    if (kind === 'deliver') this.deliver(key)
    else if (kind === 'resume' && (key === '' || Number(key) === this.turn)) this.resume()
  }

  private deliver(key: string): void {
    const [id, turn] = key.split(' ') as [string, string]
    const watch = this.watches.get(id)
    if (watch === undefined || Number(turn) !== this.turn || !watch.waiting) return
    this.answer = { value: drain(watch) }
    this.resume()
  }

  /** Goes on until the operation asks for something that takes time. */
  private resume(): void {
    this.turn++
    // A wait that ended by time is over: what comes from now on must not answer the next request.
    for (const watch of this.watches.values()) watch.waiting = false
    for (;;) {
      let step: IteratorResult<Effect, T>
      try {
        const { answer } = this
        step = 'error' in answer ? this.operation.throw(answer.error) : this.operation.next(answer.value)
      } catch (error) {
        this.end({ ok: false, error })
        return
      }
      if (step.done === true) {
        this.end({ ok: true, value: step.value })
        return
      }
      if (this.perform(step.value)) return
    }
  }

  /** Carries out an effect; true when the answer comes later. */
  private perform(effect: Effect): boolean {
    switch (effect.kind) {
      case 'now':
        this.answer = { value: this.cluster.now() }
        return false
      case 'sleep':
        this.answer = { value: undefined }
        this.plan(effect.ms, 'resume', String(this.turn))
        return true
      case 'watch-stop':
        this.watches.delete(effect.watch)
        this.answer = { value: undefined }
        return false
      case 'watch-next':
        return this.awaitEvents(effect.watch, effect.untilMs)
      case 'request':
        this.request(effect)
        return true
    }
  }

  private awaitEvents(id: string, untilMs: number): boolean {
    const watch = this.watches.get(id)
    if (watch === undefined) throw new RangeError(`no open watch ${id}`)
    watch.waiting = true
    watch.notified = false
    this.answer = { value: [] }
    if (watch.pending.length > 0) {
      watch.notified = true
      this.plan(this.cluster.latency(this.name, 'watch-delivery'), 'deliver', `${id} ${this.turn}`)
    }
    this.plan(Math.max(0, untilMs - this.cluster.now()), 'resume', String(this.turn))
    return true
  }

  /** The request reaches the server now; its answer comes back after the drawn time. */
  private request(effect: Extract<Effect, { kind: 'request' }>): void {
    const { request } = effect
    try {
      this.answer = {
        value: request.verb === 'watch' ? this.openWatch(request.scopes) : this.cluster.api.handle(request),
      }
    } catch (error) {
      this.answer = { error: error instanceof StatusError ? error : this.unhandled(request, error) }
    }
    this.plan(this.cluster.latency(this.name, 'api-request'), 'resume', String(this.turn))
  }

  /** The model stumbled over what it was sent: nobody knows what a real server says, and the client is refused. */
  private unhandled(request: KubeRequest, error: unknown): StatusError {
    const subject = describeRequest(request)
    const message = `the model cannot handle ${subject}: ${error instanceof Error ? error.message : String(error)}`
    this.cluster.learnUnknown({ code: `request:${subject}`, message })
    return new StatusError('BadRequest', message)
  }

  private openWatch(scopes: readonly ListScope[]): string {
    const id = `w${this.watches.size}-${this.turn}`
    const byKind = new Map<KindKey, ListScope[]>()
    for (const scope of scopes) {
      const kind = kindKey(scope.apiVersion, scope.kind)
      byKind.set(kind, [...(byKind.get(kind) ?? []), scope])
    }
    this.watches.set(id, { scopes: byKind, pending: [], waiting: false, notified: false })
    return id
  }

  private end(outcome: Outcome<T>): void {
    this.outcome = outcome
    this.watches.clear()
    this.cluster.removeSession(this.name)
  }

  private plan(delayMs: number, kind: string, key: string): void {
    this.cluster.loop.plan(this.cluster.now() + delayMs, this.name, kind, key)
  }
}

/** `Deployment/web`, or the verb where no object is meant. */
function describeRequest(request: KubeRequest): string {
  if ('object' in request) return `${request.object.kind}/${request.object.metadata?.name}`
  return 'ref' in request ? `${request.ref.kind}/${request.ref.name}` : request.verb
}

function drain(watch: OpenWatch): readonly WatchEvent[] {
  watch.waiting = false
  return watch.pending.splice(0)
}

/** What a watcher of some scopes hears of a change: an object that leaves them is deleted for it. */
function watchEvent(change: Change, scopes: readonly ListScope[]): WatchEvent | undefined {
  const { object, previous, type } = change
  const before = previous !== undefined && scopes.some((scope) => inScope(previous, scope))
  const now = type !== 'DELETED' && scopes.some((scope) => inScope(object, scope))
  if (now) return { type: before ? 'MODIFIED' : 'ADDED', object }
  return before ? { type: 'DELETED', object } : undefined
}

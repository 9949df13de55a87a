import type { KubeObject, ObjectRef, Json } from './object.ts'
import type {
  DeleteOptions,
  KubeRequest,
  ListScope,
  Operation,
  PatchType,
  WriteOptions,
} from './operation.ts'

export interface KubeList {
  readonly resourceVersion: string
  readonly items: readonly KubeObject[]
}

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: KubeObject
}

export interface Watch {
  /** Events since the last call; none when `untilMs` (as `now` counts) comes first. */
  next(untilMs: number): Operation<readonly WatchEvent[]>
  stop(): Operation<void>
}

/** A cluster as its users see it. Every verb is an operation; it throws `StatusError` where the server refuses. */
export interface KubeClient {
  get(ref: ObjectRef): Operation<KubeObject>
  list(scope: ListScope): Operation<KubeList>
  create(object: KubeObject, options?: WriteOptions): Operation<KubeObject>
  update(object: KubeObject, options?: WriteOptions): Operation<KubeObject>
  patch(ref: ObjectRef, type: PatchType, patch: Json, options?: WriteOptions): Operation<KubeObject>
  /** Server-side apply. Conflicts with other managers are refused unless `force`. */
  apply(object: KubeObject, options?: WriteOptions & { force?: boolean }): Operation<KubeObject>
  /** Resumes once the server has accepted; the object may live on while its finalizers and grace last. */
  delete(ref: ObjectRef, options?: DeleteOptions): Operation<void>
  evict(ref: ObjectRef, options?: DeleteOptions): Operation<void>
  /** Changes from now on, in one or several scopes, as one stream. To miss nothing, open it before reading. */
  watch(...scopes: readonly ListScope[]): Operation<Watch>
  discover(): Operation<readonly string[]>
  now(): Operation<number>
  sleep(ms: number): Operation<void>
}

/** The verbs as effects. Whoever drives the operation is the cluster. */
export const kubeClient: KubeClient = {
  get: (ref) => ask({ verb: 'get', ref }),
  list: (scope) => ask({ verb: 'list', scope }),
  create: (object, options = {}) => ask({ verb: 'create', object, options }),
  update: (object, options = {}) => ask({ verb: 'update', object, options }),
  patch: (ref, type, patch, options = {}) => ask({ verb: 'patch', ref, type, patch, options }),
  apply: (object, options = {}) => ask({ verb: 'apply', object, options }),
  delete: (ref, options = {}) => ask({ verb: 'delete', ref, options }),
  evict: (ref, options = {}) => ask({ verb: 'evict', ref, options }),
  discover: () => ask({ verb: 'discover' }),
  *watch(...scopes) {
    const watch: string = yield* ask({ verb: 'watch', scopes })
    return {
      *next(untilMs) {
        return yield { kind: 'watch-next', watch, untilMs }
      },
      *stop() {
        yield { kind: 'watch-stop', watch }
      },
    }
  },
  *now() {
    return yield { kind: 'now' }
  },
  *sleep(ms) {
    yield { kind: 'sleep', ms }
  },
}

function* ask<T>(request: KubeRequest): Operation<T> {
  return yield { kind: 'request', request }
}

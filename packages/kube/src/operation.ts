import type { KubeObject, ObjectRef, Json } from './object.ts'

/**
 * What an operation asks of the world, as data. A driver answers by resuming the generator: on virtual time inside
 * the simulation, over HTTPS and real timers outside. So the same code runs in both, and no promise decides an order.
 */
export type Effect =
  | { readonly kind: 'request'; readonly request: KubeRequest }
  | { readonly kind: 'sleep'; readonly ms: number }
  | { readonly kind: 'now' }
  /** Resumed with the events since the last call, or with none when `untilMs` comes first. */
  | { readonly kind: 'watch-next'; readonly watch: string; readonly untilMs: number }
  | { readonly kind: 'watch-stop'; readonly watch: string }

/** A piece of work against a cluster that gives `T`, or throws a `StatusError` that the API server answered. */
// biome-ignore lint: what a driver sends back depends on the effect
export type Operation<T> = Generator<Effect, T, any>

export interface ListScope {
  readonly apiVersion: string
  readonly kind: string
  /** Absent: every namespace. */
  readonly namespace?: string
  /** In kubectl's form: `app=web,tier!=cache`. */
  readonly labelSelector?: string
  /** `metadata.name=x`, `spec.nodeName=n1`. */
  readonly fieldSelector?: string
}

export type PatchType = 'json' | 'merge' | 'strategic'

export interface DeleteOptions {
  readonly propagationPolicy?: 'Orphan' | 'Background' | 'Foreground'
  readonly gracePeriodSeconds?: number
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string }
}

export interface WriteOptions {
  readonly fieldManager?: string
  readonly dryRun?: boolean
  readonly subresource?: 'status' | 'scale'
}

export type KubeRequest =
  | { readonly verb: 'get'; readonly ref: ObjectRef }
  | { readonly verb: 'list'; readonly scope: ListScope }
  | { readonly verb: 'create'; readonly object: KubeObject; readonly options: WriteOptions }
  | { readonly verb: 'update'; readonly object: KubeObject; readonly options: WriteOptions }
  | {
      readonly verb: 'patch'
      readonly ref: ObjectRef
      readonly type: PatchType
      readonly patch: Json
      readonly options: WriteOptions
    }
  | {
      readonly verb: 'apply'
      readonly object: KubeObject
      readonly options: WriteOptions & { readonly force?: boolean }
    }
  | { readonly verb: 'delete'; readonly ref: ObjectRef; readonly options: DeleteOptions }
  /** Asks for a pod to go, within its disruption budgets. */
  | { readonly verb: 'evict'; readonly ref: ObjectRef; readonly options: DeleteOptions }
  | { readonly verb: 'watch'; readonly scopes: readonly ListScope[] }
  /** The kinds the server knows: `apps/v1/Deployment`, as in `.Capabilities.APIVersions`. */
  | { readonly verb: 'discover' }

import type { HookEvent } from '@seaworthy/helm'
import type { ObjectRef } from '@seaworthy/kube'

/** What a release operation tells while it works: for progress, timelines and properties. */
export type ReleaseEvent =
  | { readonly kind: 'started'; readonly action: string; readonly revision: number }
  | { readonly kind: 'crds'; readonly count: number }
  | { readonly kind: 'hook-started'; readonly event: HookEvent; readonly ref: ObjectRef }
  | { readonly kind: 'hook-ended'; readonly event: HookEvent; readonly ref: ObjectRef; readonly ok: boolean }
  | { readonly kind: 'applying'; readonly count: number }
  | { readonly kind: 'applied'; readonly ref: ObjectRef; readonly changed: boolean }
  | { readonly kind: 'deleted'; readonly ref: ObjectRef }
  | { readonly kind: 'waiting'; readonly count: number }
  | { readonly kind: 'warning'; readonly message: string }
  | { readonly kind: 'ended'; readonly status: string; readonly description: string }

export type Report = (event: ReleaseEvent) => void

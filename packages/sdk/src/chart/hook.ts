import type { HookDeletePolicy, HookEvent } from '@seaworthy/helm'

interface HookOptions {
  readonly events: readonly [HookEvent, ...HookEvent[]]
  /** Hooks of one event run in the order of their weights. */
  readonly weight?: number
  /** Helm's own default, `before-hook-creation`, where nothing is said. */
  readonly deletePolicies?: readonly HookDeletePolicy[]
}

/** The annotations that make an object a hook: `annotations: hook({ events: ['pre-install'], weight: -5 })`. */
export function hook(options: HookOptions): Readonly<Record<string, string>> {
  const { events, weight, deletePolicies = [] } = options
  return {
    'helm.sh/hook': events.join(','),
    ...(weight === undefined ? {} : { 'helm.sh/hook-weight': String(weight) }),
    ...(deletePolicies.length === 0 ? {} : { 'helm.sh/hook-delete-policy': deletePolicies.join(',') }),
  }
}

import type { Hook, HookDeletePolicy, HookEvent } from '../rendered.ts'

const events: ReadonlyMap<string, HookEvent> = new Map([
  ...(
    [
      'pre-install',
      'post-install',
      'pre-upgrade',
      'post-upgrade',
      'pre-rollback',
      'post-rollback',
      'pre-delete',
      'post-delete',
      'test',
    ] as const
  ).map((event) => [event, event] as const),
  ['test-success', 'test'] as const,
])
const policies: ReadonlySet<string> = new Set<HookDeletePolicy>([
  'before-hook-creation',
  'hook-succeeded',
  'hook-failed',
])

/** What the annotations of a document say of it as a hook; `unknown` names events that drop the whole document. */
export type HookReading = { readonly hook: Hook } | { readonly unknown: string } | undefined

/** Reads `helm.sh/hook`, its weight and its delete policies (manifest_sorter.go). Undefined for ordinary documents. */
export function readHook(annotations: ReadonlyMap<string, string>): HookReading {
  const written = annotations.get('helm.sh/hook')
  if (written === undefined) return undefined
  const found = words(written).map((word) => events.get(word))
  if (found.includes(undefined)) return { unknown: written }
  const deletePolicies = words(annotations.get('helm.sh/hook-delete-policy') ?? '').filter(isPolicy)
  const weight = annotations.get('helm.sh/hook-weight') ?? ''
  return {
    hook: {
      events: found as HookEvent[],
      weight: /^[-+]?\d+$/.test(weight) ? Number(weight) : 0,
      deletePolicies: deletePolicies.length > 0 ? deletePolicies : ['before-hook-creation'],
    },
  }
}

function words(list: string): string[] {
  return list.split(',').map((word) => word.trim().toLowerCase())
}

function isPolicy(word: string): word is HookDeletePolicy {
  return policies.has(word)
}

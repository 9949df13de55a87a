import type { HookEvent, RenderedRelease } from '@seaworthy/helm'

/** Helm's nine words (`pkg/release/v1/status.go`). */
export type ReleaseStatus =
  | 'unknown'
  | 'deployed'
  | 'uninstalled'
  | 'superseded'
  | 'failed'
  | 'uninstalling'
  | 'pending-install'
  | 'pending-upgrade'
  | 'pending-rollback'

/** One revision of a release as it is stored: what Helm calls a release and shows as a line of `helm history`. */
export interface ReleaseRecord {
  readonly name: string
  readonly namespace: string
  /** Counts from 1. */
  readonly revision: number
  readonly status: ReleaseStatus
  readonly description: string
  /** Milliseconds since 1970. */
  readonly firstDeployedAt: number
  readonly lastDeployedAt: number
  readonly chart: RenderedRelease['chart']
  readonly userValues: Readonly<Record<string, unknown>>
  /** The ordinary objects as rendered, one YAML stream with `# Source:` lines. */
  readonly manifest: string
  readonly hooks: readonly HookRecord[]
  readonly notes: string
  /** How the objects were applied: on the server's side, or by a three-way merge of the client. */
  readonly applyMethod: 'ssa' | 'csa'
}

export interface HookRecord {
  readonly name: string
  readonly kind: string
  /** As in `# Source:`. */
  readonly path: string
  readonly manifest: string
  readonly events: readonly HookEvent[]
  readonly weight: number
  readonly deletePolicies: readonly string[]
  readonly lastRun?: HookRun
}

export interface HookRun {
  readonly startedAt: number
  readonly completedAt?: number
  readonly phase: 'Unknown' | 'Running' | 'Succeeded' | 'Failed'
}

/** Statuses under which Helm refuses to start another operation. */
export function isPending(status: ReleaseStatus): boolean {
  return status === 'pending-install' || status === 'pending-upgrade' || status === 'pending-rollback'
}

/** The first form of a record, before anything was done. */
export function newRecord(
  rendered: RenderedRelease,
  status: ReleaseStatus,
  description: string,
  at: number,
): ReleaseRecord {
  return {
    name: rendered.name,
    namespace: rendered.namespace,
    revision: rendered.revision,
    status,
    description,
    firstDeployedAt: at,
    lastDeployedAt: at,
    chart: rendered.chart,
    userValues: rendered.userValues,
    manifest: rendered.objects.map(({ source, text }) => `---\n# Source: ${source}\n${text}\n`).join(''),
    hooks: rendered.hooks.map(({ object, source, text, hook }) => ({
      name: object.metadata.name,
      kind: object.kind,
      path: source,
      manifest: text,
      events: hook?.events ?? [],
      weight: hook?.weight ?? 0,
      deletePolicies: hook?.deletePolicies ?? [],
    })),
    notes: rendered.notes,
    applyMethod: 'ssa',
  }
}

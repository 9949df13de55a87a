import type { Change } from '@seaworthy/cluster'
import type { RenderedRelease } from '@seaworthy/helm'
import { isMigration } from '../is-migration.ts'
import { isJobOver, isReady } from '../pod-facts.ts'
import type { Property } from '../property.ts'
import type { Violation } from '../verdict.ts'

/** The migration has completed before any pod of the new revision is ready. */
export const migrationFirst: Property = {
  name: 'migration-first',
  demands: 'the migration completes before any new pod is ready',
  concerns: ({ subject }) => subject.migrations.length > 0,
  begin({ subject, cluster, startMs, rendered }) {
    const waiting = new Set(rendered === undefined ? [] : migrationsIn(rendered, subject.migrations))
    const oldSets = new Set(
      [...cluster.store.list('ReplicaSet.apps', subject.namespace)].map(({ metadata }) => metadata.uid),
    )
    let violation: Violation | undefined
    return {
      change({ kind, object, previous, type }: Change, at) {
        if (type === 'DELETED') return
        if (kind === 'Job.batch' && isJobOver(object) === 'complete')
          waiting.delete(`Job/${object.metadata.name}`)
        if (kind !== 'Pod' || waiting.size === 0 || violation !== undefined) return
        if (!isReady(object) || (previous !== undefined && isReady(previous))) return
        const owner = object.metadata.ownerReferences?.[0]
        if (owner?.kind !== 'ReplicaSet' || oldSets.has(owner.uid)) return
        violation = {
          property: 'migration-first',
          atMs: at - startMs,
          message: `Pod/${object.metadata.name} of the new revision is ready before ${[...waiting].join(', ')} has completed`,
        }
      },
      finish: () => violation,
    }
  },
}

/** The migrations that run in this operation: some run in upgrades only, some are no hooks. */
function migrationsIn(release: RenderedRelease, migrations: readonly string[]): string[] {
  const { hooks, objects, isUpgrade } = release
  const kind = isUpgrade ? 'upgrade' : 'install'
  const run = hooks.filter(({ hook }) =>
    hook?.events.some((event) => event === `pre-${kind}` || event === `post-${kind}`),
  )
  return [...run, ...objects]
    .filter(({ object }) => isMigration(object, release, migrations))
    .map(({ object }) => `${object.kind}/${object.metadata.name}`)
}

import type { RenderedRelease } from '@seaworthy/helm'
import { fates, withImages } from '../changed-images.ts'
import { isMigration } from '../is-migration.ts'
import { available } from '../properties/available.ts'
import { oldPodsServe } from '../properties/old-pods-serve.ts'
import { operationEnds } from '../properties/operation-ends.ts'
import { singleton } from '../properties/singleton.ts'
import type { Scenario } from '../scenario.ts'
import type { Subject } from '../subject.ts'
import { upgrading } from './operate.ts'
import { previousOf } from './previous-of.ts'
import { renderFor } from './render-for.ts'

/** A new image whose migration ends with an error. */
export const upgradeMigrationFails: Scenario = {
  name: 'upgrade-migration-fails',
  title: 'upgrade whose migration fails',
  from: 'installed',
  properties: () => [operationEnds('failed'), oldPodsServe, available, singleton],
  notApplicable(subject, installed) {
    if (installed === undefined || migrationsOf(subject, installed).length > 0) return undefined
    return 'the chart has no migration that runs on upgrade'
  },
  prepare(ground, wait, seed) {
    const { subject } = ground
    const rendered = renderFor(subject, ground.cluster, 2, 1_000 + seed)
    const failing = new Set(migrationsOf(subject, rendered))
    const broken = withImages(rendered, 'migration fails', (_container, { object }) =>
      failing.has(`${object.kind}/${object.metadata.name}`) ? fates.failing : fates.next,
    )
    return upgrading(broken, previousOf(ground), wait)
  },
}

/** The migrations that run as a hook of an upgrade. */
function migrationsOf(subject: Subject, release: RenderedRelease): string[] {
  return release.hooks
    .filter(({ hook }) => hook?.events.some((event) => event === 'pre-upgrade' || event === 'post-upgrade'))
    .filter(({ object }) => isMigration(object, release, subject.migrations))
    .map(({ object }) => `${object.kind}/${object.metadata.name}`)
}

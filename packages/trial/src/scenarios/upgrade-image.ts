import { fates, withImages } from '../changed-images.ts'
import { available } from '../properties/available.ts'
import { converges } from '../properties/converges.ts'
import { migrationFirst } from '../properties/migration-first.ts'
import { operationEnds } from '../properties/operation-ends.ts'
import { singleton } from '../properties/singleton.ts'
import type { Scenario } from '../scenario.ts'
import { upgrading } from './operate.ts'
import { previousOf } from './previous-of.ts'
import { renderFor } from './render-for.ts'

/** A new version of every image, hooks included, that works like the one before. */
export const upgradeImage: Scenario = {
  name: 'upgrade-image',
  title: 'upgrade to a new image',
  from: 'installed',
  properties: () => [operationEnds('deployed'), converges, available, migrationFirst, singleton],
  prepare(ground, wait, seed) {
    const rendered = renderFor(ground.subject, ground.cluster, 2, 1_000 + seed)
    return upgrading(
      withImages(rendered, 'next', () => fates.next),
      previousOf(ground),
      wait,
    )
  },
}

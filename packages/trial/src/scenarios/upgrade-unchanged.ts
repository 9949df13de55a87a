import { available } from '../properties/available.ts'
import { nothingChanges } from '../properties/nothing-changes.ts'
import { operationEnds } from '../properties/operation-ends.ts'
import type { Scenario } from '../scenario.ts'
import { previousOf } from './previous-of.ts'
import { upgrading } from './operate.ts'
import { renderFor } from './render-for.ts'

/** The same chart and values once more. `lookup` sees the cluster, and random functions draw anew, as in Helm. */
export const upgradeUnchanged: Scenario = {
  name: 'upgrade-unchanged',
  title: 'upgrade with nothing changed',
  from: 'installed',
  properties: () => [operationEnds('deployed'), nothingChanges, available],
  prepare(ground, wait, seed) {
    const rendered = renderFor(ground.subject, ground.cluster, 2, 1_000 + seed)
    return upgrading(rendered, previousOf(ground), wait)
  },
}

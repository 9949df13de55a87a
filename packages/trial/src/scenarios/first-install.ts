import { converges } from '../properties/converges.ts'
import { migrationFirst } from '../properties/migration-first.ts'
import { operationEnds } from '../properties/operation-ends.ts'
import { singleton } from '../properties/singleton.ts'
import type { Scenario } from '../scenario.ts'
import { installing } from './operate.ts'
import { renderFor } from './render-for.ts'

/** The first install, into a namespace that holds the documented prerequisites and nothing else. */
export const firstInstall: Scenario = {
  name: 'first-install',
  title: 'first install into an empty namespace',
  from: 'empty',
  properties: () => [operationEnds('deployed'), converges, migrationFirst, singleton],
  prepare: ({ subject, cluster }, wait, seed) => installing(renderFor(subject, cluster, 1, seed), wait),
}

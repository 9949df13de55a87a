import type { Scenario } from '../scenario.ts'
import { drain } from './drain.ts'
import { firstInstall } from './first-install.ts'
import { upgradeImage } from './upgrade-image.ts'
import { upgradeMigrationFails } from './upgrade-migration-fails.ts'
import { upgradeNeverReady } from './upgrade-never-ready.ts'
import { upgradeUnchanged } from './upgrade-unchanged.ts'

/** The trials that every chart is sent on, in the order of a release's life. */
export const standardScenarios: readonly Scenario[] = [
  firstInstall,
  upgradeUnchanged,
  upgradeImage,
  upgradeMigrationFails,
  upgradeNeverReady,
  drain,
]

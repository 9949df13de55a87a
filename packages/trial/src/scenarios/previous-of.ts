import type { RenderedRelease } from '@seaworthy/helm'
import type { Ground } from '../ground.ts'

/** What is installed where an upgrade begins. @throws RangeError on empty ground: a defect of the scenario's `from` */
export function previousOf(ground: Ground): RenderedRelease {
  if (ground.installed === undefined) throw new RangeError('an upgrade needs something installed')
  return ground.installed
}

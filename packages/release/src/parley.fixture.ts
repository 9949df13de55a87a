import { join } from 'node:path'
import { loadChart, type RenderedRelease, renderChart } from '@seaworthy/helm'
import { fixedClock, Random } from '@seaworthy/sim'

export const parleyChart = join(import.meta.dirname, '../testdata/parley')
/** What a real Helm 4.2.4 put into the Secret of an install of it. */
export const recordedByHelm = join(import.meta.dirname, '../testdata/recorded/helm-4.2.4.json')

/** The chart of `testdata/parley`, rendered as `helm … --set greeting=salve` does it. */
export function parley(namespace: string, revision = 1): RenderedRelease {
  return renderChart(loadChart(parleyChart), {
    releaseName: 'parley',
    namespace,
    revision,
    isUpgrade: revision > 1,
    values: [{ kind: 'set', expression: 'greeting=salve' }],
    clock: fixedClock(0),
    random: new Random(0),
  })
}

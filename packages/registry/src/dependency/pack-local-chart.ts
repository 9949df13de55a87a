import { registryFailure } from '../failure.ts'
import type { WantedChart } from './wanted-chart.ts'
import type { ResolveOptions } from './resolve.ts'

/** Packs a chart of a `file://` repository into the draft of charts/; its version. */
export function packLocalChart({ name }: WantedChart, _options: ResolveOptions, _draft: string): string {
  throw registryFailure(`dependency ${name} is a folder, and folders are not packed yet`, {
    code: 'dependency-local',
  })
}

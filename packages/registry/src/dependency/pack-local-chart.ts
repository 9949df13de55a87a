import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packAsItIs } from '@seaworthy/helm'
import { prefixed, registryFailure } from '../failure.ts'
import { parsedConstraint } from '../repository/chart-index.ts'
import { parsedVersion } from '../repository/parsed-version.ts'
import { loadUnpacked, localFolder } from './chart-folder.ts'
import type { ResolveOptions } from './resolve.ts'
import type { WantedChart } from './wanted-chart.ts'

/** Packs a chart of a `file://` repository into the draft of charts/; its version (`pkg/downloader/manager.go`, tarFromLocalDir). */
export function packLocalChart(
  { name, version, repository }: WantedChart,
  { context, chartFolder }: ResolveOptions,
  draft: string,
): string {
  const folder = localFolder(repository, chartFolder)
  const chart = loadUnpacked(context, folder)
  const found = parsedVersion(chart.metadata.version)
  if (found === undefined || !rangeOf(name, version).allows(found)) {
    throw registryFailure(`can't get a valid version for dependency ${name}`, { code: 'version-constraint' })
  }
  const options = { helmVersion: context.version, nowSeconds: Math.floor(context.clock.now() / 1000) }
  const { fileName, bytes } = packAsItIs(chart, options)
  writeFileSync(join(draft, fileName), bytes)
  return chart.metadata.version
}

function rangeOf(name: string, version: string) {
  try {
    return parsedConstraint(version)
  } catch (error) {
    throw prefixed(`dependency ${name} has an invalid version/constraint format`, error)
  }
}

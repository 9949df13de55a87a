import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { writeAtomically } from '../atomic-write.ts'
import type { HelmHome } from '../helm-home.ts'
import { ownFile } from '../own-file.ts'

/** A chart that Helm 4 or Seaworthy keeps under this sha256 in hexadecimal; undefined where there is none, or another. */
export function cachedChart(home: HelmHome, digest: string): Uint8Array | undefined {
  const bytes = ownFile(pathOf(home, digest))
  return bytes !== undefined && sha256(bytes) === digest ? bytes : undefined
}

/** Keeps a chart and tells where. */
export function cacheChart(home: HelmHome, bytes: Uint8Array): string {
  const path = pathOf(home, sha256(bytes))
  writeAtomically(path, bytes)
  return path
}

/** Helm's layout: `pkg/downloader/cache.go`. */
function pathOf({ contentCache }: HelmHome, digest: string): string {
  return join(contentCache, digest.slice(0, 2), `${digest}.chart`)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

import { DiagnosticError } from '@seaworthy/diagnostics'
import { compareBytes, goQuote, type RenderOutput } from '@seaworthy/gotemplate'
import { logLine } from '../log-line.ts'
import type { Hook } from '../rendered.ts'
import type { HelmVersion } from '../version.ts'
import { type ManifestHead, readHead } from './head.ts'
import { readHook } from './hook.ts'
import { installOrder, sortByKind } from './order.ts'
import { splitManifests } from './split.ts'

/** A document of the release, still as text. */
export interface Manifest {
  readonly source: string
  readonly kind: string
  readonly text: string
  readonly head: ManifestHead
  readonly hook?: Hook
  /** The file it was cut from, and where in that its text begins. */
  readonly output: RenderOutput
  readonly start: number
}

export interface SortedManifests {
  readonly manifests: readonly Manifest[]
  readonly hooks: readonly Manifest[]
}

/**
 * Cuts rendered files into documents, sets hooks apart and sorts both by kind (SortManifests). `log` receives what Helm says.
 * Throws a `DiagnosticError` with every document that cannot be read.
 */
export function sortManifests(
  files: ReadonlyMap<string, RenderOutput>,
  version: HelmVersion,
  log: string[],
): SortedManifests {
  const faults: DiagnosticError[] = []
  const found: Manifest[] = []
  for (const path of [...files.keys()].sort(compareBytes)) {
    const output = files.get(path) as RenderOutput
    if (path.slice(path.lastIndexOf('/') + 1).startsWith('_')) continue
    for (const { text, start } of splitManifests(output.text, version)) {
      try {
        const manifest = readManifest(path, text, start, output, version, log)
        if (manifest !== undefined) found.push(manifest)
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error
        faults.push(error)
      }
    }
  }
  if (faults.length > 0) throw new DiagnosticError(faults.flatMap(({ diagnostics }) => diagnostics))
  const sorted = sortByKind(found, installOrder[version])
  return {
    manifests: sorted.filter(({ hook }) => hook === undefined),
    hooks: sorted.filter(({ hook }) => hook !== undefined),
  }
}

function readManifest(
  source: string,
  text: string,
  start: number,
  output: RenderOutput,
  version: HelmVersion,
  log: string[],
): Manifest | undefined {
  const head = readHead(text, source, version)
  const reading = readHook(head.annotations)
  const manifest = { source, kind: head.kind, text, head, output, start }
  if (reading === undefined) return manifest
  if ('hook' in reading) return { ...manifest, hook: reading.hook }
  log.push(
    logLine(version, {
      message: 'skipping unknown hooks',
      attributes: { hookTypes: reading.unknown },
      place3: 'manifest_sorter.go:199',
      message3: `info: skipping unknown hook: ${goQuote(reading.unknown)}`,
    }),
  )
  return undefined
}

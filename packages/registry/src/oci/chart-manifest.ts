import { writeGoJson } from '@seaworthy/gotemplate'
import type { Maintainer, Metadata } from '@seaworthy/helm'
import { metadataJson, object } from './chart-json.ts'
import { describe, type Descriptor, mediaTypes } from './descriptor.ts'

/** A chart as a registry keeps it. */
export interface ChartManifest {
  readonly bytes: Uint8Array
  readonly descriptor: Descriptor
  /** Everything that the manifest names, with its bytes. */
  readonly blobs: readonly { readonly descriptor: Descriptor; readonly bytes: Uint8Array }[]
}

/**
 * The manifest of a packed chart, byte for byte Helm's (`pkg/registry/client.go`, Push): its digest is therefore too.
 * `created` is RFC 3339, the time at which the archive was written.
 */
export function chartManifest(
  metadata: Metadata,
  archive: Uint8Array,
  created: string,
  provenance?: Uint8Array,
): ChartManifest {
  const config = blob(mediaTypes.config, Buffer.from(metadataJson(metadata)))
  const layers = [
    blob(mediaTypes.chart, archive),
    ...(provenance === undefined ? [] : [blob(mediaTypes.provenance, provenance)]),
  ].sort((a, b) => (a.descriptor.digest < b.descriptor.digest ? -1 : 1))
  const text = object([
    ['schemaVersion', '2'],
    ['config', descriptorJson(config.descriptor)],
    ['layers', `[${layers.map(({ descriptor }) => descriptorJson(descriptor)).join(',')}]`],
    ['annotations', writeGoJson(new Map(Object.entries(annotationsOf(metadata, created))))],
  ])
  const bytes = Buffer.from(text)
  return { bytes, descriptor: describe(mediaTypes.manifest, bytes), blobs: [config, ...layers] }
}

function blob(mediaType: string, bytes: Uint8Array) {
  return { descriptor: describe(mediaType, bytes), bytes }
}

function descriptorJson({ mediaType, digest, size }: Descriptor): string {
  return object([
    ['mediaType', writeGoJson(mediaType)],
    ['digest', writeGoJson(digest)],
    ['size', String(size)],
  ])
}

/** The names of OCI's image-spec for what `Chart.yaml` says; a chart's own annotations win, but for title and version. */
function annotationsOf(metadata: Metadata, created: string): Record<string, string> {
  const image = 'org.opencontainers.image.'
  const { [`${image}version`]: _version, [`${image}title`]: _title, ...own } = metadata.annotations ?? {}
  const said = {
    [`${image}description`]: metadata.description,
    [`${image}title`]: metadata.name,
    [`${image}version`]: metadata.version,
    [`${image}url`]: metadata.home,
    [`${image}created`]: created,
    [`${image}source`]: metadata.sources?.[0],
    [`${image}authors`]: authors(metadata.maintainers ?? []),
  }
  const written = Object.entries(said).filter(
    (pair): pair is [string, string] => (pair[1] ?? '').trim() !== '',
  )
  return { ...Object.fromEntries(written), ...own }
}

function authors(maintainers: readonly Maintainer[]): string {
  return maintainers.map(({ name, email }) => name + (email === '' ? '' : ` (${email})`)).join(', ')
}

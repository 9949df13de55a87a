import { createHash } from 'node:crypto'
import { registryFailure } from '../failure.ts'

/** What a registry calls a piece of content: its type, the digest of its bytes and their number. */
export interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

/** The media types of Helm's charts (`pkg/registry/constants.go`) and of OCI's manifests. */
export const mediaTypes = {
  config: 'application/vnd.cncf.helm.config.v1+json',
  chart: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
  legacyChart: 'application/tar+gzip',
  provenance: 'application/vnd.cncf.helm.chart.provenance.v1.prov',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
} as const

export function sha256(bytes: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

export function describe(mediaType: string, bytes: Uint8Array): Descriptor {
  return { mediaType, digest: sha256(bytes), size: bytes.length }
}

/** Holds content against what was promised of it. A registry, or whoever is in between, is not trusted. */
export function verified(expected: Descriptor, bytes: Uint8Array): Uint8Array {
  if (bytes.length !== expected.size) {
    throw mismatch(`size ${bytes.length} does not match ${expected.size}`, expected)
  }
  const algorithm = expected.digest.split(':', 1)[0] ?? ''
  const found = `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`
  if (found !== expected.digest) throw mismatch(`digest ${found} does not match ${expected.digest}`, expected)
  return bytes
}

function mismatch(found: string, { mediaType }: Descriptor) {
  return registryFailure(`content of type ${mediaType} is not what the registry promised: ${found}`, {
    code: 'digest-mismatch',
    help: 'nothing was written; pull again, and ask who keeps the registry if it stays so',
  })
}

import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { registryFailure } from '../failure.ts'
import type { HelmContext } from '../helm-context.ts'
import type { ChartRegistries } from '../oci/chart-registry.ts'
import { isOci } from '../oci/reference.ts'
import { pullFromRegistry } from '../oci/pull-chart.ts'
import { addressParts } from '../repository/repository-url.ts'
import { fetchFile } from '../repository/repository-client.ts'
import { cachedChart } from './content-cache.ts'
import type { LocatedChart } from './locate.ts'

/** A packed chart as it came, with the name under which Helm would save it. */
export interface FetchedChart {
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** Fetches a located chart, from the cache where its digest is known and there. What has another digest is refused. */
export async function fetchChart(
  context: HelmContext,
  registries: ChartRegistries,
  located: LocatedChart,
): Promise<FetchedChart> {
  const fileName = fileNameOf(located.url)
  if (isOci(located.url))
    return { fileName, bytes: await pullFromRegistry(context, registries, located.url, 'chart') }
  const digest = indexDigest(located, context)
  const known = digest === '' ? undefined : cachedChart(context.home, digest)
  if (known !== undefined) return { fileName, bytes: known }
  const bytes = await fetchFile(
    context,
    located.url,
    located.options,
    'application/gzip,application/octet-stream',
  )
  checkDigest(located.url, bytes, digest)
  return { fileName, bytes }
}

/** The provenance file that belongs to a chart. */
export async function fetchProvenance(
  context: HelmContext,
  registries: ChartRegistries,
  { url, options }: LocatedChart,
): Promise<Uint8Array> {
  if (isOci(url)) return pullFromRegistry(context, registries, url, 'provenance')
  const { 0: address = '', 1: query } = url.split('?', 2)
  return fetchFile(context, query === undefined ? `${address}.prov` : `${address}?${query}.prov`, options)
}

/** Hexadecimal, without its algorithm. Helm 4 refuses what is no sha256, Helm 3 never looks. */
function indexDigest({ digest, url }: LocatedChart, { version }: HelmContext): string {
  const hex = digest.slice(digest.indexOf(':') + 1)
  if (hex === '' || /^[0-9a-fA-F]{64}$/.test(hex)) return hex.toLowerCase()
  if (version === '3.21') return ''
  const length = /^([0-9a-fA-F]{2})*$/.test(hex) ? `invalid digest length: ${hex.length / 2}` : hexFault(hex)
  throw registryFailure(length, {
    code: 'repository-index',
    found: digest,
    expected: `the sha256 of ${url} in the index of its repository`,
  })
}

/** In the words of Go's encoding/hex. */
function hexFault(hex: string): string {
  const odd = /[^0-9a-fA-F]/u.exec(hex)?.[0]
  if (odd === undefined) return 'encoding/hex: odd length hex string'
  const code = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `encoding/hex: invalid byte: U+${code} '${odd}'`
}

function checkDigest(url: string, bytes: Uint8Array, digest: string): void {
  const found = createHash('sha256').update(bytes).digest('hex')
  if (digest === '' || found === digest) return
  throw registryFailure(`what was downloaded from ${url} is not what the repository's index promises`, {
    code: 'digest-mismatch',
    found: `sha256:${found}`,
    expected: `sha256:${digest}`,
    help: 'nothing was written; ask who keeps the repository. helm itself does not compare the two',
  })
}

/** Of an address the last part, of `oci://host/shop:1.2.3` the name `shop-1.2.3.tgz`. */
function fileNameOf(url: string): string {
  const base = posix.basename(decoded(addressParts(url).path))
  if (!isOci(url)) return base
  const colon = base.lastIndexOf(':')
  return `${base.slice(0, colon)}-${base.slice(colon + 1)}.tgz`
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // A lone per cent sign stands for itself.
    return path
  }
}

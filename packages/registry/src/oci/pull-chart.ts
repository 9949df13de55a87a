import { registryFailure, within } from '../failure.ts'
import { type HelmContext, sayRegistry } from '../helm-context.ts'
import type { ChartRegistries } from './chart-registry.ts'
import { type Descriptor, mediaTypes } from './descriptor.ts'
import { parseReference, type Reference, referenceText } from './reference.ts'
import type { RegistryClient } from './registry-client.ts'
import { underscoreNotice } from './underscore-notice.ts'

/**
 * The bytes of a chart, or of its provenance file, in a registry. Manifest and content are held against their digests. Says
 * `Pulled:` and `Digest:` as Helm does (rule: `pkg/registry/client.go`, processChartPull).
 */
export async function pullFromRegistry(
  context: HelmContext,
  registries: ChartRegistries,
  address: string,
  what: 'chart' | 'provenance',
): Promise<Uint8Array> {
  const reference = parseReference(address)
  const client = registries(reference.registry)
  const wish = reference.digest || reference.tag || 'latest'
  const { descriptor, bytes } = await within('failed to perform "FetchReference" on source', () =>
    client.manifest(reference, wish),
  )
  const content = await contentOf(client, reference, descriptor, bytes)
  const found = layerOf(content, what)
  if (found.mediaType === mediaTypes.legacyChart)
    sayRegistry(context, `Warning: chart media type ${mediaTypes.legacyChart} is deprecated\n`)
  const data = await within('failed to perform "Fetch" on source', () => client.blob(reference, found))
  const shown = referenceText(reference)
  sayRegistry(context, `Pulled: ${shown}\nDigest: ${descriptor.digest}\n`)
  if (shown.includes('_')) sayRegistry(context, underscoreNotice(shown))
  return data
}

/** The one layer that is meant, in a manifest that says that it is a chart's. */
function layerOf(content: readonly Descriptor[], what: 'chart' | 'provenance'): Descriptor {
  const known = content.filter(
    ({ mediaType }) => mediaType === mediaTypes.config || wanted[what].includes(mediaType),
  )
  if (known.length === 0)
    throw lacking('manifest does not contain minimum number of descriptors (2), descriptors found: 1')
  const found = content.find(({ mediaType }) => wanted[what].includes(mediaType))
  if (!content.some(({ mediaType }) => mediaType === mediaTypes.config))
    throw lacking(`could not load config with mediatype ${mediaTypes.config}`)
  if (found === undefined)
    throw lacking(`manifest does not contain a layer with mediatype ${mediaTypes[what]}`)
  return found
}

const wanted: Readonly<Record<'chart' | 'provenance', readonly string[]>> = {
  chart: [mediaTypes.chart, mediaTypes.legacyChart],
  provenance: [mediaTypes.provenance],
}

function lacking(message: string) {
  return registryFailure(message, {
    code: 'no-chart',
    help: 'there is something at this address, but it is no Helm chart',
  })
}

interface Manifest {
  readonly config?: Descriptor
  readonly layers?: readonly Descriptor[]
  readonly manifests?: readonly Descriptor[]
}

/** Indexes may name manifests, which may not name indexes again. */
async function contentOf(
  client: RegistryClient,
  reference: Reference,
  { mediaType }: Descriptor,
  bytes: Uint8Array,
): Promise<readonly Descriptor[]> {
  const { config, layers = [], manifests = [] } = parsed(bytes)
  if (mediaType !== mediaTypes.index) return [...(config === undefined ? [] : [config]), ...layers]
  const inner = await Promise.all(
    manifests
      .filter((each) => each.mediaType === mediaTypes.manifest)
      .map(async ({ digest }) => parsed((await client.manifest(reference, digest)).bytes)),
  )
  return inner.flatMap((each) => [
    ...(each.config === undefined ? [] : [each.config]),
    ...(each.layers ?? []),
  ])
}

function parsed(bytes: Uint8Array): Manifest {
  try {
    const manifest: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    if (typeof manifest === 'object' && manifest !== null) return manifest
  } catch {
    // Said below for everything that is no object.
  }
  throw lacking('the manifest is no JSON object')
}

import { readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import { loadChart } from '@seaworthy/helm'
import { registryFailure, within } from '../failure.ts'
import { type HelmContext, sayRegistry } from '../helm-context.ts'
import { addressParts } from '../repository/repository-url.ts'
import { type ChartManifest, chartManifest } from './chart-manifest.ts'
import { chartRegistries, type RegistryOptions } from './chart-registry.ts'
import { mediaTypes } from './descriptor.ts'
import { parseReference, type Reference, referenceText, withoutScheme } from './reference.ts'
import type { RegistryClient } from './registry-client.ts'
import { localRfc3339 } from './local-rfc3339.ts'
import { underscoreNotice } from './underscore-notice.ts'

/** Pushes a packed chart, with the provenance file beside it where there is one (`helm push`). */
export async function pushChart(
  context: HelmContext,
  archive: string,
  remote: string,
  options: RegistryOptions,
): Promise<void> {
  refuseRemote(remote)
  const created = localRfc3339(archiveTime(archive))
  const { metadata } = loadChart(archive, context.version)
  const place = posix.join(withoutScheme(remote), metadata.name)
  const reference = parseReference(`${place}:${metadata.version}`)
  const manifest = chartManifest(metadata, readFileSync(archive), created, provenanceOf(archive))
  const client = chartRegistries(context, options)(reference.registry)
  await upload(client, reference, manifest)
  const name = referenceText(reference)
  sayRegistry(context, `Pushed: ${name}\nDigest: ${manifest.descriptor.digest}\n`)
  if (reference.tag.includes('_')) sayRegistry(context, underscoreNotice(name))
}

function refuseRemote(remote: string): void {
  const { scheme } = addressParts(remote)
  if (scheme === '' && /^[^/?#]*:/.test(remote)) {
    throw registryFailure(`invalid chart URL format: ${remote}`, { code: 'url', help: `oci://${remote}` })
  }
  if (scheme === '')
    throw registryFailure('scheme prefix missing from remote (e.g. "oci://")', {
      code: 'url-scheme',
      help: `oci://${remote}`,
    })
  if (scheme !== 'oci')
    throw registryFailure(`scheme ${JSON.stringify(scheme)} not supported`, { code: 'url-scheme' })
}

/** When an archive was written last, in milliseconds. */
function archiveTime(archive: string): number {
  const stat = statSync(archive, { throwIfNoEntry: false })
  if (stat === undefined) throw registryFailure(`${archive}: no such file`, { code: 'chart-not-found' })
  if (stat.isDirectory()) {
    throw registryFailure('cannot push directory, must provide chart archive (.tgz)', {
      code: 'chart-archive',
      help: `package it first: seaworthy package ${archive}`,
    })
  }
  return stat.mtimeMs
}

/** What the registry has already is not sent again; a manifest that it has needs only its tag. */
async function upload(client: RegistryClient, reference: Reference, manifest: ChartManifest): Promise<void> {
  const step = <T>(name: string, work: () => Promise<T>) =>
    within(`failed to perform ${JSON.stringify(name)} on destination`, work)
  const known = await step('Exists', () => client.hasManifest(reference, manifest.descriptor.digest))
  for (const { descriptor, bytes } of known ? [] : manifest.blobs) {
    if (await step('Exists', () => client.hasBlob(reference, descriptor))) continue
    await step('Push', () => client.pushBlob(reference, descriptor, bytes))
  }
  await step(known ? 'Tag' : 'PushReference', () =>
    client.pushManifest(reference, manifest.bytes, mediaTypes.manifest),
  )
}

function provenanceOf(archive: string): Uint8Array | undefined {
  const path = `${archive}.prov`
  return statSync(path, { throwIfNoEntry: false }) === undefined ? undefined : readFileSync(path)
}

import { registryFailure } from '../failure.ts'
import type { HelmContext } from '../helm-context.ts'
import type { ChartRegistries } from '../oci/chart-registry.ts'
import { parseReference, type Reference, withoutScheme } from '../oci/reference.ts'
import { matchingTag, versionTags } from '../oci/version-tags.ts'
import { parsedVersion } from '../repository/parsed-version.ts'

/**
 * The address of one chart in a registry. A version or tag is taken as it is, a range is looked up among the tags
 * (rule: `pkg/registry/client.go`, ValidateReference).
 */
export async function locateInRegistry(
  context: HelmContext,
  registries: ChartRegistries,
  text: string,
  version: string,
): Promise<string> {
  const reference = parseReference(text)
  const { registry, repository, tag, digest } = reference
  if (version !== '' && tag !== '' && tag !== version) {
    throw registryFailure(`chart reference and version mismatch: ${version} is not ${tag}`, {
      code: 'chart-reference',
    })
  }
  const wish = version || tag
  if (digest !== '') {
    await refuseMismatch(registries, reference, wish)
    return `oci://${registry}/${repository}@${digest}`
  }
  if (parsedVersion(wish) !== undefined) return `oci://${registry}/${repository}:${wish}`
  const tags = await versionTags(registries, withoutScheme(text))
  if (tags.length === 0) {
    const unable = context.version === '4.2' ? 'unable' : 'Unable'
    throw registryFailure(`${unable} to locate any tags in provided repository: ${text}`, {
      code: 'chart-not-found',
    })
  }
  return `oci://${registry}/${repository}:${matchingTag(tags, wish, context.version)}`
}

/** Who names a digest and a version means that they are one. A digest needs no tag. */
async function refuseMismatch(
  registries: ChartRegistries,
  reference: Reference,
  wish: string,
): Promise<void> {
  if (wish === '') return
  const tagged = await registries(reference.registry).resolve(reference, wish.replaceAll('+', '_'))
  if (tagged === undefined || tagged === reference.digest) return
  throw registryFailure(`chart reference digest mismatch: ${tagged} is not ${reference.digest}`, {
    code: 'digest-mismatch',
  })
}

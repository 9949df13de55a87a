import { registryFailure } from '../failure.ts'
import { parsedConstraint } from '../repository/chart-index.ts'
import { parsedVersion } from '../repository/parsed-version.ts'
import type { ChartRegistries } from './chart-registry.ts'
import { parseReference } from './reference.ts'

/** `1.2.3`, with nothing left out. */
const strict = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/

/** The versions that are tags of a repository, the newest first: `_` of a tag is `+` of a version (`Client.Tags`). */
export async function versionTags(registries: ChartRegistries, reference: string): Promise<string[]> {
  const parsed = parseReference(reference)
  const tags = await registries(parsed.registry).tags(parsed)
  const versions = tags.flatMap((tag) => {
    const text = tag.replaceAll('_', '+')
    const version = strict.test(text) ? parsedVersion(text) : undefined
    return version === undefined ? [] : [version]
  })
  return versions.sort((a, b) => b.compare(a)).map((version) => version.text())
}

/** The tag that a wish means: written exactly so, else the newest that the range admits (`pkg/registry/tag.go`). */
export function matchingTag(tags: readonly string[], wish: string, helm: '4.2' | '3.21'): string {
  if (wish !== '' && tags.includes(wish)) return wish
  const constraint = parsedConstraint(wish || '*')
  const found = tags.find((tag) => {
    const version = parsedVersion(tag)
    return version !== undefined && constraint.allows(version)
  })
  if (found !== undefined) return found
  const could = helm === '4.2' ? 'could' : 'Could'
  throw registryFailure(`${could} not locate a version matching provided version string ${wish}`, {
    code: 'chart-not-found',
    found: tags.slice(0, 10).join(', '),
  })
}

import { DiagnosticError } from '@seaworthy/diagnostics'
import type { Dependency } from '@seaworthy/helm'
import { join } from 'node:path'
import { prefixed, registryFailure, within, wordsOf } from '../failure.ts'
import type { HelmContext } from '../helm-context.ts'
import type { ChartRegistries } from '../oci/chart-registry.ts'
import { isOci, withoutScheme } from '../oci/reference.ts'
import { versionTags } from '../oci/version-tags.ts'
import { type ChartIndex, parsedConstraint } from '../repository/chart-index.ts'
import { parsedVersion } from '../repository/parsed-version.ts'
import { cachedIndex } from '../repository/repository-client.ts'
import { isLocal, loadUnpacked, localFolder } from './chart-folder.ts'
import type { LockedDependency } from './lock-file.ts'

export interface ResolveOptions {
  readonly context: HelmContext
  readonly registries: ChartRegistries
  readonly chartFolder: string
  /** Of the repository of each dependency, by the dependency's name. */
  readonly names: ReadonlyMap<string, string>
}

/**
 * Chooses one version for each dependency: the newest that its range admits. Says all that have none at once
 * (rule: `internal/resolver/resolver.go`, Resolve).
 */
export async function resolveVersions(
  dependencies: readonly Dependency[],
  options: ResolveOptions,
): Promise<LockedDependency[]> {
  const locked: LockedDependency[] = []
  const missing: string[] = []
  for (const dependency of dependencies) {
    const { name, repository, version } = dependency
    const found = await resolveOne(dependency, options)
    if (found !== undefined) locked.push({ name, repository, version: found })
    else
      missing.push(
        `${JSON.stringify(name)} (repository ${JSON.stringify(repository)}, version ${JSON.stringify(version)})`,
      )
  }
  if (missing.length === 0) return locked
  throw registryFailure(
    `can't get a valid version for ${missing.length} subchart(s): ${missing.join(', ')}. Make sure a matching chart version exists in the repo, or change the version constraint in Chart.yaml`,
    { code: 'chart-not-found' },
  )
}

/** The version to lock; undefined where the range admits none that there is. */
async function resolveOne(dependency: Dependency, options: ResolveOptions): Promise<string | undefined> {
  const { name, repository, version } = dependency
  const range = rangeOf(dependency)
  if (repository === '') {
    localFolder(join('charts', name), options.chartFolder)
    return version
  }
  if (isLocal(repository)) return localVersion(dependency, options)
  if (isOci(repository)) return registryVersion(dependency, options)
  const repositoryName = options.names.get(name)
  if (repositoryName === undefined) return version
  const index = indexOf(options.context, repositoryName)
  const versions = index.get(name)
  if (versions === undefined)
    throw registryFailure(`${name} chart not found in repo ${repository}`, { code: 'chart-not-found' })
  return versions.find((each) => {
    const parsed = parsedVersion(each.version)
    return parsed !== undefined && each.urls.length > 0 && range.allows(parsed)
  })?.version
}

function rangeOf({ name, version }: Dependency) {
  try {
    return parsedConstraint(version)
  } catch (error) {
    throw prefixed(`dependency ${JSON.stringify(name)} has an invalid version/constraint format`, error)
  }
}

function localVersion(dependency: Dependency, { chartFolder, context }: ResolveOptions): string | undefined {
  const folder = localFolder(dependency.repository, chartFolder)
  const { version } = loadUnpacked(context, folder).metadata
  const parsed = parsedVersion(version)
  return parsed !== undefined && rangeOf(dependency).allows(parsed) ? version : undefined
}

/** A version is taken as it is, and whether the registry has it turns out when it is fetched. */
async function registryVersion(dependency: Dependency, { registries }: ResolveOptions): Promise<string> {
  const { name, repository, version } = dependency
  if (parsedVersion(version) !== undefined) return version
  const tags = await within(`could not retrieve list of tags for repository ${repository}`, () =>
    versionTags(registries, `${withoutScheme(repository)}/${name}`),
  )
  const range = rangeOf(dependency)
  const found = tags.find((tag) => {
    const parsed = parsedVersion(tag)
    return parsed !== undefined && range.allows(parsed)
  })
  return found ?? version
}

function indexOf(context: HelmContext, name: string): ChartIndex {
  try {
    return cachedIndex(context, name)
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    throw registryFailure(
      `no cached repository for ${name} found. (try 'helm repo update'): ${wordsOf(error)}`,
      {
        code: 'repository-not-cached',
      },
    )
  }
}

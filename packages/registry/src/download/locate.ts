import { DiagnosticError } from '@seaworthy/diagnostics'
import { registryFailure, within, wordsOf } from '../failure.ts'
import { type HelmContext, warn } from '../helm-context.ts'
import type { ChartRegistries } from '../oci/chart-registry.ts'
import { isOci } from '../oci/reference.ts'
import { chosenVersion } from '../repository/chart-index.ts'
import { type RepositoryEntry, readRepositories } from '../repository/repositories-file.ts'
import { cachedIndex, type FetchOptions, fetchIndex, optionsOf } from '../repository/repository-client.ts'
import { addressParts, resolveAddress } from '../repository/repository-url.ts'
import { mergedOptions } from './fetch-options.ts'
import { locateInRegistry } from './locate-in-registry.ts'
import { owningRepository } from './owning-repository.ts'

/** Where one version of a chart can be fetched. */
export interface LocatedChart {
  /** Of an archive, or `oci://` with the tag or digest. */
  readonly url: string
  /** sha256 of the archive as the repository's index tells it; empty where nothing is told. */
  readonly digest: string
  readonly options: FetchOptions
}

/**
 * Finds the one version that a reference means: `oci://…`, the address of an archive, or `REPOSITORY/CHART` of a repository that
 * the user has named (rule: `pkg/downloader/chart_downloader.go`, ResolveChartVersion). `given` are the user's flags.
 */
export async function locateChart(
  context: HelmContext,
  registries: ChartRegistries,
  reference: string,
  version: string,
  given: FetchOptions,
): Promise<LocatedChart> {
  if (isOci(reference))
    return {
      url: await locateInRegistry(context, registries, reference, version),
      digest: '',
      options: given,
    }
  const { scheme, host, path } = addressParts(reference)
  if (scheme === '' && /^[^/?#]*:/.test(reference))
    throw registryFailure(`invalid chart URL format: ${reference}`, { code: 'url' })
  const repositories = readRepositories(context.home.repositoryConfig)
  if (scheme !== '' && host !== '' && path !== '') {
    const owner = owningRepository(context, repositories, reference)
    return {
      url: reference,
      digest: '',
      options: owner === undefined ? { ...given, for: reference } : mergedOptions(given, owner),
    }
  }
  return locateNamed(context, repositories, reference, version, given)
}

function locateNamed(
  context: HelmContext,
  repositories: readonly RepositoryEntry[],
  reference: string,
  version: string,
  given: FetchOptions,
): LocatedChart {
  const slash = reference.indexOf('/')
  if (slash < 0) {
    throw registryFailure(
      `non-absolute URLs should be in form of repo_name/path_to_chart, got: ${reference}`,
      {
        code: 'chart-reference',
        help: 'a chart in a folder is named by its path: ./NAME',
      },
    )
  }
  const [repositoryName, name] = [reference.slice(0, slash), reference.slice(slash + 1)]
  const repository = repositoryNamed(repositories, repositoryName)
  const found = chosenFrom(context, repository, name, version)
  const [url] = found.urls
  if (url === undefined) throw noAddress(JSON.stringify(reference))
  return {
    url: resolveAddress(repository.url, url),
    digest: found.digest,
    options: mergedOptions(given, repository),
  }
}

function repositoryNamed(repositories: readonly RepositoryEntry[], name: string): RepositoryEntry {
  const found = repositories.find((each) => each.name === name)
  if (found === undefined) throw registryFailure(`repo ${name} not found`, { code: 'repository-unknown' })
  if (found.url === '')
    throw registryFailure(`no URL found for repository ${name}`, { code: 'repository-unknown' })
  return found
}

function noAddress(chart: string) {
  return registryFailure(`chart ${chart} has no downloadable URLs`, { code: 'repository-index' })
}

function chosenFrom(context: HelmContext, repository: RepositoryEntry, name: string, version: string) {
  let index: ReturnType<typeof cachedIndex>
  try {
    index = cachedIndex(context, repository.name)
  } catch (error) {
    throw registryFailure(`no cached repo found. (try 'helm repo update'): ${wordsOf(error)}`, {
      code: 'repository-not-cached',
    })
  }
  try {
    return chosenVersion(index, name, version, fallbackWarning(context, name))
  } catch (error) {
    const wish = `chart ${JSON.stringify(name)} matching ${version}`
    throw registryFailure(
      `${wish} not found in ${repository.name} index. (try 'helm repo update'): ${wordsOf(error)}`,
      { code: 'chart-not-found' },
    )
  }
}

/** Helm 3 takes the nearest version without a word. */
function fallbackWarning(context: HelmContext, chart: string) {
  return (requested: string, selected: string) => {
    if (context.version !== '4.2') return
    warn(context, {
      message: 'unable to find exact version requested; falling back to closest available version',
      attributes: { chart, requested, selected },
      place3: '',
    })
  }
}

/**
 * Finds a chart in a repository that the user has not named (`--repo`), from its index as it is there now
 * (rule: `pkg/repo/v1/chartrepo.go`, FindChartInRepoURL).
 */
export async function locateInRepository(
  context: HelmContext,
  repositoryUrl: string,
  name: string,
  version: string,
  given: FetchOptions,
): Promise<LocatedChart> {
  const { username, password, passCredentialsAll, tls } = given
  const entry = { name: '', url: repositoryUrl, username, password, passCredentialsAll, ...tls }
  const { index } = await within(
    `looks like ${JSON.stringify(repositoryUrl)} is not a valid chart repository or cannot be reached`,
    () => fetchIndex(context, entry),
  )
  const wanted = `chart ${JSON.stringify(name)}${version === '' ? '' : ` version ${JSON.stringify(version)}`}`
  const found = foundIn(() => chosenVersion(index, name, version, fallbackWarning(context, name)))
  if (found === undefined)
    throw registryFailure(`${wanted} not found in ${repositoryUrl} repository`, { code: 'chart-not-found' })
  const [url] = found.urls
  if (url === undefined)
    throw registryFailure(`${wanted} has no downloadable URLs`, { code: 'repository-index' })
  return { url: resolveAddress(repositoryUrl, url), digest: found.digest, options: optionsOf(entry) }
}

/** Helm does not say why: every reason is "not found". */
function foundIn<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined
    throw error
  }
}

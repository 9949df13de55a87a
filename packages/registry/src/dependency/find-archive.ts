import { registryFailure, within } from '../failure.ts'
import type { HelmContext } from '../helm-context.ts'
import { noTls } from '../http/tls-files.ts'
import { locateInRepository, type LocatedChart } from '../download/locate.ts'
import { isOci } from '../oci/reference.ts'
import { parsedVersion } from '../repository/parsed-version.ts'
import { readRepositories } from '../repository/repositories-file.ts'
import { cachedIndex, cachedIndexText, optionsOf } from '../repository/repository-client.ts'
import { isSameAddress, resolveAddress } from '../repository/repository-url.ts'

const nothingGiven = { for: '', username: '', password: '', passCredentialsAll: false, tls: noTls }

/**
 * Where the archive of a locked version is: in the cached index of a repository that the user has named, else in the index of the
 * address as it is there now (rule: `pkg/downloader/manager.go`, findChartURL).
 */
export async function findArchive(
  context: HelmContext,
  name: string,
  version: string,
  repository: string,
): Promise<LocatedChart> {
  if (isOci(repository)) return { url: `${repository}/${name}:${version}`, digest: '', options: nothingGiven }
  const known = readRepositories(context.home.repositoryConfig)
  for (const each of known) cachedIndexText(context, each.name)
  const entry = known.find(({ url }) => isSameAddress(repository, url))
  if (entry === undefined) return notNamed(context, name, version, repository)
  const versions = cachedIndex(context, entry.name).get(name)
  if (versions === undefined)
    throw registryFailure('could not find : entry not found', { code: 'chart-not-found' })
  const found = versions.find(
    (each) => each.urls.length > 0 && (version === '' || isSameVersion(version, each.version)),
  )
  const [url] = found?.urls ?? []
  if (found === undefined || url === undefined)
    throw registryFailure('could not find : no matching version', { code: 'chart-not-found' })
  return { url: resolveAddress(repository, url), digest: found.digest, options: optionsOf(entry) }
}

function notNamed(
  context: HelmContext,
  name: string,
  version: string,
  repository: string,
): Promise<LocatedChart> {
  return within(`could not find : chart ${name} not found in ${repository}`, () =>
    locateInRepository(context, repository, name, version, nothingGiven),
  )
}

/** `1.2` and `v1.2.0` are one version. */
function isSameVersion(wanted: string, found: string): boolean {
  const [a, b] = [parsedVersion(wanted), parsedVersion(found)]
  return a === undefined ? wanted === found : b !== undefined && a.compare(b) === 0
}

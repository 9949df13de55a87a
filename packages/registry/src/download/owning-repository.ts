import { posix } from 'node:path'
import { registryFailure, wordsOf } from '../failure.ts'
import type { HelmContext } from '../helm-context.ts'
import type { RepositoryEntry } from '../repository/repositories-file.ts'
import { cachedIndex, cachedIndexText } from '../repository/repository-client.ts'
import { addressParts, isSameAddress } from '../repository/repository-url.ts'

/**
 * The named repository whose index holds the address of an archive: its credentials count for the archive
 * (rule: `pkg/downloader/chart_downloader.go`, scanReposForURL). Only an index that has the archive's name in its text is read.
 */
export function owningRepository(
  context: HelmContext,
  repositories: readonly RepositoryEntry[],
  address: string,
): RepositoryEntry | undefined {
  const name = posix.basename(addressParts(address).path)
  return repositories.find((repository) => {
    if (!textOf(context, repository).includes(name)) return false
    const index = cachedIndex(context, repository.name)
    const versions = [...index.names()].flatMap((each) => index.get(each) ?? [])
    return versions.some(({ urls }) => urls.some((url) => isSameAddress(url, address)))
  })
}

function textOf(context: HelmContext, { name }: RepositoryEntry): string {
  try {
    return cachedIndexText(context, name)
  } catch (error) {
    throw registryFailure(`no cached repo found. (try 'helm repo update'): ${wordsOf(error)}`, {
      code: 'repository-not-cached',
    })
  }
}

import { createHash } from 'node:crypto'
import type { Dependency } from '@seaworthy/helm'
import { registryFailure } from '../failure.ts'
import { isOci } from '../oci/reference.ts'
import type { RepositoryEntry } from '../repository/repositories-file.ts'
import { isSameAddress } from '../repository/repository-url.ts'
import { isLocal, localFolder } from './chart-folder.ts'
import type { LockedDependency } from './lock-file.ts'

/** Dependencies with aliases replaced by addresses, and the name of each one's repository as its index is kept. */
export interface NamedDependencies {
  readonly dependencies: readonly Dependency[]
  /** By name of the dependency; none for addresses that `repositories.yaml` does not hold. */
  readonly names: ReadonlyMap<string, string>
}

/** Rule: `pkg/downloader/manager.go`, resolveRepoNames. Says everything that is missing at once. */
export function nameRepositories(
  dependencies: readonly Dependency[],
  repositories: readonly RepositoryEntry[],
  chartFolder: string,
): NamedDependencies {
  const names = new Map<string, string>()
  const missing: string[] = []
  const resolved = dependencies.map((dependency) => {
    const { name, repository } = dependency
    if (repository === '') return dependency
    if (isLocal(repository)) localFolder(repository, chartFolder)
    if (isLocal(repository) || isOci(repository)) {
      names.set(name, repository)
      return dependency
    }
    const known = repositories.find((each) => isMeant(each, repository))
    if (known !== undefined) names.set(name, known.name)
    else if (!isRequestUri(repository)) missing.push(repository)
    return known !== undefined && isAlias(repository) ? { ...dependency, repository: known.url } : dependency
  })
  if (missing.length > 0) throw unknownRepositories(missing)
  return { dependencies: resolved, names }
}

function isAlias(repository: string): boolean {
  return repository.startsWith('@') || repository.startsWith('alias:')
}

function isMeant(entry: RepositoryEntry, repository: string): boolean {
  if (repository === `@${entry.name}` || repository === `alias:${entry.name}`) return true
  return isSameAddress(entry.url, repository)
}

/** What Go's `url.ParseRequestURI` takes: an address with a scheme, or an absolute path. */
function isRequestUri(text: string): boolean {
  return /^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(text) || text.startsWith('/')
}

function unknownRepositories(missing: readonly string[]) {
  const bare = missing.some((each) => !each.includes('//') && !isAlias(each))
  const note = [
    'Note that repositories must be URLs or aliases. For example, to refer to the "example"',
    'repository, use "https://charts.example.com/" or "@example" instead of',
    `"example". Don't forget to add the repo, too ('helm repo add').`,
  ]
  const message = `no repository definition for ${missing.join(', ')}. Please add them via 'helm repo add'`
  return registryFailure([message, ...(bare ? note : [])].join('\n'), { code: 'repository-unknown' })
}

/** The name under which Helm keeps the index of a repository that nobody has named. */
export function unmanagedName(address: string): string {
  return `${unmanagedPrefix}${createHash('sha256').update(address).digest('hex')}`
}

export const unmanagedPrefix = 'helm-manager-'

/** What a lock names and `repositories.yaml` does not hold, which only `build` demands (rule: hasAllRepos). */
export function requireRepositories(
  locked: readonly LockedDependency[],
  repositories: readonly RepositoryEntry[],
): void {
  const missing = locked
    .map(({ repository }) => repository)
    .filter((repository) => repository !== '' && !isLocal(repository) && !isOci(repository))
    .filter(
      (repository) => !repositories.some(({ url }) => isSameAddress(url, repository.replace(/\/$/, ''))),
    )
  if (missing.length === 0) return
  throw registryFailure(
    `no repository definition for ${missing.join(', ')}. Please add the missing repos via 'helm repo add'`,
    { code: 'repository-unknown' },
  )
}

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeYaml } from '@seaworthy/yaml'
import { writeAtomically } from '../atomic-write.ts'
import { registryFailure, within } from '../failure.ts'
import type { HelmContext } from '../helm-context.ts'
import { updateIndex } from './repository-client.ts'
import { repositoriesIfAny, type RepositoryEntry } from './repositories-file.ts'
import { named, updateRepositories } from './update-repositories.ts'

/** Names a repository, after a look at its index (`helm repo add`; rule: `pkg/cmd/repo_add.go`). */
export async function addRepository(
  context: HelmContext,
  entry: RepositoryEntry,
  { replace }: { readonly replace: boolean },
): Promise<void> {
  const { name, url } = entry
  const entries = repositoriesIfAny(context.home.repositoryConfig) ?? []
  refuseName(name)
  const known = entries.find((each) => each.name === name)
  if (known !== undefined && !replace) {
    if (!isSame(known, entry)) {
      throw registryFailure(`repository name (${name}) already exists, please specify a different name`, {
        code: 'repository-name',
        help: '--force-update replaces it',
      })
    }
    context.out(`${JSON.stringify(name)} already exists with the same configuration, skipping\n`)
    return
  }
  await within(`looks like ${JSON.stringify(url)} is not a valid chart repository or cannot be reached`, () =>
    updateIndex(context, entry),
  )
  writeRepositories(
    context,
    known === undefined ? [...entries, entry] : entries.map((each) => (each === known ? entry : each)),
  )
  context.out(`${JSON.stringify(name)} has been added to your repositories\n`)
}

function refuseName(name: string): void {
  if (name.includes('/')) {
    throw registryFailure(
      `repository name (${name}) contains '/', please specify a different name without '/'`,
      { code: 'repository-name' },
    )
  }
}

function isSame(a: RepositoryEntry, b: RepositoryEntry): boolean {
  return fieldsOf(a).every(
    ([name, value], at) => value === fieldsOf(b)[at]?.[1] && name === fieldsOf(b)[at]?.[0],
  )
}

/** In the order of the keys as Helm writes them. */
function fieldsOf(entry: RepositoryEntry): [string, string | boolean][] {
  return [
    ['caFile', entry.caFile],
    ['certFile', entry.certFile],
    ['insecure_skip_tls_verify', entry.insecureSkipTlsVerify],
    ['keyFile', entry.keyFile],
    ['name', entry.name],
    ['pass_credentials_all', entry.passCredentialsAll],
    ['password', entry.password],
    ['url', entry.url],
    ['username', entry.username],
  ]
}

/** Only its owner may read it: it holds passwords. */
function writeRepositories({ home }: HelmContext, entries: readonly RepositoryEntry[]): void {
  const repositories = entries.map((each) => Object.fromEntries(fieldsOf(each)))
  const text = writeYaml({ apiVersion: '', generated: '0001-01-01T00:00:00Z', repositories })
  writeAtomically(home.repositoryConfig, text, 0o600)
}

/** Forgets repositories and their indexes (`helm repo remove`). */
export function removeRepositories(context: HelmContext, names: readonly string[]): void {
  let entries = repositoriesIfAny(context.home.repositoryConfig) ?? []
  if (entries.length === 0)
    throw registryFailure('no repositories configured', { code: 'repository-unknown' })
  for (const name of names) {
    if (!entries.some((each) => each.name === name))
      throw registryFailure(`no repo named ${JSON.stringify(name)} found`, { code: 'repository-unknown' })
    entries = entries.filter((each) => each.name !== name)
    writeRepositories(context, entries)
    for (const file of ['charts.txt', 'index.yaml'])
      rmSync(join(context.home.repositoryCache, `${name}-${file}`), { force: true })
    context.out(`${JSON.stringify(name)} has been removed from your repositories\n`)
  }
}

/** Fetches the indexes of some repositories, or of all (`helm repo update`). To Helm 3 one that fails is no failure. */
export async function refreshRepositories(context: HelmContext, names: readonly string[]): Promise<void> {
  const entries = repositoriesIfAny(context.home.repositoryConfig) ?? []
  if (entries.length === 0) {
    throw registryFailure('no repositories found. You must add one before updating', {
      code: 'repository-unknown',
    })
  }
  for (const name of names) {
    if (entries.some((each) => each.name === name)) continue
    throw registryFailure(`no repositories found matching '${name}'.  Nothing will be updated`, {
      code: 'repository-unknown',
    })
  }
  context.out('Hang tight while we grab the latest from your chart repositories...\n')
  const asked = entries.filter(({ name }) => names.length === 0 || names.includes(name))
  const failed = await updateRepositories(context, asked, named)
  if (failed.length > 0 && context.version === '4.2') {
    throw registryFailure(
      `failed to update the following repositories: [${failed.map(({ url }) => url).join(' ')}]`,
      {
        code: 'repository-index',
      },
    )
  }
  context.out('Update Complete. ⎈Happy Helming!⎈\n')
}

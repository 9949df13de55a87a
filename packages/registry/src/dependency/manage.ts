import { type Chart, declaredDependencies, type Dependency } from '@seaworthy/helm'
import { registryFailure } from '../failure.ts'
import { type HelmContext, warn } from '../helm-context.ts'
import { chartRegistries, type RegistryOptions } from '../oci/chart-registry.ts'
import { localRfc3339Nano } from '../oci/local-rfc3339.ts'
import { plainRepository, readRepositories } from '../repository/repositories-file.ts'
import { byAddress, named, updateRepositories, askedOnce } from '../repository/update-repositories.ts'
import { loadChartFolder } from './chart-folder.ts'
import { downloadAll } from './download-all.ts'
import { helm2LockDigest, lockDigest, writeLock } from './lock-file.ts'
import { nameRepositories, requireRepositories, unmanagedName } from './repository-names.ts'
import { resolveVersions } from './resolve.ts'
import type { WantedChart } from './wanted-chart.ts'

export interface DependencyOptions extends RegistryOptions {
  /** Believe the indexes that an earlier update has kept. */
  readonly skipRefresh: boolean
}

/**
 * Chooses versions, fetches them into charts/ and writes the lock where it says something new
 * (`helm dependency update`; rule: `pkg/downloader/manager.go`, Update).
 */
export async function updateDependencies(
  context: HelmContext,
  chartFolder: string,
  options: DependencyOptions,
): Promise<void> {
  const chart = loadChartFolder(context, chartFolder)
  const wanted = declaredDependencies(chart)
  if (wanted === undefined) return
  const repositories = readRepositories(context.home.repositoryConfig)
  const { dependencies, names } = nameRepositories(wanted, repositories, chartFolder)
  const allNames = await fetchUnmanaged(context, dependencies, names, options)
  if (!options.skipRefresh) await refresh(context)
  const resolving = { context, registries: chartRegistries(context, options), chartFolder, names: allNames }
  const chosen = await resolveVersions(dependencies, resolving)
  const locked = await downloadAll(chosen, resolving)
  const digest = lockDigest(dependencies, locked)
  if (chart.lock?.digest === digest) return
  const generated = localRfc3339Nano(context.clock.now())
  writeLock(chartFolder, lockName(chart), { digest, dependencies: locked }, generated)
}

function lockName({ metadata }: Chart): 'Chart.lock' | 'requirements.lock' {
  return metadata.apiVersion === 'v1' ? 'requirements.lock' : 'Chart.lock'
}

/**
 * Fetches what the lock names into charts/; without a lock as `updateDependencies` does
 * (`helm dependency build`; rule: `pkg/downloader/manager.go`, Build).
 */
export async function buildDependencies(
  context: HelmContext,
  chartFolder: string,
  options: DependencyOptions,
): Promise<void> {
  const chart = loadChartFolder(context, chartFolder)
  const { lock } = chart
  if (lock === undefined) return updateDependencies(context, chartFolder, options)
  const wanted = chart.metadata.dependencies ?? []
  const repositories = readRepositories(context.home.repositoryConfig)
  const { dependencies, names } = nameRepositories(wanted, repositories, chartFolder)
  requireInSync(context, chart, dependencies, lock)
  requireRepositories(lock.dependencies, repositories)
  if (!options.skipRefresh) await refresh(context)
  const resolving = { context, registries: chartRegistries(context, options), chartFolder, names }
  await downloadAll(lock.dependencies, resolving)
}

/** Helm 2 hashed the list as it was written, before aliases were replaced. */
function requireInSync(
  context: HelmContext,
  { metadata }: Chart,
  dependencies: readonly Dependency[],
  lock: NonNullable<Chart['lock']>,
): void {
  if (lockDigest(dependencies, lock.dependencies) === lock.digest) return
  const isV1 = metadata.apiVersion === 'v1'
  if (isV1) {
    const message = 'warning: a valid Helm v3 hash was not found. Checking against Helm v2 hash...'
    warn(context, { level: 'INFO', message, place3: 'manager.go:122' })
    if (helm2LockDigest(metadata.dependencies ?? []) === lock.digest) return
  }
  const [lockFile, file] = isV1 ? ['requirements.lock', 'requirements.yaml'] : ['Chart.lock', 'Chart.yaml']
  const advice = !isV1 && context.version === '4.2' ? " with 'helm dependency update'" : ''
  throw registryFailure(
    `the lock file (${lockFile}) is out of sync with the dependencies file (${file}). Please update the dependencies${advice}`,
    { code: 'lock-out-of-sync', where: { file: lockFile, line: 1, column: 1 }, found: lock.digest },
  )
}

/** Indexes of addresses that no repository is named for are kept under a name made of the address. */
async function fetchUnmanaged(
  context: HelmContext,
  dependencies: readonly WantedChart[],
  names: ReadonlyMap<string, string>,
  { skipRefresh }: DependencyOptions,
): Promise<ReadonlyMap<string, string>> {
  const unknown = dependencies.filter(({ name, repository }) => repository !== '' && !names.has(name))
  const made = new Map(unknown.map(({ name, repository }) => [name, unmanagedName(repository)]))
  if (!skipRefresh && unknown.length > 0) {
    context.out('Getting updates for unmanaged Helm repositories...\n')
    const entries = unknown.map(({ repository }) => plainRepository(unmanagedName(repository), repository))
    await updateRepositories(context, askedOnce(context, entries), byAddress)
  }
  return new Map([...names, ...made])
}

async function refresh(context: HelmContext): Promise<void> {
  const entries = readRepositories(context.home.repositoryConfig)
  if (entries.length === 0) return
  context.out('Hang tight while we grab the latest from your chart repositories...\n')
  await updateRepositories(context, askedOnce(context, entries), named)
  context.out('Update Complete. ⎈Happy Helming!⎈\n')
}

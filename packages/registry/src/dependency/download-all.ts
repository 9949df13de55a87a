import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { fetchChart } from '../download/fetch-chart.ts'
import { locateChart } from '../download/locate.ts'
import { registryFailure, within, wordsOf } from '../failure.ts'
import type { HelmContext } from '../helm-context.ts'
import { shownUrl } from '../http/http-message.ts'
import { isOci } from '../oci/reference.ts'
import { parsedConstraint } from '../repository/chart-index.ts'
import { parsedVersion } from '../repository/parsed-version.ts'
import { isLocal, loadUnpacked } from './chart-folder.ts'
import { findArchive } from './find-archive.ts'
import type { LockedDependency } from './lock-file.ts'
import { moveCharts } from './move-charts.ts'
import { packLocalChart } from './pack-local-chart.ts'
import type { ResolveOptions } from './resolve.ts'
import type { WantedChart } from './wanted-chart.ts'

/**
 * Puts every dependency into charts/ and takes out what no longer belongs there. All are fetched before anything is moved: a
 * failure leaves charts/ as it was. Returns what was locked, with the versions of local charts (rule:
 * `pkg/downloader/manager.go`, downloadAll).
 */
export async function downloadAll(
  wanted: readonly WantedChart[],
  options: ResolveOptions,
): Promise<LockedDependency[]> {
  const { context, chartFolder } = options
  const charts = join(chartFolder, 'charts')
  const stat = statSync(charts, { throwIfNoEntry: false })
  if (stat?.isDirectory() === false)
    throw registryFailure(`${JSON.stringify(charts)} is not a directory`, { code: 'folder-not-found' })
  const draft = mkdtempSync(join(chartFolder, `tmpcharts-${process.pid}-`))
  try {
    context.out(`Saving ${wanted.length} charts\n`)
    const locked = await sayingFailures(context.out, () => fetchAll(wanted, options, draft))
    mkdirSync(charts, { recursive: true })
    moveCharts(context, wanted, draft, charts)
    return locked
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

async function sayingFailures<T>(out: (text: string) => void, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DiagnosticError) out(`Save error occurred:  ${wordsOf(error)}\n`)
    throw error
  }
}

async function fetchAll(
  wanted: readonly WantedChart[],
  options: ResolveOptions,
  draft: string,
): Promise<LockedDependency[]> {
  const fetched = new Set<string>()
  const locked: LockedDependency[] = []
  for (const each of wanted) {
    const { name, repository } = each
    if (repository === '') locked.push(present(each, options))
    else if (isLocal(repository))
      locked.push({ name, repository, version: packLocalChart(each, options, draft) })
    else {
      await fetchOne(each, options, draft, fetched)
      locked.push(each)
    }
  }
  return locked
}

/** A dependency without a repository is a chart that the user keeps in charts/. */
function present(each: WantedChart, { context, chartFolder }: ResolveOptions): LockedDependency {
  const { name, version } = each
  context.out(`Dependency ${name} did not declare a repository. Assuming it exists in the charts directory\n`)
  const folder = join(chartFolder, 'charts', name)
  const found = versionIn(context, folder)
  const parsed = parsedVersion(found)
  if (parsed === undefined)
    throw registryFailure(`invalid version ${version} for dependency ${name}: invalid semantic version`)
  if (!parsedConstraint(version).allows(parsed)) {
    throw registryFailure(
      `dependency ${name} at version ${found} does not satisfy the constraint ${version}`,
      {
        code: 'version-constraint',
      },
    )
  }
  return each
}

function versionIn(context: HelmContext, folder: string): string {
  try {
    return loadUnpacked(context, folder).metadata.version
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    throw registryFailure(`unable to load chart '${folder}': ${wordsOf(error)}`, { code: 'chart-invalid' })
  }
}

async function fetchOne(
  { name, version, repository }: WantedChart,
  options: ResolveOptions,
  draft: string,
  fetched: Set<string>,
): Promise<void> {
  const { context, registries } = options
  const archive = await findArchive(context, name, version, repository)
  if (fetched.has(archive.url)) {
    context.out(`Already downloaded ${name} from repo ${shownUrl(repository)}\n`)
    return
  }
  context.out(`Downloading ${name} from repo ${shownUrl(repository)}\n`)
  const shown = isOci(archive.url) ? archive.url.slice(0, archive.url.lastIndexOf(':')) : archive.url
  await within(`could not download ${shown}`, async () => {
    const located = isOci(archive.url)
      ? await locateChart(context, registries, shown, version, archive.options)
      : archive
    const { fileName, bytes } = await fetchChart(context, registries, located)
    writeFileSync(join(draft, fileName), bytes)
  })
  // Helm compares a registry's address without its tag, and so never finds it again.
  if (!isOci(archive.url)) fetched.add(archive.url)
}

import { statSync } from 'node:fs'
import { isAbsolute, join, posix } from 'node:path'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { writeAtomically } from './atomic-write.ts'
import { fetchChart, fetchProvenance } from './download/fetch-chart.ts'
import { locateChart, type LocatedChart, locateInRepository } from './download/locate.ts'
import { alreadyThere, untarChart } from './download/untar.ts'
import { registryFailure, wordsOf } from './failure.ts'
import type { HelmContext } from './helm-context.ts'
import { type ChartRegistries, chartRegistries, type RegistryOptions } from './oci/chart-registry.ts'
import { cacheChart } from './download/content-cache.ts'

/** Which chart, and with what rights: the flags that all commands share which take a chart. */
export interface ChartWish extends RegistryOptions {
  /** `oci://…`, `https://…/x.tgz`, `REPOSITORY/CHART`, or a name within `repositoryUrl`. */
  readonly reference: string
  /** A version or a range; empty for the newest. */
  readonly version: string
  /** `--repo`, or empty. */
  readonly repositoryUrl: string
  readonly passCredentialsAll: boolean
}

export interface PullWish extends ChartWish {
  readonly destination: string
  readonly untar: boolean
  readonly untarFolder: string
  /** Fetch the provenance file too. */
  readonly provenance: boolean
}

/** Saves a chart as a file, or unpacked as a folder (`helm pull`). */
export async function pullChart(context: HelmContext, wish: PullWish): Promise<void> {
  const registries = chartRegistries(context, wish)
  const located = await locate(context, registries, wish)
  if (wish.untar) refuseExisting(wish)
  const fetched = await fetchChart(context, registries, located)
  const provenance = wish.provenance
    ? await provenanceOf(
        context,
        registries,
        located,
        wish.repositoryUrl === '' ? wish.reference : located.url,
      )
    : undefined
  if (wish.untar) return untarChart(fetched.bytes, untarFolder(wish))
  if (statSync(wish.destination, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw registryFailure(`${wish.destination} is no folder`, {
      code: 'folder-not-found',
      help: `make it first: mkdir -p ${wish.destination}`,
    })
  }
  const path = join(wish.destination, fetched.fileName)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
    throw registryFailure(`${path} is a folder`, { code: 'file-exists', help: 'name another folder: -d' })
  writeAtomically(path, fetched.bytes)
  if (provenance !== undefined) writeAtomically(`${path}.prov`, provenance)
}

/** Fetches a chart and keeps it in Helm's cache; the path of the archive (rule: `ChartPathOptions.LocateChart`). */
export async function fetchToCache(context: HelmContext, wish: ChartWish): Promise<string> {
  const registries = chartRegistries(context, wish)
  const located = await locate(context, registries, wish)
  const { bytes } = await fetchChart(context, registries, located)
  return cacheChart(context.home, bytes)
}

function locate(context: HelmContext, registries: ChartRegistries, wish: ChartWish) {
  const { reference, version, repositoryUrl, username, password, passCredentialsAll, tls } = wish
  const given = { for: repositoryUrl, username, password, passCredentialsAll, tls }
  return repositoryUrl === ''
    ? locateChart(context, registries, reference, version, given)
    : locateInRepository(context, repositoryUrl, reference, version, given)
}

/** A chart without a provenance file is saved all the same. */
async function provenanceOf(
  context: HelmContext,
  registries: ChartRegistries,
  located: LocatedChart,
  reference: string,
): Promise<Uint8Array | undefined> {
  try {
    return await fetchProvenance(context, registries, located)
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    context.out(`WARNING: Verification not found for ${reference}: ${wordsOf(error)}\n`)
    return undefined
  }
}

function untarFolder({ destination, untarFolder: folder }: PullWish): string {
  return isAbsolute(folder) ? folder : join(destination, folder)
}

/** Helm looks for the last part of what was typed, before it knows the chart's name. */
function refuseExisting(wish: PullWish): void {
  const path = join(untarFolder(wish), posix.basename(wish.reference))
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) throw alreadyThere(path)
}

import type { HelmVersion } from '@seaworthy/helm'
import type { Io } from '../io.ts'
import type { RawRegistryFlags } from './registry-flags.ts'

/** Helm's flags for a chart that is fetched, as commander parses them. */
export interface FetchFlags extends RawRegistryFlags {
  readonly repo?: string
  readonly version?: string
  readonly devel?: boolean
  readonly passCredentials?: boolean
}

type Streams = Pick<Io, 'out' | 'err' | 'cwd'>

/** Fetches the chart that a reference names into Helm's cache; the path of its archive. */
export async function fetchReference(io: Streams, reference: string, flags: FetchFlags): Promise<string> {
  const { fetchToCache } = await import('@seaworthy/registry')
  const { helmContext } = await import('./helm-context.ts')
  return fetchToCache(helmContext(io, flags), await chartWish(reference, flags))
}

/** What `template`, `show` and `pull` ask for with the same flags. */
export async function chartWish(reference: string, flags: FetchFlags) {
  const { registryOptions } = await import('./registry-flags.ts')
  return {
    ...registryOptions(flags),
    reference,
    version: flags.version?.trim() || (flags.devel === true ? '>0.0.0-0' : ''),
    repositoryUrl: flags.repo ?? '',
    passCredentialsAll: flags.passCredentials ?? false,
  }
}

/** Helm 3 takes a chart on disk all the same, and says so. */
export async function repositoryIgnored(
  version: HelmVersion,
  chart: string,
  repository: string,
): Promise<string> {
  const { logLine } = await import('@seaworthy/helm')
  const message = 'local chart found in current working directory. repository url ignored'
  const attributes = { chart, repository }
  const message3 = `WARN ${message} chart=${chart} repository=${repository}`
  return logLine(version, { level: 'WARN', message, attributes, place3: 'install.go:759', message3 })
}

import type { HelmVersion } from '@seaworthy/helm'
import type { Clock } from '@seaworthy/sim'
import type { HelmHome } from './helm-home.ts'
import type { Network } from './http/network.ts'
import type { CredentialStore } from './credentials/credential-store.ts'

/** What every operation needs of the world around it. */
export interface HelmContext {
  readonly version: HelmVersion
  readonly home: HelmHome
  readonly network: Network
  /** Credentials for OCI registries. */
  readonly credentials: CredentialStore
  /** Standard output: Helm's own progress. */
  readonly out: (text: string) => void
  /** Standard error: Helm's log lines. */
  readonly err: (text: string) => void
  readonly clock: Clock
}

/** A log line of level WARN, in the form of the Helm that is meant. */
export function warn(
  context: Pick<HelmContext, 'err'>,
  message: string,
  fields: Readonly<Record<string, string>> = {},
): void {
  const pairs = Object.entries(fields).map(([key, value]) => ` ${key}=${slogText(value)}`)
  context.err(`level=WARN msg=${slogText(message)}${pairs.join('')}\n`)
}

/** Go's slog quotes what a plain word could not hold. */
function slogText(text: string): string {
  return text === '' || /[\s"=]|[^\x20-\x7e]/.test(text) ? JSON.stringify(text) : text
}

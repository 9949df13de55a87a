import { type HelmVersion, type LoadOptions, type LogEntry, logLine } from '@seaworthy/helm'
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
  /** What charts on disk may take, and where their links may lead; the defaults where it is left out. */
  readonly loading?: LoadOptions
}

/** A line of Helm's log on standard error, of level WARN where nothing else is said. */
export function warn({ version, err }: Pick<HelmContext, 'version' | 'err'>, entry: LogEntry): void {
  err(`${logLine(version, { level: 'WARN', ...entry })}\n`)
}

/** What Helm says of a registry: Helm 4 on standard output, Helm 3 on standard error. */
export function sayRegistry({ version, out, err }: HelmContext, text: string): void {
  if (version === '4.2') out(text)
  else err(text)
}

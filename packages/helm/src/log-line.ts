import { goQuote } from '@seaworthy/gotemplate'
import type { HelmVersion } from './version.ts'

/** A line of Helm's log: what Helm 4 says with attributes, and Helm 3 in one sentence behind a place in its source. */
export interface LogEntry {
  /** INFO where absent, as for all that Helm 4 took over from the log of Helm 3 unchanged. */
  readonly level?: 'INFO' | 'WARN'
  readonly message: string
  readonly attributes?: Readonly<Record<string, string>>
  /** File and line of Helm 3.21.4: `coalesce.go:237`. */
  readonly place3: string
  /** What Helm 3 says, where that is not `message`. */
  readonly message3?: string
}

/** The line as the given Helm prints it on standard error, without the new line. */
export function logLine(version: HelmVersion, entry: LogEntry): string {
  const { level = 'INFO', message, attributes = {}, place3, message3 = message } = entry
  if (version === '3.21') return `${place3}: ${message3}`
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}=${attribute(value)}`)
  return `level=${level} msg=${attribute(message)}${pairs.join('')}`
}

/** What Helm 4 logs besides the error with which it ends. */
export function errorLine(message: string, error: string): string {
  return `level=ERROR msg=${attribute(message)} error=${attribute(error)}`
}

/** log/slog quotes what is empty, has blanks, quotes or `=` in it, or cannot be printed (`needsQuoting`). */
function attribute(value: string): string {
  return value === '' || /[\s"=]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(value) ? goQuote(value) : value
}

import { DiagnosticError } from '@seaworthy/diagnostics'
import { wordsOf } from '../failure.ts'
import type { HelmContext } from '../helm-context.ts'
import { shownUrl } from '../http/http-message.ts'
import type { RepositoryEntry } from './repositories-file.ts'
import { refuseScheme, updateIndex } from './repository-client.ts'

/** How one repository is spoken of: its name, and what comes behind it where it did not answer. */
export interface UpdateWords {
  readonly name: (entry: RepositoryEntry) => string
  readonly failed: (entry: RepositoryEntry) => string
}

export const named: UpdateWords = {
  name: ({ name }) => JSON.stringify(name),
  failed: ({ name, url }) => `${JSON.stringify(name)} chart repository (${shownUrl(url)})`,
}

export const byAddress: UpdateWords = {
  name: ({ url }) => JSON.stringify(shownUrl(url)),
  failed: ({ url }) => `${JSON.stringify(shownUrl(url))} chart repository`,
}

/**
 * Fetches the indexes of repositories at the same time, and says of each how it went, in their order. One that does not answer
 * stops nothing; those are returned (rule: `pkg/downloader/manager.go`, parallelRepoUpdate).
 */
export async function updateRepositories(
  context: HelmContext,
  entries: readonly RepositoryEntry[],
  words: UpdateWords,
): Promise<readonly RepositoryEntry[]> {
  for (const entry of entries) refuseScheme(entry)
  const faults = await Promise.all(entries.map((entry) => faultOf(() => updateIndex(context, entry))))
  for (const [index, entry] of entries.entries()) {
    const fault = faults[index]
    context.out(
      fault === undefined
        ? `...Successfully got an update from the ${words.name(entry)} chart repository\n`
        : `...Unable to get an update from the ${words.failed(entry)}:\n\t${fault}\n`,
    )
  }
  return entries.filter((_, index) => faults[index] !== undefined)
}

async function faultOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof DiagnosticError) return wordsOf(error)
    throw error
  }
}

/** One of each address in Helm 4; Helm 3 asks as often as it is named. */
export function askedOnce(
  { version }: Pick<HelmContext, 'version'>,
  entries: readonly RepositoryEntry[],
): readonly RepositoryEntry[] {
  if (version === '3.21') return entries
  return [...new Map(entries.map((entry) => [entry.url.replace(/\/$/, ''), entry])).values()]
}

import { type Diagnostic, DiagnosticError, failure } from '@seaworthy/diagnostics'
import { shownUrl } from './http/http-message.ts'

/** Something that a repository, a registry or a file of Helm's made impossible; `message` is what Helm prints after `Error: `. */
export function registryFailure(message: string, more: Partial<Diagnostic> = {}): DiagnosticError {
  return failure({ code: 'registry', ...more, message: shownUrl(message) })
}

/** The words of an error, as Go's `%w` puts them behind others. */
export function wordsOf(error: unknown): string {
  if (error instanceof DiagnosticError) return error.diagnostics.map(({ message }) => message).join('\n')
  return error instanceof Error ? error.message : String(error)
}

/** Puts words in front of every failure of what is done. What is no failure of input passes unchanged. */
export async function within<T>(words: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw prefixed(words, error)
  }
}

/** A failure with words and a colon in front. */
export function prefixed(words: string, error: unknown): unknown {
  if (!(error instanceof DiagnosticError)) return error
  return new DiagnosticError(
    error.diagnostics.map((each) => ({ ...each, message: `${shownUrl(words)}: ${each.message}` })),
  )
}

import type { Span } from './span.ts'

export type Severity = 'error' | 'warning' | 'info'

/** One thing that a person should know, as data: how it looks is decided in `format.ts`. */
export interface Diagnostic {
  /** Stable and searchable: `chart-not-found`, `HOK001`. */
  readonly code: string
  readonly severity: Severity
  /** One sentence without a full stop, that names what was found. */
  readonly message: string
  readonly where?: Span
  /** The whole text that `where.file` holds, so that the line can be shown without reading the disk again. */
  readonly source?: string
  readonly found?: string
  readonly expected?: string
  /** Further sentences: causes, effects, other places. */
  readonly notes?: readonly string[]
  /** What to type or change next. */
  readonly help?: string
}

/** Carries diagnostics to the outer door; everything found travels, not only the first. */
export class DiagnosticError extends Error {
  override readonly name = 'DiagnosticError'
  readonly diagnostics: readonly Diagnostic[]

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((each) => `${each.code}: ${each.message}`).join('\n'))
    this.diagnostics = diagnostics
  }
}

/** The one-diagnostic case of `DiagnosticError`, severity error. */
export function failure(diagnostic: Omit<Diagnostic, 'severity'>): DiagnosticError {
  return new DiagnosticError([{ severity: 'error', ...diagnostic }])
}

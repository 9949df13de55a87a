import type { Span } from '@seaworthy/diagnostics'
import type { FieldPath } from '@seaworthy/helm'

/**
 * What a check says. `error`: the release will be refused, hang, lose data or show a secret. `warning`: it works today and
 * hurts later.
 */
export interface Finding {
  /** Stable, never used again for something else: `HOK001`. */
  readonly code: string
  /** The same as words: `hook-needs-later-object`. */
  readonly slug: string
  readonly severity: 'error' | 'warning'
  /** `Job/advisoryhub-migrate` */
  readonly object: string
  /** The field at fault. */
  readonly path: FieldPath
  /** What is wrong, one sentence without a full stop. */
  readonly message: string
  /** Why it is wrong here: the other object, the phase, the rounding. */
  readonly cause: string
  /** What will happen because of it. */
  readonly effect: string
  /** What to change. */
  readonly fix: string
  /** The template line that wrote the field, as Helm names templates; absent without provenance. */
  readonly where?: Span
  /** Values paths that the field was computed from or that decided its presence. */
  readonly values: readonly string[]
  /** For each of them, where it was set last: `values.yaml:17`, `--set a=b`. */
  readonly setBy?: Readonly<Record<string, string>>
}

/** A question that a check could not answer, and why: a kind without schema, a Secret that somebody else makes. */
export interface Unjudged {
  readonly code: string
  readonly object: string
  readonly message: string
}

export interface CheckResult {
  /** Sorted by severity, object, path, code: the same input gives the same bytes. */
  readonly findings: readonly Finding[]
  readonly unjudged: readonly Unjudged[]
  /** Codes of the checks that ran. */
  readonly checks: readonly string[]
}

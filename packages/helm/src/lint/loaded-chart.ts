import { DiagnosticError } from '@seaworthy/diagnostics'
import type { Chart } from '../chart/chart.ts'
import type { HelmVersion } from '../version.ts'
import type { LintSubject } from './lint-subject.ts'

/** The chart, or nothing where it does not load; then `say` gets Helm's words. */
export function loadedOr(
  subject: LintSubject,
  version: HelmVersion,
  say: (message: string) => void,
): Chart | undefined {
  try {
    return subject.load(version)
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    say(error.diagnostics[0]?.message ?? '')
    return undefined
  }
}

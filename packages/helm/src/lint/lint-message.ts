/** The words are Helm's. */
export type LintSeverity = 'INFO' | 'WARNING' | 'ERROR'

/** One line of `helm lint`. */
export interface LintMessage {
  readonly severity: LintSeverity
  /** The file or folder that it is about, as Helm names it; empty for the chart as a whole. */
  readonly path: string
  readonly text: string
}

export function printLintMessage({ severity, path, text }: LintMessage): string {
  return `[${severity}] ${path}: ${text}`
}

/** Collects what the rules find. */
export class LintFindings {
  readonly messages: LintMessage[] = []

  /** Notes what a rule found, if it found something; whether all was well. */
  rule(severity: LintSeverity, path: string, text: string | undefined): boolean {
    if (text !== undefined) this.messages.push({ severity, path, text })
    return text === undefined
  }
}

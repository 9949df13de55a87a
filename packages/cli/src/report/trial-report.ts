import type { CheckResult } from '@seaworthy/check'
import type { ScenarioReport } from '@seaworthy/trial'

/** Everything that one trial of a chart found: what the text shows and `-o json` gives. */
export interface TrialReport {
  readonly apiVersion: 'seaworthy.dev/v1alpha1'
  readonly kind: 'TrialReport'
  readonly seaworthy: string
  readonly chart: { readonly name: string; readonly version: string; readonly path: string }
  readonly release: {
    readonly name: string
    readonly namespace: string
    readonly objects: number
    readonly hooks: number
  }
  /** What to type to get this report, without the flags that choose runs. */
  readonly command: string
  readonly versions: { readonly helm: string; readonly kubernetes: string }
  readonly check: CheckResult
  readonly scenarios: readonly ScenarioReport[]
  readonly assumptions: readonly string[]
  /** What could not be judged, and why; one sentence each. */
  readonly notJudged: readonly string[]
}

/** 1 when anything was found, by a check or on a trial. What stayed unknown is listed and changes nothing. */
export function exitStatusOf(report: Pick<TrialReport, 'check' | 'scenarios'>): 0 | 1 {
  const violated = report.scenarios.some(({ verdict }) => verdict === 'violated')
  return violated || report.check.findings.length > 0 ? 1 : 0
}

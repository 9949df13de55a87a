import type { CheckResult } from '@seaworthy/check'
import { type ScenarioReport, standingAssumptions, standingLimits } from '@seaworthy/trial'
import type { RenderFlags } from '../flags.ts'
import type { ChartSource } from '../subject/chart-source.ts'
import type { LoadedSubject } from '../subject/load-subject.ts'
import { VERSION } from '../version.ts'
import { replayCommand } from './replay-command.ts'
import type { TrialReport } from './trial-report.ts'

/** What a trial came to, piece by piece. */
export interface Pieces {
  /** The chart as the user named it. */
  readonly path: string
  readonly source: ChartSource
  readonly flags: RenderFlags
  readonly loaded: LoadedSubject
  readonly check: CheckResult
  readonly scenarios: readonly ScenarioReport[]
}

export function assembleReport(pieces: Pieces): TrialReport {
  const { path, source, flags, check, scenarios } = pieces
  const { name, namespace, chart, objects, hooks } = pieces.loaded.release
  return {
    apiVersion: 'seaworthy.dev/v1alpha1',
    kind: 'TrialReport',
    seaworthy: VERSION,
    chart: {
      name: chart.name,
      version: chart.version,
      path: source.compiledFrom === undefined ? path : `${path}, compiled`,
    },
    release: { name, namespace, objects: objects.length, hooks: hooks.length },
    command: replayCommand(path, flags),
    versions: { helm: flags.helmVersion, kubernetes: '1.36' },
    check,
    scenarios,
    assumptions: assumptions(pieces),
    notJudged: notJudged(pieces),
  }
}

function assumptions({ loaded, scenarios }: Pieces): string[] {
  const ofPrograms = new Set(scenarios.flatMap((scenario) => scenario.assumptions))
  return [...loaded.subject.assumptions, ...standingAssumptions(), ...ofPrograms]
}

function notJudged({ loaded, check, scenarios }: Pieces): string[] {
  const unknown = scenarios.flatMap(({ verdict, unknowns }) => (verdict === 'not-tried' ? [] : unknowns))
  return [
    ...check.unjudged.map(({ code, object, message }) => `${code} ${object}: ${message}`),
    ...loaded.release.warnings.map(({ message }) => message),
    ...loaded.unmatched.map((name) => `${name} of trial.ts: this release has no such object`),
    ...new Set(unknown),
    ...standingLimits(loaded.release),
  ]
}

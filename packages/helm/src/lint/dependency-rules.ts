import type { Chart } from '../chart/chart.ts'
import { missingDependencies } from '../dependencies.ts'
import type { HelmVersion } from '../version.ts'
import type { LintFindings } from './lint-message.ts'
import type { LintSubject } from './lint-subject.ts'
import { loadedOr } from './loaded-chart.ts'

/** What Chart.yaml declares must be in charts/, and the other way round (rules/dependencies.go). */
export function dependencyRules(subject: LintSubject, findings: LintFindings, version: HelmVersion): void {
  const chart = loadedOr(subject, version, (message) =>
    findings.rule('ERROR', '', `unable to load chart\n\t${message}`),
  )
  if (chart === undefined) return
  findings.rule('ERROR', subject.folder, undeclared(chart))
  findings.rule('WARNING', subject.folder, missing(chart))
}

function undeclared({ metadata, dependencies }: Chart): string | undefined {
  const declared = new Set((metadata.dependencies ?? []).map(({ name }) => name))
  const names = dependencies.map((each) => each.metadata.name).filter((name) => !declared.has(name))
  return names.length === 0 ? undefined : `chart metadata is missing these dependencies: ${names.join(',')}`
}

function missing(chart: Chart): string | undefined {
  const names = missingDependencies(chart)
  return names.length === 0 ? undefined : `chart directory is missing these dependencies: ${names.join(',')}`
}

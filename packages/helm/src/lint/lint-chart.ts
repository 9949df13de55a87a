import type { WorkLimits } from '@seaworthy/gotemplate'
import type { Clock, Random } from '@seaworthy/sim'
import { defaultKubeVersion, parseKubeVersion } from '../engine/capabilities.ts'
import { copyTable } from '../values/table.ts'
import type { UserValues } from '../values/layer.ts'
import type { HelmVersion } from '../version.ts'
import { chartYamlRules } from './chart-yaml-rules.ts'
import { crdRules } from './crd-rules.ts'
import { dependencyRules } from './dependency-rules.ts'
import { LintFindings, type LintMessage } from './lint-message.ts'
import type { LintSubject } from './lint-subject.ts'
import { templateRules } from './template-rules.ts'
import { valuesRules } from './values-rules.ts'

export interface LintOptions {
  /** What the user gives, merged: `mergeLayers`. */
  readonly user: UserValues
  readonly namespace: string
  readonly helmVersion: HelmVersion
  /** For `.Capabilities` and for what is deprecated; `v1.36.0` where absent. */
  readonly kubeVersion?: string
  readonly skipSchemaValidation?: boolean
  /** What the templates may do; `defaultChartLimits` for those that are absent. */
  readonly limits?: Partial<WorkLimits>
  readonly clock: Clock
  readonly random: Random
  /** Receives what Helm says on standard error. */
  readonly log?: (line: string) => void
}

/** Examines a chart as `helm lint` does, in its order and its words. Throws a `DiagnosticError` for options that cannot be. */
export function lintChart(subject: LintSubject, options: LintOptions): readonly LintMessage[] {
  const { helmVersion: version, user, skipSchemaValidation = false } = options
  const kube = parseKubeVersion(options.kubeVersion ?? defaultKubeVersion, version)
  const findings = new LintFindings()
  const log: string[] = []
  chartYamlRules(subject, findings, version)
  valuesRules(subject, findings, { values: copyTable(user.values), version, skipSchemaValidation, log })
  templateRules(subject, findings, { ...options, version, kube, skipSchemaValidation, log })
  dependencyRules(subject, findings, version)
  if (version === '4.2') crdRules(subject, findings, version)
  for (const line of new Set(log)) options.log?.(line)
  return findings.messages
}

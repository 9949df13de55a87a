import type { Chart } from '../chart/chart.ts'
import { type ChartFile, textOf } from '../chart/chart-file.ts'
import type { HelmVersion } from '../version.ts'
import { readKubeDocuments } from './kube-documents.ts'
import type { LintFindings } from './lint-message.ts'
import type { LintSubject } from './lint-subject.ts'
import { loadedOr } from './loaded-chart.ts'

/** What lies in crds/, of subcharts too, must be definitions and no templates (rules/crds.go, since Helm 4). */
export function crdRules(subject: LintSubject, findings: LintFindings, version: HelmVersion): void {
  const kind = subject.kindOf('crds')
  if (kind === undefined) return
  if (!findings.rule('ERROR', 'crds/', kind === 'folder' ? undefined : 'not a directory')) return
  const chart = loadedOr(subject, version, (message) => findings.rule('ERROR', 'crds/', message))
  if (chart === undefined) return
  for (const file of crdsOf(chart)) if (!fileRules(file, findings, version)) return
}

function crdsOf(chart: Chart): ChartFile[] {
  const own = chart.files.filter(({ name }) => name.startsWith('crds/') && /\.(yaml|yml|json)$/i.test(name))
  return [...own, ...chart.dependencies.flatMap(crdsOf)]
}

/** Whether the file could be read; after one that cannot, Helm looks at no other. */
function fileRules(file: ChartFile, findings: LintFindings, version: HelmVersion): boolean {
  for (const document of readKubeDocuments(textOf(file), version)) {
    if ('fault' in document)
      return findings.rule('ERROR', file.name, `unable to parse YAML: ${document.fault}`)
    const { apiVersion, kind } = document
    const isDefinition = apiVersion.startsWith('apiextensions.k8s.io')
    findings.rule(
      'ERROR',
      file.name,
      isDefinition ? undefined : "apiVersion is not in 'apiextensions.k8s.io'",
    )
    const isKind = kind === 'CustomResourceDefinition'
    findings.rule('ERROR', file.name, isKind ? undefined : "object kind is not 'CustomResourceDefinition'")
  }
  return true
}

import { DiagnosticError, failure } from '@seaworthy/diagnostics'
import { type Chart, isLibrary } from './chart/chart.ts'
import { checkDependencies } from './dependencies.ts'
import { isCompatible } from './dependency-aliases.ts'
import type { KubeVersion } from './engine/capabilities.ts'
import type { HelmVersion } from './version.ts'

/** A library, or a chart of a version that Helm does not install, is refused; so is one that lacks dependencies. */
export function checkInstallable(chart: Chart, version: HelmVersion): void {
  const faults: DiagnosticError[] = []
  if (isLibrary(chart)) {
    faults.push(
      failure({
        code: 'chart-library',
        message: 'library charts are not installable',
        help: 'render a chart that has this one as a dependency',
      }),
    )
  } else if (version === '4.2' && !['v1', 'v2'].includes(chart.metadata.apiVersion)) {
    faults.push(
      failure({
        code: 'chart-api-version',
        message:
          chart.metadata.apiVersion === 'v3' ? 'invalid chart apiVersion' : 'unsupported chart version',
        found: chart.metadata.apiVersion,
        expected: 'v1 or v2',
        where: { file: 'Chart.yaml', line: 1, column: 1 },
      }),
    )
  }
  if (faults.length === 0) checkDependencies(chart, version)
  if (faults.length > 0) throw new DiagnosticError(faults.flatMap(({ diagnostics }) => diagnostics))
}

/** The chart's range of versions of Kubernetes against the one that is rendered for. */
export function checkKubeVersion({ metadata }: Chart, kube: KubeVersion): void {
  const { kubeVersion = '' } = metadata
  if (kubeVersion === '' || isCompatible(kubeVersion, kube.normalized)) return
  throw failure({
    code: 'kube-version-incompatible',
    message: `chart requires kubeVersion: ${kubeVersion} which is incompatible with Kubernetes ${kube.version}`,
    found: kube.version,
    expected: kubeVersion,
    where: { file: 'Chart.yaml', line: 1, column: 1 },
    help: 'name the version of the cluster with --kube-version',
  })
}

import type { ChartOptions } from '../chart/chart-options.ts'
import { yamlFields } from './yaml-lines.ts'
import { quoted } from './yaml-text.ts'

/** `Chart.yaml`, in the order of Helm's documentation. */
export function chartYaml(options: ChartOptions): string {
  const { name, version, appVersion, description, kubeVersion, type = 'application' } = options
  const { keywords, home, sources, maintainers, icon, annotations, dependencies } = options
  const head = { apiVersion: 'v2', name, description, type }
  const tail = { kubeVersion, home, icon, keywords, sources, maintainers, dependencies, annotations }
  const lines = [
    ...yamlFields(given(head), 0),
    `version: ${version}`,
    // Quoted, because 1.10 would be read as the number 1.1.
    ...(appVersion === undefined ? [] : [`appVersion: ${quoted(appVersion)}`]),
    ...yamlFields(given(tail), 0),
  ]
  return `${lines.join('\n')}\n`
}

function given(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

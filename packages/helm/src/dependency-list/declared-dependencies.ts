import { parseYamlValue } from '@seaworthy/yaml'
import type { Chart } from '../chart/chart.ts'
import { textOf } from '../chart/chart-file.ts'
import type { Dependency } from '../metadata.ts'

/** What a chart declares. An empty list is not nothing: `helm dependency` acts on one and passes over the other. */
export function declaredDependencies(chart: Chart): readonly Dependency[] | undefined {
  const { metadata, chartFile, files } = chart
  if (metadata.dependencies !== undefined) return metadata.dependencies
  const isV1 = metadata.apiVersion === 'v1'
  const file = isV1 ? files.find(({ name }) => name === 'requirements.yaml') : chartFile
  const root = file === undefined ? null : parseYamlValue(textOf(file))
  return root instanceof Map && Array.isArray(root.get('dependencies')) ? [] : undefined
}

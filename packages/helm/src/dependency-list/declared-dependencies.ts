import type { Chart } from '../chart/chart.ts'
import type { Dependency } from '../metadata.ts'

/** What a chart declares. An empty list is not nothing: `helm dependency` acts on one and passes over the other. */
export function declaredDependencies({ metadata }: Chart): readonly Dependency[] | undefined {
  return metadata.dependencies
}

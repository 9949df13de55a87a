import type { GoValue } from '@seaworthy/gotemplate'
import type { YamlDocument } from '@seaworthy/yaml'
import type { Metadata } from '../metadata.ts'
import type { ChartFile } from './chart-file.ts'
import type { ChartLock } from './chart-lock.ts'

/** A table of values. Templates may change it (`set`), so every render works on its own copy. */
export type Table = Map<string, GoValue>

/** A chart in memory, with its subcharts. What is read from disk is never changed: rendering works on copies. */
export interface Chart {
  readonly metadata: Metadata
  /** values.yaml, with `null` where a default is null. */
  readonly values: ReadonlyMap<string, GoValue>
  /** Chart.yaml as it is. */
  readonly chartFile?: ChartFile
  /** Chart.lock, or requirements.lock of a v1 chart. */
  readonly lock?: ChartLock
  /** values.yaml as it is, where the chart has one. */
  readonly valuesFile?: ChartFile
  /** The documents of values.yaml, for the places of defaults. */
  readonly valuesDocuments: readonly YamlDocument[]
  readonly schema?: ChartFile
  readonly templates: readonly ChartFile[]
  /** Everything that is no template, values file, schema, lock or subchart: `.Files`, and crds/. */
  readonly files: readonly ChartFile[]
  readonly dependencies: readonly Chart[]
  /** Where the files of this chart are named from: empty for the root, `charts/common/` for a subchart. */
  readonly folder: string
  /** Things that Helm says on stderr while it loads. */
  readonly loadWarnings: readonly string[]
}

export function isLibrary(chart: Chart): boolean {
  return chart.metadata.type === 'library'
}

/** Files of crds/ with a YAML or JSON name, this chart's first, then those of its subcharts. */
export function crdFiles(
  chart: Chart,
  path = chart.metadata.name,
): { readonly source: string; readonly file: ChartFile }[] {
  const own = chart.files
    .filter(({ name }) => name.startsWith('crds/') && /\.(yaml|yml|json)$/i.test(name))
    .map((file) => ({ source: `${path}/${file.name}`, file }))
  return [
    ...own,
    ...chart.dependencies.flatMap((each) => crdFiles(each, `${path}/charts/${each.metadata.name}`)),
  ]
}

import type { GoValue } from '@seaworthy/gotemplate'
import { parseDocuments, toValue, type YamlDocument, type YamlNode } from '@seaworthy/yaml'
import { logLine } from '../log-line.ts'
import type { Metadata } from '../metadata.ts'
import { loadValues } from '../values/load-values.ts'
import type { HelmVersion } from '../version.ts'
import { unpackArchive } from './archive.ts'
import type { Chart, Table } from './chart.ts'
import { type ChartLock, readChartLock } from './chart-lock.ts'
import { type ChartFile, textOf } from './chart-file.ts'
import { inSubchart, isYamlFault, loadFailure, yamlFailure } from './load-error.ts'
import { LoadMeter } from './load-meter.ts'
import { metadataFault, metadataReader, readDeclaredDependencies, readMetadata } from './read-metadata.ts'

interface Draft {
  metadata: Metadata | undefined
  values: Table
  valuesDocuments: readonly YamlDocument[]
  valuesFile?: ChartFile
  schema?: ChartFile
  chartFile?: ChartFile
  lock?: ChartLock
  readonly templates: ChartFile[]
  readonly files: ChartFile[]
  readonly warnings: string[]
  /** Files below charts/, by their first folder or name. */
  readonly subcharts: Map<string, ChartFile[]>
}

/**
 * Makes a chart of its files, subcharts included, as Helm's `LoadFiles` does. `meter` bounds what archives in it bring,
 * `folder` is where they lie, for messages.
 * Throws a `DiagnosticError` with Helm's text.
 */
export function loadFiles(
  files: readonly ChartFile[],
  version: HelmVersion,
  meter = new LoadMeter(),
  folder = '',
): Chart {
  const draft: Draft = {
    metadata: readChartYaml(files, folder, version),
    values: new Map<string, GoValue>(),
    valuesDocuments: [],
    templates: [],
    files: [],
    warnings: [],
    subcharts: new Map(),
  }
  for (const file of files) sortIn(draft, file, folder, version)
  const { metadata } = draft
  if (metadata === undefined) {
    throw loadFailure('Chart.yaml file is missing', {
      code: 'chart-yaml-missing',
      ...(folder !== '' && { where: { file: `${folder}Chart.yaml`, line: 1, column: 1 } }),
      help: 'a chart is a folder that holds a Chart.yaml; check the path',
    })
  }
  const fault = metadataFault(metadata)
  if (fault !== undefined) {
    throw loadFailure(`validation: ${fault}`, { where: { file: `${folder}Chart.yaml`, line: 1, column: 1 } })
  }
  const dependencies = loadSubcharts(draft.subcharts, metadata.name, folder, version, meter)
  return assembled(draft, metadata, dependencies, folder)
}

function assembled(draft: Draft, metadata: Metadata, dependencies: readonly Chart[], folder: string): Chart {
  const { values, valuesDocuments, valuesFile, schema, chartFile, lock, templates, files, warnings } = draft
  return {
    metadata,
    values,
    valuesDocuments,
    templates,
    files,
    dependencies,
    folder,
    loadWarnings: [...warnings, ...dependencies.flatMap((each) => each.loadWarnings)],
    ...(valuesFile !== undefined && { valuesFile }),
    ...(schema !== undefined && { schema }),
    ...(chartFile !== undefined && { chartFile }),
    ...(lock !== undefined && { lock }),
  }
}

function readChartYaml(
  files: readonly ChartFile[],
  folder: string,
  version: HelmVersion,
): Metadata | undefined {
  const file = files.findLast(({ name }) => name === 'Chart.yaml')
  if (file === undefined) return undefined
  return reading(file, folder, (root) => readMetadata(root, version))
}

function reading<T>(file: ChartFile, folder: string, read: (root: YamlNode | undefined) => T): T {
  const text = textOf(file)
  try {
    const [document] = parseDocuments(text)
    if (document !== undefined) toValue(document.root)
    return read(document?.root)
  } catch (error) {
    if (isYamlFault(error)) throw yamlFailure(`cannot load ${file.name}`, error, folder + file.name, text)
    throw error
  }
}

function sortIn(draft: Draft, file: ChartFile, folder: string, version: HelmVersion): void {
  const { name } = file
  if (name === 'Chart.yaml') draft.chartFile = file
  else if (name === 'Chart.lock') readLock(draft, file, folder, version)
  else if (name === 'values.yaml') {
    const { values, documents } = loadValues(textOf(file), folder + name, 'cannot load values.yaml', version)
    draft.valuesFile = file
    draft.values = values
    draft.valuesDocuments = documents
  } else if (name === 'values.schema.json') draft.schema = file
  else if (name === 'requirements.yaml' || name === 'requirements.lock')
    sortInRequirements(draft, file, folder, version)
  else if (name.startsWith('templates/')) draft.templates.push(file)
  else if (name.startsWith('charts/') && !name.endsWith('.prov')) {
    const inside = name.slice('charts/'.length)
    const [first = ''] = inside.split('/', 1)
    const group = draft.subcharts.get(first) ?? []
    group.push({ ...file, name: inside })
    draft.subcharts.set(first, group)
  } else draft.files.push(file)
}

function readLock(draft: Draft, file: ChartFile, folder: string, version: HelmVersion): void {
  const lock = reading(file, folder, (root) => readChartLock(root, version))
  if (lock !== undefined) draft.lock = lock
}

/** The dependency list of v1 charts. */
function sortInRequirements(draft: Draft, file: ChartFile, folder: string, version: HelmVersion): void {
  const { metadata } = draft
  if (metadata === undefined) return
  const isV1 = metadata.apiVersion === 'v1'
  if (isV1) draft.files.push(file)
  const isLock = file.name.endsWith('.lock')
  if (!isV1) draft.warnings.push(migrationAdvice(isLock, version))
  if (isLock) {
    readLock(draft, file, folder, version)
    return
  }
  const dependencies = reading(file, folder, (root) =>
    readDeclaredDependencies(metadataReader(root, version), version),
  )
  if (dependencies !== undefined) draft.metadata = { ...metadata, dependencies }
}

function migrationAdvice(isLock: boolean, version: HelmVersion): string {
  const subject = isLock
    ? 'Dependency locking is handled in Chart.lock'
    : 'Dependencies are handled in Chart.yaml'
  const what = isLock ? 'to Chart.lock' : 'dependencies to Chart.yaml'
  return logLine(version, {
    message: `Warning: ${subject} since apiVersion "v2". We recommend migrating ${what}.`,
    place3: isLock ? 'load.go:138' : 'load.go:120',
  })
}

/** Subcharts in the order of their names: Helm's own order is that of a Go map. */
function loadSubcharts(
  groups: ReadonlyMap<string, ChartFile[]>,
  parent: string,
  folder: string,
  version: HelmVersion,
  meter: LoadMeter,
): Chart[] {
  const names = [...groups.keys()].filter((name) => !/^[_.]/.test(name)).sort()
  return names.map((name) => {
    const inside = `${folder}charts/${name}/`
    const files = subchartFiles(name, groups.get(name) ?? [], parent, meter)
    return inSubchart(name, parent, () => meter.subchart(() => loadFiles(files(), version, meter, inside)))
  })
}

function subchartFiles(
  name: string,
  files: readonly ChartFile[],
  parent: string,
  meter: LoadMeter,
): () => readonly ChartFile[] {
  const [first] = files
  if (name.endsWith('.tgz') && first !== undefined) {
    if (first.name === name) return () => unpackArchive(first.data, meter)
    throw loadFailure(`error unpacking subchart tar in ${parent}: expected ${name}, got ${first.name}`)
  }
  return () =>
    files
      .filter((file) => file.name.includes('/'))
      .map((file) => ({ ...file, name: file.name.slice(file.name.indexOf('/') + 1) }))
}

import { readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { failure } from '@seaworthy/diagnostics'
import { parseDocuments } from '@seaworthy/yaml'
import { unpackArchive } from '../chart/archive.ts'
import { type ChartFile, compareWalk, textOf } from '../chart/chart-file.ts'
import type { Chart } from '../chart/chart.ts'
import { parseIgnoreRules } from '../chart/ignore-rules.ts'
import { loadChart, loadFolder, type LoadOptions } from '../chart/load.ts'
import { isYamlFault } from '../chart/load-error.ts'
import { LoadMeter } from '../chart/load-meter.ts'
import { metadataReader } from '../chart/read-metadata.ts'
import type { HelmVersion } from '../version.ts'

/** A chart folder as `helm lint` looks at it: file by file, before it is loaded and whether or not it can be. */
export interface LintSubject {
  /** Absolute, as messages name it. */
  readonly folder: string
  kindOf(name: string): 'file' | 'folder' | undefined
  /** A file's content; for a folder undefined. */
  read(name: string): Uint8Array | undefined
  /** Throws a `DiagnosticError` for what cannot be loaded. */
  load(version: HelmVersion): Chart
}

/** A folder on disk. */
export function folderSubject(folder: string, options: LoadOptions = {}): LintSubject {
  const kindOf = (name: string) => {
    const stat = statSync(join(folder, name), { throwIfNoEntry: false })
    return stat === undefined ? undefined : stat.isDirectory() ? 'folder' : 'file'
  }
  return {
    folder,
    kindOf,
    read: (name) => (kindOf(name) === 'file' ? readFileSync(join(folder, name)) : undefined),
    load: once((version) => loadChart(folder, version, options)),
  }
}

/**
 * A packed chart, as if it were unpacked below `into` under the name that its Chart.yaml has; nothing is written. Throws a
 * `DiagnosticError` with Helm's words for an archive that it would not unpack.
 */
export function archiveSubject(packed: Uint8Array, into: string, options: LoadOptions = {}): LintSubject {
  const files = new Map(unpack(packed, options).map((file) => [file.name, file]))
  const names = [...files.keys()]
  return {
    folder: join(into, nameOf(files.get('Chart.yaml'))),
    kindOf: (name) => {
      if (files.has(name)) return 'file'
      return names.some((each) => each.startsWith(`${name}/`)) ? 'folder' : undefined
    },
    read: (name) => files.get(name)?.data,
    load: once((version) => loadFolder({ list: () => notIgnored(files) }, version, options)),
  }
}

/** Several rules load the chart, and it is read for the first. */
function once(load: LintSubject['load']): LintSubject['load'] {
  const loaded = new Map<HelmVersion, () => Chart>()
  return (version) => {
    const known = loaded.get(version) ?? outcomeOf(() => load(version))
    loaded.set(version, known)
    return known()
  }
}

function outcomeOf<T>(make: () => T): () => T {
  try {
    const made = make()
    return () => made
  } catch (error) {
    return () => {
      throw error
    }
  }
}

function unpack(packed: Uint8Array, { limits }: LoadOptions): readonly ChartFile[] {
  if (packed.length === 0) throw archiveFailure('EOF')
  if (packed.length < 10) throw archiveFailure('unexpected EOF')
  return unpackArchive(packed, new LoadMeter(limits))
}

function archiveFailure(message: string) {
  return failure({ code: 'chart-archive', message })
}

function nameOf(chartYaml: ChartFile | undefined): string {
  const name = chartYaml === undefined ? '' : readName(textOf(chartYaml))
  if (name === '') throw archiveFailure('chart name not specified')
  if (name === '.' || name === '..') throw archiveFailure(`chart name ${JSON.stringify(name)} is not allowed`)
  if (name !== basename(name))
    throw archiveFailure(`chart name ${JSON.stringify(name)} must not contain path separators`)
  return name
}

function readName(text: string): string {
  try {
    for (const { root } of parseDocuments(text)) return metadataReader(root, '4.2').text('name')
    return ''
  } catch (error) {
    if (isYamlFault(error)) throw archiveFailure(`cannot load Chart.yaml: ${yamlFaultText(error)}`)
    throw error
  }
}

/** What sigs.k8s.io/yaml says of a text that does not fit: a fault of the YAML, or of its types. */
export function yamlFaultText(error: Error): string {
  return error.name === 'StructError' ? error.message : `error converting YAML to JSON: ${error.message}`
}

/** In the order of a walk, without what `.helmignore` leaves out: an unpacked folder is loaded like any other. */
function* notIgnored(files: ReadonlyMap<string, ChartFile>): Iterable<ChartFile> {
  const rules = files.get('.helmignore')
  const isIgnored = parseIgnoreRules(rules === undefined ? '' : textOf(rules))
  for (const file of [...files.values()].sort((a, b) => compareWalk(a.name, b.name))) {
    const parts = file.name.split('/')
    const folders = parts.slice(0, -1).map((_part, index) => parts.slice(0, index + 1).join('/'))
    if (!folders.some((folder) => isIgnored(folder, true)) && !isIgnored(file.name, false)) yield file
  }
}

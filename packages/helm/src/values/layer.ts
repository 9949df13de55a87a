import { DiagnosticError, failure, type Span } from '@seaworthy/diagnostics'
import type { GoValue } from '@seaworthy/gotemplate'
import type { YamlDocument, YamlPath } from '@seaworthy/yaml'
import type { Table } from '../chart/chart.ts'
import type { HelmVersion } from '../version.ts'
import { loadValues, mergeDocuments } from './load-values.ts'
import { applySet, SetError, type SetKind } from './set-parser.ts'
import { copyTable, mergeMaps, tableOfPlain } from './table.ts'

/** One thing that the user gives to set values, in the order of the command line. */
export type ValueLayer =
  | { readonly kind: 'file'; readonly file: string; readonly text: string }
  | { readonly kind: SetKind; readonly expression: string; readonly readFile?: (path: string) => string }
  /** Values made by a program; `name` is how messages call them. */
  | { readonly kind: 'values'; readonly name: string; readonly values: Readonly<Record<string, unknown>> }

/** What the user gave, merged, and where each path was set last. */
export interface UserValues {
  readonly values: Table
  origin(path: YamlPath): ValueOrigin | undefined
}

/** The layer that set a value last: its file and place, or the flag. */
export interface ValueOrigin {
  readonly layer: string
  readonly where?: Span
}

interface ReadLayer {
  readonly name: string
  readonly kind: ValueLayer['kind']
  apply(values: Table): Table
  origin(path: YamlPath): ValueOrigin | undefined
}

const kindOrder: readonly ValueLayer['kind'][] = ['set-json', 'set', 'set-string', 'set-file', 'set-literal']

/**
 * Merges the layers as Helm does: files first, then the flags by their kind, whatever their place on the command line.
 * Throws a `DiagnosticError` with everything that is wrong in any of them.
 */
export function mergeLayers(layers: readonly ValueLayer[], version: HelmVersion): UserValues {
  const rank = ({ kind }: ValueLayer) => kindOrder.indexOf(kind)
  const ordered = layers.toSorted((a, b) => rank(a) - rank(b))
  const faults: DiagnosticError[] = []
  const applied: ReadLayer[] = []
  let values: Table = new Map()
  for (const layer of ordered) {
    try {
      const read = readLayer(layer, version)
      values = read.apply(values)
      applied.push(read)
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error
      faults.push(error)
    }
  }
  if (faults.length > 0) throw new DiagnosticError(faults.flatMap(({ diagnostics }) => diagnostics))
  const origin = (path: YamlPath) => {
    for (const layer of applied.toReversed()) {
      const found = layer.origin(path)
      if (found !== undefined) return found
    }
    return undefined
  }
  return { values, origin }
}

function readLayer(layer: ValueLayer, version: HelmVersion): ReadLayer {
  if (layer.kind === 'file') return fileLayer(layer.file, layer.text, version)
  if (layer.kind === 'values') return programLayer(layer.name, tableOfPlain(layer.values))
  return flagLayer(layer, version)
}

function fileLayer(file: string, text: string, version: HelmVersion): ReadLayer {
  const doing = `failed to parse ${file}`
  const { values: all, documents } = loadValues(text, file, doing, version)
  const read = version === '4.2' ? documents : documents.slice(0, 1)
  const values = read.length === documents.length ? all : mergeDocuments(read, doing)
  const origin = (path: YamlPath) => documentOrigin(read, path)
  return { name: file, kind: 'file', apply: (before) => mergeMaps(before, values), origin }
}

/** Where one of several merged documents sets a path. */
export function documentOrigin(documents: readonly YamlDocument[], path: YamlPath): ValueOrigin | undefined {
  for (const document of documents.toReversed()) {
    const where = document.span(path)
    if (where !== undefined) return { layer: document.file, where }
  }
  return undefined
}

function programLayer(name: string, values: Table): ReadLayer {
  const origin = (path: YamlPath) => (hasPath(values, path) ? { layer: name } : undefined)
  return { name, kind: 'values', apply: (before) => mergeMaps(before, copyTable(values)), origin }
}

function flagLayer(layer: Extract<ValueLayer, { kind: SetKind }>, version: HelmVersion): ReadLayer {
  const { kind, expression, readFile } = layer
  const name = `--${kind} ${expression}`
  const options = { kind, version, ...(readFile !== undefined && { readFile }) }
  const change = (table: Table): Table => {
    if (kind === 'set-json' && version === '4.2' && expression.trim().startsWith('{')) {
      return mergeMaps(table, jsonObject(expression))
    }
    applySet(expression, table, options)
    return table
  }
  const origin = (path: YamlPath) => (hasPath(change(new Map()), path) ? { layer: name } : undefined)
  return {
    name,
    kind,
    apply: (before) => explaining(layer, version, () => change(copyTable(before))),
    origin,
  }
}

function jsonObject(expression: string): Table {
  try {
    return tableOfPlain(JSON.parse(expression.trim()))
  } catch (error) {
    throw new SetError((error as Error).message, 0)
  }
}

function explaining<T>(
  { kind, expression }: { kind: SetKind; expression: string },
  version: HelmVersion,
  apply: () => T,
): T {
  try {
    return apply()
  } catch (error) {
    if (!(error instanceof SetError)) throw error
    const isObject = version === '4.2' && expression.trim().startsWith('{')
    const cause = kind === 'set-json' ? `${isObject ? ' JSON:' : ''} ${expression}` : `: ${error.message}`
    throw failure({
      code: 'set-invalid',
      message: `failed parsing --${kind} data${cause}`,
      where: { file: `--${kind}`, line: 1, column: error.offset + 1 },
      source: expression,
      ...(kind === 'set-json' && { notes: [error.message] }),
    })
  }
}

function hasPath(values: Table, path: YamlPath): boolean {
  let value: GoValue | undefined = values
  for (const step of path) {
    if (value instanceof Map) value = value.get(String(step))
    else if (Array.isArray(value)) value = value[Number(step)] as GoValue | undefined
    else return false
    if (value === undefined) return false
  }
  return true
}

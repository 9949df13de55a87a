import { DiagnosticError, failure } from '@seaworthy/diagnostics'
import type { GoValue } from '@seaworthy/gotemplate'
import type { YamlPath } from '@seaworthy/yaml'
import type { Table } from '../chart/chart.ts'
import type { HelmVersion } from '../version.ts'
import { documentOrigin, documentPlace, flagPlace, type SetPlace } from './set-place.ts'
import { loadValues, mergeDocuments } from './load-values.ts'
import { type LeftOut, Mark, markTable, markUnmarked, nullsOf, type NullSetting, valueAt } from './mark.ts'
import { layerName, type SetLayer, type ValueOrigin } from './set-layer.ts'
import { applySet, SetError, type SetKind, type SetPart } from './set-parser.ts'
import { copyTable, mergeMaps, tableOfPlain } from './table.ts'

export type { ValueOrigin } from './set-layer.ts'

/** One thing that the user gives to set values, in the order of the command line. */
export type ValueLayer =
  | { readonly kind: 'file'; readonly file: string; readonly text: string }
  | { readonly kind: SetKind; readonly expression: string; readonly readFile?: (path: string) => string }
  /** Values made by a program; `name` is how messages call them. */
  | { readonly kind: 'values'; readonly name: string; readonly values: Readonly<Record<string, unknown>> }

/** What the user gave, merged. */
export interface UserValues {
  readonly values: Table
  /** In the order in which Helm applies them. */
  readonly layers: readonly AppliedLayer[]
  /** The Helm that laid them. */
  readonly version: HelmVersion
}

/** One thing that the user gave, read. */
export interface AppliedLayer {
  readonly layer: SetLayer
  readonly nulls: readonly NullSetting[]
  apply(before: Table): Table
  /** The same with marks in place of values. */
  mark(before: Table, leftOut: LeftOut): Table
  /** Where a path of it is written, or the part of the flag. */
  place(path: YamlPath, unit?: string): SetPlace | undefined
  origin(path: YamlPath): ValueOrigin | undefined
  /** What it alone sets there; null also where nothing is. */
  value(path: YamlPath): GoValue
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
  const applied: AppliedLayer[] = []
  let values: Table = new Map()
  for (const layer of ordered) {
    try {
      const read = readLayer(layer, version, filesIn(applied) + 1)
      values = read.apply(values)
      applied.push(read)
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error
      faults.push(error)
    }
  }
  if (faults.length > 0) throw new DiagnosticError(faults.flatMap(({ diagnostics }) => diagnostics))
  return { values, layers: applied, version }
}

function filesIn(layers: readonly AppliedLayer[]): number {
  return layers.filter(({ layer }) => layer.kind === 'file').length
}

function readLayer(layer: ValueLayer, version: HelmVersion, position: number): AppliedLayer {
  if (layer.kind === 'file') return fileLayer({ ...layer, position }, layer.text, version)
  if (layer.kind === 'values') {
    return tableLayer({ kind: 'program', name: layer.name }, tableOfPlain(layer.values), () => undefined)
  }
  return flagLayer(layer, version)
}

function fileLayer(
  { file, position }: { file: string; position: number },
  text: string,
  version: HelmVersion,
): AppliedLayer {
  const doing = `failed to parse ${file}`
  const { values: all, documents } = loadValues(text, file, doing, version)
  const read = version === '4.2' ? documents : documents.slice(0, 1)
  const values = read.length === documents.length ? all : mergeDocuments(read, doing)
  const layer = { kind: 'file', file, position } as const
  const origin = (path: YamlPath) => documentOrigin(read, path)
  return { ...tableLayer(layer, values, (path) => documentPlace(read, path)), origin }
}

function tableLayer(
  layer: SetLayer,
  values: Table,
  place: (path: YamlPath) => SetPlace | undefined,
): AppliedLayer {
  return {
    layer,
    nulls: nullsOf(values, layer),
    apply: (before) => mergeMaps(before, copyTable(values)),
    mark: (before, leftOut) => mergeMaps(before, markTable(values, layer, leftOut)),
    place,
    origin: (path) => (valueAt(values, path) === undefined ? undefined : { layer: layerName(layer) }),
    value: (path) => valueAt(values, path) ?? null,
  }
}

function flagLayer(given: Extract<ValueLayer, { kind: SetKind }>, version: HelmVersion): AppliedLayer {
  const { kind, expression, readFile } = given
  const layer = { kind: 'flag', flag: kind, expression } as const
  const options = { kind, version, ...(readFile !== undefined && { readFile }) }
  const change = (table: Table, onPart?: (part: SetPart) => void): Table => {
    if (kind === 'set-json' && version === '4.2' && expression.trim().startsWith('{')) {
      return mergeMaps(table, jsonObject(expression))
    }
    applySet(expression, table, { ...options, ...(onPart !== undefined && { onPart }) })
    return table
  }
  const alone = () => change(new Map())
  return {
    layer,
    get nulls() {
      return nullsOfParts(layer, (onPart) => change(new Map(), onPart))
    },
    apply: (before) => explaining(given, version, () => change(copyTable(before))),
    mark: (before, leftOut) => markParts(layer, before, leftOut, change),
    place: (_path, unit = '') => flagPlace(layer, unit),
    origin: (path) => (valueAt(alone(), path) === undefined ? undefined : { layer: layerName(layer) }),
    value: (path) => valueAt(alone(), path) ?? null,
  }
}

type Flag = Extract<SetLayer, { kind: 'flag' }>

/** Carries out a flag part by part, so that each part can be left out and knows what it set. */
function markParts(
  layer: Flag,
  before: Table,
  leftOut: LeftOut,
  change: (table: Table, onPart: (part: SetPart) => void) => Table,
): Table {
  const without = leftOut.get(layer)
  const table = copyTable(before)
  let kept = copyTable(before)
  const keep = (into: Table, unit: string) => {
    markUnmarked(into, (path, value) => new Mark(layer, path, unit, value))
    kept = copyTable(into)
  }
  const changed = change(table, ({ from, to }) => {
    const unit = `${from}-${to}`
    if (without?.has(unit) !== true) return keep(table, unit)
    table.clear()
    for (const [key, value] of copyTable(kept)) table.set(key, value)
  })
  if (changed === table) return table
  const whole = `0-${layer.expression.length}`
  if (without?.has(whole) === true) return before
  keep(changed, whole)
  return changed
}

function nullsOfParts(layer: Flag, change: (onPart: (part: SetPart) => void) => Table): NullSetting[] {
  const found: NullSetting[] = []
  const known = new Set<string>()
  const note = (table: Table, unit: string) => {
    for (const each of nullsOf(table, layer)) {
      if (!known.has(each.unit)) found.push({ ...each, unit })
      known.add(each.unit)
    }
  }
  const table = change(({ from, to, into }) => note(into, `${from}-${to}`))
  note(table, `0-${layer.expression.length}`)
  return found
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

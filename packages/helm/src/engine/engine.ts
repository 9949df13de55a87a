import { DiagnosticError } from '@seaworthy/diagnostics'
import {
  type BranchCoverage,
  compareBytes,
  CoverageCounter,
  ExecutionError,
  type FunctionHost,
  type GoMap,
  type GoValue,
  ofType,
  LimitError,
  type Paths,
  type RenderOutput,
  TemplateSet,
} from '@seaworthy/gotemplate'
import { textOf } from '../chart/chart-file.ts'
import { type Chart, isLibrary } from '../chart/chart.ts'
import type { ResolvedChart } from '../resolved-chart.ts'
import type { ValueRead } from '../rendered.ts'
import { tableAt } from '../values/table.ts'
import type { HelmVersion } from '../version.ts'
import { FilesObject } from './chart-files-object.ts'
import { chartObject } from './chart-object.ts'
import { helmFunctions, type RenderSession } from './helm-functions.ts'
import { executionFailure, parseFailure } from './render-error.ts'
import { ValuesObject } from './values-object.ts'

/** What every template sees at its root, besides its chart's own parts. */
export interface RenderContext {
  readonly release: Map<string, GoValue>
  readonly capabilities: GoValue
  readonly values: Map<string, GoValue>
}

export interface EngineOptions {
  readonly version: HelmVersion
  readonly host: FunctionHost
  readonly session: RenderSession
  readonly trace: boolean
  readonly strict: boolean
  /** Count which branches of the templates are taken. */
  readonly coverage: boolean
  /** What to say, after an error of a traced execution, of the values that led there. */
  readonly explain?: (reasons: Paths) => readonly string[]
}

/** What executing the templates gave. */
export interface ExecutedTemplates {
  /** By path: `web/templates/service.yaml`. */
  readonly files: ReadonlyMap<string, RenderOutput>
  /** What was read of the values, of a traced execution. */
  reads?(): readonly ValueRead[]
  readonly coverage?: readonly BranchCoverage[]
}

interface Renderable {
  readonly text: string
  readonly context: Map<string, GoValue>
  readonly basePath: string
}

/** Renders every template of a chart and its subcharts. */
export function renderTemplates(
  root: ResolvedChart,
  context: RenderContext,
  options: EngineOptions,
): ExecutedTemplates {
  const templates = new Map<string, Renderable>()
  collect(root, true, context, context.values, options.version, templates)
  const names = [...templates.keys()].sort(executionOrder)
  const { set, session } = parsedTemplates(root.chart, names, templates, options.version)
  Object.assign(session, options.session)
  const counter = options.coverage ? new CoverageCounter() : undefined
  const executing = executeOptions(root, options, context.values, counter)
  const files = new Map<string, RenderOutput>()
  const faults: DiagnosticError[] = []
  for (const name of names) {
    if (baseName(name).startsWith('_')) continue
    const { context: data, basePath } = templates.get(name) as Renderable
    data.set('Template', templateObject(name, basePath, options.version))
    try {
      files.set(name, set.execute(name, data, { ...executing, inputs: inputsOf(data) }))
    } catch (error) {
      // Behind a limit nothing more is tried.
      if (!(error instanceof DiagnosticError) || error instanceof LimitError) throw error
      faults.push(
        error instanceof ExecutionError ? executionFailure(error, options.version, options.explain) : error,
      )
    }
  }
  if (faults.length > 0) throw new DiagnosticError(faults.flatMap(({ diagnostics }) => diagnostics))
  return {
    files,
    ...(options.trace && { reads: () => readsOf(set, context.values) }),
    ...(counter !== undefined && { coverage: set.coverage(counter) }),
  }
}

function templateObject(name: string, basePath: string, version: HelmVersion): GoMap {
  const fields = new Map([
    ['Name', name],
    ['BasePath', basePath],
  ])
  return ofType(fields, valuesType(version))
}

/** What a template sees besides the values, by the names under which provenance tells of it. */
function inputsOf(data: Map<string, GoValue>): Record<string, GoValue> {
  const names = ['Release', 'Chart', 'Capabilities', 'Files']
  return Object.fromEntries(names.map((name) => [name, data.get(name) ?? null]))
}

function readsOf(set: TemplateSet, values: GoMap): readonly ValueRead[] {
  const { leaf, shape, whole } = set.reads(values)
  const reads = (paths: ReadonlySet<string>, extent: ValueRead['extent']) =>
    Array.from(paths, (path) => ({ path, extent }))
  return [...reads(leaf, 'leaf'), ...reads(shape, 'shape'), ...reads(whole, 'whole')]
}

function executeOptions(
  root: ResolvedChart,
  { host, trace, strict }: EngineOptions,
  valuesRoot: GoMap,
  coverage: CoverageCounter | undefined,
) {
  const subchartValues = trace ? subchartWays(root, []) : []
  const options = { host, trace, strict, valuesRoot, subchartValues, deleteNoValue: true }
  return coverage === undefined ? options : { ...options, coverage }
}

function subchartWays(chart: ResolvedChart, way: readonly string[]): (readonly string[])[] {
  return chart.dependencies.flatMap((child) => [
    [...way, child.name],
    ...subchartWays(child, [...way, child.name]),
  ])
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Deeper paths first, then by name downwards: the order of parsing and of execution (sortTemplates, reversed). */
function executionOrder(a: string, b: string): number {
  return b.split('/').length - a.split('/').length || compareBytes(b, a)
}

/** Go's name of the type of values, and of the root of every template. */
function valuesType(version: HelmVersion): string {
  return version === '4.2' ? 'common.Values' : 'chartutil.Values'
}

/** Gathers templates with their contexts; returns what `.Subcharts` of the parent shows of this chart. */
function collect(
  chart: ResolvedChart,
  isRoot: boolean,
  context: RenderContext,
  values: Map<string, GoValue>,
  version: HelmVersion,
  into: Map<string, Renderable>,
): Map<string, GoValue> {
  const subcharts = new Map<string, GoValue>()
  const typeName = valuesType(version)
  const root: [string, GoValue][] = [
    ['Chart', chartObject(chart, isRoot, version)],
    ['Files', new FilesObject(chart.chart.files, version)],
    ['Release', context.release],
    ['Capabilities', context.capabilities],
    ['Values', new ValuesObject(values, typeName)],
    ['Subcharts', subcharts],
  ]
  const own = ofType(new Map(root), typeName)
  for (const child of chart.dependencies) {
    const childValues = tableAt(values, child.name) ?? new Map<string, GoValue>()
    subcharts.set(child.name, collect(child, false, context, childValues, version, into))
  }
  for (const file of chart.chart.templates) {
    if (isLibrary(chart.chart) && !baseName(file.name).startsWith('_')) continue
    into.set(`${chart.path}/${file.name}`, {
      text: textOf(file),
      context: own,
      basePath: `${chart.path}/templates`,
    })
  }
  return own
}

interface Parsed {
  readonly set: TemplateSet
  /** The functions of the set look here; each render fills it before it executes. */
  readonly session: RenderSession
}

const parsedSets = new WeakMap<Chart, Map<string, Parsed>>()

/** Parses the templates of a chart once for each set of enabled subcharts; later renders take the parsed ones. */
function parsedTemplates(
  chart: Chart,
  names: readonly string[],
  templates: ReadonlyMap<string, Renderable>,
  version: HelmVersion,
): Parsed {
  const sets = parsedSets.get(chart) ?? new Map<string, Parsed>()
  parsedSets.set(chart, sets)
  const key = [version, ...names].join('\n')
  const known = sets.get(key)
  if (known !== undefined) return known
  const session: RenderSession = { lookup: undefined, lint: false, warn: () => {} }
  const functions = helmFunctions(version, session)
  const parsed = { set: new TemplateSet(functions), session }
  const faults: DiagnosticError[] = []
  for (const name of names) {
    try {
      parsed.set.add(name, (templates.get(name) as Renderable).text)
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error
      faults.push(parseFailure(error, name, Object.keys(functions)))
    }
  }
  if (faults.length > 0) throw new DiagnosticError(faults.flatMap(({ diagnostics }) => diagnostics))
  sets.set(key, parsed)
  return parsed
}

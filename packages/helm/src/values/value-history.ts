import { DiagnosticError } from '@seaworthy/diagnostics'
import type { GoValue } from '@seaworthy/gotemplate'
import { importValues } from '../dependencies.ts'
import { ownValues, type ResolvedChart } from '../resolved-chart.ts'
import type { HelmVersion } from '../version.ts'
import type { Table } from '../chart/chart.ts'
import { chartLayers, type ChartLayer } from './chart-layers.ts'
import { Coalescer } from './coalesce.ts'
import type { AppliedLayer, UserValues } from './layer.ts'
import { type LeftOut, leavingOut, Mark, markTable, nothingLeftOut, valueAt, type ValuePath } from './mark.ts'
import { formatPath } from './path-syntax.ts'
import { type SetLayer, layerName } from './set-layer.ts'
import { SetError } from './set-parser.ts'
import type { SetPlace } from './set-place.ts'
import { isTable, plainOf } from './table.ts'

/** One layer that sets a value, or takes it away. */
export interface ValueSetting {
  readonly layer: SetLayer
  /** The layer in a word: a file, or a flag with its text. */
  readonly name: string
  /** The line that sets it; absent for values of programs. */
  readonly place?: SetPlace
  /** What it sets; undefined where it deletes by null what a layer below sets. */
  readonly value: unknown
  /** The path from the root under which it is set: differs from the value's own for globals and imports. */
  readonly path: string
  readonly route: SetRoute
}

/**
 * `own`: set under its own path. `parent`: in the values.yaml of a chart above. `global`: copied down from the globals of
 * a chart above. `import`: taken over from a subchart by import-values.
 */
export type SetRoute = 'own' | 'parent' | 'global' | 'import'

/** Everything that sets a value, and what comes of it. */
export interface ValueHistory {
  readonly path: string
  /** What templates see: undefined where there is nothing, null where there is null. */
  readonly value: unknown
  /**
   * In the order in which they win: the last is the one that counts, and without it the one before would. Of a map, every
   * layer that sets something in it; a list is set as a whole.
   */
  readonly settings: readonly ValueSetting[]
}

const known = new WeakMap<UserValues, ValueHistories>()

/** The histories of the values of one render; made once for what the user gave it. */
export function valueHistories(root: ResolvedChart, user: UserValues): ValueHistories {
  const histories = known.get(user) ?? new ValueHistories(root, user)
  known.set(user, histories)
  return histories
}

/** Answers for one render where its values come from. The layers are laid again, with marks, when first asked. */
class ValueHistories {
  private readonly root: ResolvedChart
  private readonly user: UserValues
  private readonly version: HelmVersion
  private knownCharts: readonly ChartLayer[] | undefined
  private base: Table | undefined

  constructor(root: ResolvedChart, user: UserValues) {
    this.root = root
    this.user = user
    this.version = user.version
  }

  private get charts(): readonly ChartLayer[] {
    this.knownCharts ??= chartLayers(this.root, this.version)
    return this.knownCharts
  }

  /** The value itself, without what set it; undefined where there is none. */
  value(path: ValuePath): unknown {
    const now = valueAt(this.final(), path)
    return now === undefined ? undefined : plainOf(unmarked(now))
  }

  /** The history of a value by its path from the root chart: `['web', 'cache', 'size']`. */
  history(path: ValuePath): ValueHistory {
    const value = this.value(path)
    const settings = isContainer(valueAt(this.final(), path)) ? this.containing(path) : this.settings(path)
    return { path: formatPath(path), value, settings }
  }

  /** The setting that a value comes from; quicker than the whole history. */
  last(path: ValuePath): ValueSetting | undefined {
    const now = valueAt(this.final(), path)
    return now instanceof Mark ? this.settingOf(now, path) : this.history(path).settings.at(-1)
  }

  /** Every value that the user gave, by its path, as the layers of the user left it; deleting nulls at their end. */
  given(): ValueSetting[] {
    const { layers } = this.user
    const values = layers.reduce<Table>((before, layer) => layer.mark(before, nothingLeftOut), new Map())
    const nulls = layers.flatMap((layer) =>
      layer.nulls.map((each) => new Mark(each.layer, each.path, each.unit, null)),
    )
    return [
      ...marksIn(values).map(({ mark, path }) => this.settingOf(mark, path)),
      ...nulls.map((mark) => this.settingOf(mark, mark.path)),
    ]
  }

  /** The paths that the values.yaml files of the charts set. */
  defaultPaths(): ValuePath[] {
    return this.charts.flatMap(({ prefix, chart }) =>
      pathsIn(ownValues(chart.chart, this.version)).map((path) => [...prefix, ...path]),
    )
  }

  /** What is set last is taken away, until nothing is left: the order is that in which the layers win. */
  private settings(path: ValuePath): ValueSetting[] {
    const found: ValueSetting[] = []
    for (let leftOut = nothingLeftOut; found.length < 100; ) {
      const now = this.valueWithout(leftOut, path)
      if (isContainer(now)) break
      const next = now instanceof Mark ? { mark: now } : this.nullOf(leftOut, path, now)
      if (next === undefined) break
      const { mark } = next
      found.push('deletes' in next ? this.deletion(next.mark, path, now) : this.settingOf(next.mark, path))
      leftOut = leavingOut(leftOut, mark.layer, mark.unit)
    }
    return found.reverse()
  }

  private deletion(mark: Mark, path: ValuePath, now: GoValue | undefined): ValueSetting {
    return { ...this.settingOf(mark, path), value: now === null ? null : undefined }
  }

  /** The null without which the value would be another: it deletes what others set, or is itself what is set. */
  private nullOf(
    leftOut: LeftOut,
    path: ValuePath,
    now: GoValue | undefined,
  ): { mark: Mark; deletes: true } | undefined {
    const layers = [...this.user.layers.toReversed(), ...this.charts]
    for (const { nulls } of layers) {
      for (const { layer, path: at, unit } of nulls) {
        if (!path.some((step) => step === at.at(-1)) || leftOut.get(layer)?.has(unit) === true) continue
        const without = this.valueWithout(leavingOut(leftOut, layer, unit), path)
        if (without !== now) return { mark: new Mark(layer, at, unit, null), deletes: true }
      }
    }
    return undefined
  }

  private valueWithout(leftOut: LeftOut, path: ValuePath): GoValue | undefined {
    if (leftOut === nothingLeftOut) return valueAt(this.final(), path)
    try {
      return valueAt(this.lay(leftOut), path)
    } catch (error) {
      // A later part of a flag may need what is left out, `--set a={x},a[0]=y`, or Helm refuse what then is left.
      if (error instanceof SetError || error instanceof DiagnosticError) return undefined
      throw error
    }
  }

  private final(): Table {
    this.base ??= this.lay(nothingLeftOut)
    return this.base
  }

  /** Lays all layers over each other as rendering did, with marks. */
  private lay(leftOut: LeftOut): Table {
    let user: Table = new Map()
    for (const layer of this.user.layers) user = layer.mark(user, leftOut)
    const marked = this.markedChart(this.root, leftOut)
    importValues(marked, this.version, [])
    return new Coalescer(this.version, []).coalesce(marked, user)
  }

  private markedChart(chart: ResolvedChart, leftOut: LeftOut): ResolvedChart {
    const layer = this.charts.find((each) => each.chart === chart)
    if (layer === undefined) throw new RangeError(`${chart.path} is no chart of this release`)
    return {
      ...chart,
      values: markTable(ownValues(chart.chart, this.version), layer.layer, leftOut),
      dependencies: chart.dependencies.map((each) => this.markedChart(each, leftOut)),
    }
  }

  private settingOf(mark: Mark, path: ValuePath): ValueSetting {
    const source = this.sourceOf(mark.layer)
    const at = [...prefixOf(source), ...mark.path]
    const place = source.place(mark.path, mark.unit)
    return {
      layer: mark.layer,
      name: layerName(mark.layer),
      ...(place !== undefined && { place }),
      value: plainOf(mark.value),
      path: formatPath(at),
      route: routeOf(source, at, path),
    }
  }

  private sourceOf(layer: SetLayer): AppliedLayer | ChartLayer {
    const found = [...this.user.layers, ...this.charts].find((each) => each.layer === layer)
    if (found === undefined) throw new RangeError(`${layerName(layer)} is no layer of this release`)
    return found
  }

  /** The layers that set a map or list, or something in it; weakest first, and so what is imported before all. */
  private containing(path: ValuePath): ValueSetting[] {
    const direct = this.containingAt(path)
    const layers = new Set(direct.map(({ layer }) => layer))
    const imported = new Map<SetLayer, ValueSetting>()
    for (const { mark, path: inside } of marksIn(valueAt(this.final(), path) ?? null)) {
      if (path.length === 0 || layers.has(mark.layer) || imported.has(mark.layer)) continue
      const at = mark.path.slice(0, mark.path.length - inside.length)
      imported.set(
        mark.layer,
        this.settingOf(new Mark(mark.layer, at, '', this.sourceOf(mark.layer).value(at)), path),
      )
    }
    return [...imported.values(), ...direct]
  }

  private containingAt(path: ValuePath): ValueSetting[] {
    return [...this.charts, ...this.user.layers].flatMap((source) => {
      const prefix = prefixOf(source)
      const inside = path.slice(prefix.length)
      const own = prefix.every((step, index) => path[index] === step) ? [inside] : []
      const global = path.lastIndexOf('global')
      const above = global > prefix.length ? [path.slice(global)] : []
      const at = [...own, ...above].find((each) => source.origin(each) !== undefined)
      if (at === undefined || at.length === 0) return []
      return [this.settingOf(new Mark(source.layer, at, '', source.value(at)), path)]
    })
  }
}

function prefixOf(source: AppliedLayer | ChartLayer): ValuePath {
  return 'prefix' in source ? source.prefix : []
}

function routeOf(source: AppliedLayer | ChartLayer, at: ValuePath, path: ValuePath): SetRoute {
  if (at.some((step, index) => path[index] !== step)) {
    return at.includes('global') && path.includes('global') ? 'global' : 'import'
  }
  if (!('prefix' in source)) return 'own'
  const inside = at[source.prefix.length]
  return source.chart.dependencies.some(({ name }) => name === inside) ? 'parent' : 'own'
}

/** The marks in a table, each with the path at which it stands. */
function marksIn(value: GoValue, path: ValuePath = []): { mark: Mark; path: ValuePath }[] {
  if (value instanceof Mark) return [{ mark: value, path }]
  if (isTable(value)) return [...value].flatMap(([key, item]) => marksIn(item, [...path, key]))
  if (!Array.isArray(value)) return []
  return value.flatMap((item, index) => marksIn(item as GoValue, [...path, index]))
}

/** The paths of all keys in a table; lists are not entered. */
function pathsIn(table: ReadonlyMap<string, GoValue>, path: ValuePath = []): ValuePath[] {
  return [...table].flatMap(([key, value]) => {
    const inside = [...path, key]
    return isTable(value) ? [inside, ...pathsIn(value, inside)] : [inside]
  })
}

function isContainer(value: GoValue | undefined): boolean {
  return isTable(value) || Array.isArray(value)
}

/** A value with the values in place of their marks. */
function unmarked(value: GoValue): GoValue {
  if (value instanceof Mark) return value.value
  if (isTable(value)) return new Map([...value].map(([key, item]) => [key, unmarked(item)]))
  return Array.isArray(value) ? value.map((item) => unmarked(item as GoValue)) : value
}

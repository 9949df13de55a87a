import type { RenderedRelease } from '../rendered.ts'
import type { ReleaseSources } from '../release-sources.ts'
import type { DocumentedDefault } from '../schema/documented-default.ts'
import { formatPath, readPath } from '../values/path-syntax.ts'
import type { SetRoute, ValueSetting } from '../values/value-history.ts'
import type { SecretValues } from './secret-values.ts'

/** A value with all that set it, as it may be shown: what goes into Secrets has its places, and neither value nor lines. */
export interface UsedValue {
  readonly path: string
  /** What templates see; absent where nothing is set, and where it is hidden. */
  readonly value?: unknown
  readonly hidden: boolean
  /** The last one counts; those before it are what it overrides. */
  readonly settings: readonly ShownSetting[]
  /** Only where no layer sets it. */
  readonly documented?: DocumentedDefault
}

export interface ShownSetting {
  readonly kind: 'chart' | 'file' | 'flag' | 'program'
  /** `shop/values.yaml`, `prod.yaml`, `--set`, or the name of the program. */
  readonly name: string
  readonly line?: number
  /** Of a flag, in the text after its name. */
  readonly column?: number
  readonly endColumn?: number
  /** The line, or the part of the flag. */
  readonly source?: string
  /** Absent where it deletes, and where it is hidden. */
  readonly value?: unknown
  readonly deletes: boolean
  readonly route: SetRoute
  /** Where it is set: differs from the value's path for globals and imports. */
  readonly path: string
}

/** What rendering kept to explain it. Throws for a release that is not rendered from a chart. */
export function sourcesOf(release: RenderedRelease): ReleaseSources {
  if (release.sources === undefined) throw new TypeError(`the release ${release.name} has no sources`)
  return release.sources
}

export function usedValue(release: RenderedRelease, path: string, secrets: SecretValues): UsedValue {
  const sources = sourcesOf(release)
  const steps = readPath(path)
  const hidden = secrets.has(steps)
  const { value, settings } = sources.valueHistory(steps)
  const documented = settings.length === 0 ? sources.documentedDefault(steps) : undefined
  return {
    path: formatPath(steps),
    ...(value !== undefined && !hidden && { value }),
    hidden,
    settings: settings.map((each) => shownSetting(release, each, hidden)),
    ...(documented !== undefined && {
      documented: { ...documented, file: `${release.chart.name}/${documented.file}` },
    }),
  }
}

export function shownSetting(release: RenderedRelease, setting: ValueSetting, hidden: boolean): ShownSetting {
  const { layer, place, value, route, path } = setting
  return {
    kind: layer.kind,
    name: shownName(release, setting),
    ...(place !== undefined && { ...placeOf(setting), ...(!hidden && { source: place.source }) }),
    ...(value !== undefined && !hidden && { value }),
    deletes: value === undefined,
    route,
    path,
  }
}

/** Files of charts are named as Helm names templates: from the name of the chart. */
function shownName({ chart }: RenderedRelease, { layer, name }: ValueSetting): string {
  if (layer.kind === 'chart') return `${chart.name}/${layer.file}`
  if (layer.kind === 'flag') return `--${layer.flag}`
  return name === '-' ? 'standard input' : name
}

function placeOf({ layer, place }: ValueSetting): { line?: number; column?: number; endColumn?: number } {
  if (place === undefined) return {}
  const { line, column, endColumn } = place.where
  return {
    ...(layer.kind !== 'flag' && { line }),
    column,
    ...(endColumn !== undefined && { endColumn }),
  }
}

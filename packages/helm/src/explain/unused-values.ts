import type { RenderedRelease, ValueRead } from '../rendered.ts'
import { formatPath, readPath } from '../values/path-syntax.ts'
import { isNamedSecret } from '../values/secret-name.ts'
import { type Explainer } from './explain-field.ts'
import { isPathIn, nearestValue } from './explain-value.ts'
import { leavesOf } from './leaf.ts'
import { explainable } from './object-query.ts'
import { type ShownSetting, shownSetting, sourcesOf, type UsedValue } from './used-value.ts'

/** A value that the user gave and nothing read. */
export interface UnusedValue {
  readonly path: string
  /** How many values are in it: 1, or more for a map or list of which nothing is read. */
  readonly count: number
  readonly setting: ShownSetting
  readonly reason: UnusedReason
  /** What may have been meant. */
  readonly meant?: string
  /** A values.schema.json names it; schemas do not read. */
  readonly inSchema: boolean
}

export type UnusedReason =
  | { readonly kind: 'unread' }
  /** It is for a subchart that is switched off; `by` are the values that could switch it on. */
  | { readonly kind: 'subchart-off'; readonly chart: string; readonly by: readonly UsedValue[] }

/**
 * The values of `-f` and `--set` that neither templates nor conditions and tags of dependencies read in this render. What reads a
 * map as a whole reads all that is in it. A branch that was not taken may read more.
 */
export function unusedValues(explainer: Explainer): UnusedValue[] {
  const { release } = explainer
  const sources = sourcesOf(release)
  const reads = new Reads(release)
  const given = sources.given()
  const paths = [...new Set(given.map(({ path }) => path))]
  const isUsed = new Map(paths.map((path) => [path, reads.has(path)]))
  const unused = paths.filter((path) => isUsed.get(path) === false)
  const used = paths.filter((path) => isUsed.get(path) === true)
  const known = [...sources.knownPaths(), ...reads.paths].filter((path) => !paths.includes(path))
  return unusedGroups(unused, used, reads).map(({ path, count }) => {
    const setting =
      sources.valueHistory(readPath(path)).settings.at(-1) ?? given.find((each) => each.path === path)
    if (setting === undefined) throw new RangeError(`nobody gave ${path}`)
    const meant = nearestValue(path, known)
    return {
      path,
      count,
      setting: shownSetting(release, setting, isPerhapsSecret(explainer, path, meant)),
      reason: reasonOf(explainer, path),
      ...(meant !== undefined && { meant }),
      inSchema: sources.isDocumented(readPath(path)),
    }
  })
}

/** A misspelled password goes into no Secret, and is one. */
function isPerhapsSecret({ secrets }: Explainer, path: string, meant: string | undefined): boolean {
  return (
    isNamedSecret(path) || [path, meant].some((each) => each !== undefined && secrets.has(readPath(each)))
  )
}

/** Unused values that lie together in a map or list of which nothing is read are told as one. */
function unusedGroups(
  unused: readonly string[],
  used: readonly string[],
  reads: Reads,
): { path: string; count: number }[] {
  const groups = new Map<string, number>()
  for (const path of unused) {
    const steps = readPath(path)
    const prefixes = steps.map((_step, index) => formatPath(steps.slice(0, index + 1)))
    const top = prefixes.find(
      (prefix) => !used.some((each) => isPathIn(prefix, each)) && !reads.hasBelow(prefix),
    )
    groups.set(top ?? path, (groups.get(top ?? path) ?? 0) + 1)
  }
  return [...groups].map(([path, count]) => ({ path, count }))
}

/** What a render read. */
class Reads {
  readonly paths: readonly string[]
  private readonly exact = new Set<string>()
  private readonly whole = new Set<string>()

  constructor(release: RenderedRelease) {
    const { reads } = release
    if (reads === undefined) throw new TypeError('the release was not rendered with tracing')
    for (const read of reads) this.add(read)
    for (const path of sourcesOf(release).dependencyReads()) this.exact.add(path)
    for (const object of explainable(release)) {
      for (const { path } of leavesOf(object.object)) {
        for (const each of object.origin(path)?.values ?? []) this.whole.add(each)
      }
    }
    this.paths = [...this.exact, ...this.whole]
  }

  private add({ path, extent }: ValueRead): void {
    if (extent === 'whole') this.whole.add(path)
    else this.exact.add(path)
  }

  has(path: string): boolean {
    if (this.exact.has(path)) return true
    const steps = readPath(path)
    return [...steps, ''].some((_step, index) => this.whole.has(formatPath(steps.slice(0, index))))
  }

  /** Whether something in a map is read, or the map itself is looked at. */
  hasBelow(path: string): boolean {
    return this.paths.some((each) => isPathIn(path, each))
  }
}

function reasonOf(explainer: Explainer, path: string): UnusedReason {
  const off = sourcesOf(explainer.release)
    .disabled()
    .find(({ chart }) => isPathIn(chart, path))
  if (off === undefined) return { kind: 'unread' }
  return { kind: 'subchart-off', chart: off.chart, by: off.by.map((each) => explainer.value(each)) }
}

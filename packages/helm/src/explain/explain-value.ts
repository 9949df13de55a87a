import { didYouMean, failure } from '@seaworthy/diagnostics'
import type { FieldOrigin } from '../rendered.ts'
import { formatPath, readPath } from '../values/path-syntax.ts'
import { type Explainer, objectId, type ObjectId } from './explain-field.ts'
import { leavesOf } from './leaf.ts'
import { explainable } from './object-query.ts'
import { sourcesOf, type UsedValue } from './used-value.ts'

/** `computed`: the value is in the field. `decided`: whether it is there, or which it is. `placed`: where in a list. */
export type Reach = 'computed' | 'decided' | 'placed'

/** A field that a value reaches. */
export interface ReachedField {
  readonly object: ObjectId
  readonly source: string
  readonly path: string
  readonly reach: Reach
  /** The template line that wrote the field. */
  readonly written: { readonly file: string; readonly line: number; readonly column: number }
}

/** Where a value goes. */
export interface ValueReach {
  readonly value: UsedValue
  readonly fields: readonly ReachedField[]
  /** Templates look at it, though it may reach no field. */
  readonly isRead: boolean
  /** The chart or its dependencies look at it before templates do: a condition or a tag. */
  readonly isSwitch: boolean
}

/**
 * All fields that a value reaches; of a map or list, those that anything in it reaches. Throws a `DiagnosticError` where neither
 * the user, nor the chart, nor its templates know such a value.
 */
export function explainValue(explainer: Explainer, query: string): ValueReach {
  const path = formatPath(readPath(query.replace(/^\.?Values\./, '')))
  const { release } = explainer
  const relation = new PathRelation(path)
  const fields = explainable(release).flatMap((each) =>
    leavesOf(each.object).flatMap((leaf): ReachedField[] => {
      const origin = each.origin(leaf.path)
      const reach = origin && reachOf(origin, relation)
      if (reach === undefined || origin === undefined) return []
      const { file, line, column } = origin
      const object = objectId(each, release)
      return [
        { object, source: each.source, path: formatPath(leaf.path), reach, written: { file, line, column } },
      ]
    }),
  )
  const value = explainer.value(path)
  const isRead =
    release.reads?.some(
      ({ path: read, extent }) => relation.isSame(read) || (extent === 'whole' && relation.isBelow(read)),
    ) ?? false
  const isSwitch = sourcesOf(release)
    .dependencyReads()
    .some((each) => relation.isSame(each))
  if (fields.length === 0 && value.settings.length === 0 && !isRead && !isSwitch) {
    refuseUnknown(explainer, path)
  }
  return { value, fields, isRead, isSwitch }
}

function reachOf({ values, guards, position }: FieldOrigin, path: PathRelation): Reach | undefined {
  if (values.some((each) => path.isSame(each) || path.isBelow(each))) return 'computed'
  if (guards.some((each) => path.isSame(each))) return 'decided'
  return position.some((each) => path.isSame(each)) ? 'placed' : undefined
}

/** How paths lie to one that is asked for; each is compared once. */
class PathRelation {
  private readonly path: string
  private readonly known = new Map<string, 'same' | 'above' | 'other'>()

  constructor(path: string) {
    this.path = path
  }

  /** The path itself, or one of something in it. */
  isSame(other: string): boolean {
    return this.relationTo(other) === 'same'
  }

  /** Whether the path is of something in the other. */
  isBelow(other: string): boolean {
    return this.relationTo(other) === 'above'
  }

  private relationTo(other: string): 'same' | 'above' | 'other' {
    const known = this.known.get(other)
    if (known !== undefined) return known
    const found = isPathIn(this.path, other) ? 'same' : isPathIn(other, this.path) ? 'above' : 'other'
    this.known.set(other, found)
    return found
  }
}

/** Whether `inner` is `outer`, or of something in it. */
export function isPathIn(outer: string, inner: string): boolean {
  return (
    inner === outer || (inner.startsWith(outer) && (outer === '' || /^[.[]/.test(inner.slice(outer.length))))
  )
}

function refuseUnknown({ release }: Explainer, path: string): void {
  const sources = sourcesOf(release)
  const known = [...sources.knownPaths(), ...(release.reads ?? []).map((read) => read.path)]
  if (known.some((each) => isPathIn(path, each))) return
  const near = nearestValue(path, known)
  throw failure({
    code: 'value-unknown',
    message: `no value ${path} is known`,
    found: 'nobody sets it, no template reads it, and no values.yaml or schema names it',
    expected: 'a values path such as web.replicaCount; of a subchart with its name in front',
    help: near === undefined ? 'look into the values.yaml of the chart' : `did you mean ${near}?`,
  })
}

/** The known path with the same last steps: `replicas` for `web.replicas`. Nothing where there are several. */
function nearestByName(path: string, known: readonly string[]): string | undefined {
  const steps = readPath(path)
  const last = formatPath(steps.slice(-1))
  const same = [...new Set(known)].filter((each) => each !== path && each.endsWith(`.${last}`))
  return same.length === 1 ? same[0] : undefined
}

/** A key beside it that is spelled nearly so, else a path, else the same key elsewhere. */
export function nearestValue(path: string, known: readonly string[]): string | undefined {
  const steps = readPath(path)
  const parent = formatPath(steps.slice(0, -1))
  const last = String(steps.at(-1))
  const siblings = known
    .map(readPath)
    .filter((each) => each.length === steps.length && formatPath(each.slice(0, -1)) === parent)
    .map((each) => String(each.at(-1)))
  const sibling = didYouMean(last, siblings) ?? siblings.find((each) => beginsAlike(each, last))
  if (sibling !== undefined) return formatPath([...steps.slice(0, -1), sibling])
  return didYouMean(path, known) ?? nearestByName(path, known)
}

/** `replicas` and `replicaCount`: two thirds of the one are the beginning of the other. */
function beginsAlike(a: string, b: string): boolean {
  const length = Math.ceil((b.length * 2) / 3)
  return length >= 4 && a.slice(0, length).toLowerCase() === b.slice(0, length).toLowerCase()
}

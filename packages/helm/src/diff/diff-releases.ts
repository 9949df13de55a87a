import { isSameJson } from '@seaworthy/kube'
import { type ObjectId, objectId } from '../explain/explain-field.ts'
import { leavesOf } from '../explain/leaf.ts'
import type { ExplainedObject } from '../explain/object-query.ts'
import { isSecretField } from '../explain/secret-values.ts'
import { HIDDEN, ShownFields } from '../explain/shown-field.ts'
import type { FieldPath } from '../rendered.ts'
import { formatPath } from '../values/path-syntax.ts'
import { type ChangeCause, changeCauses } from './change-cause.ts'
import { type ChangedPath, changedPaths } from './changed-paths.ts'
import type { DiffSide } from './diff-side.ts'

/** A field of an object that both sides have. */
export interface FieldDiff {
  /** As the new side has it, or the old one where the new has it no more. */
  readonly path: string
  /** Absent where that side has no such field, and where it is hidden. */
  readonly before?: unknown
  readonly after?: unknown
  readonly change: 'added' | 'removed' | 'changed'
  /** The content of a Secret, or of a value that goes into one: only its lengths are told, in characters. */
  readonly hidden?: { readonly before?: number; readonly after?: number }
  readonly causes: readonly ChangeCause[]
}

/** An object that differs. */
export type ObjectDiff =
  | {
      readonly change: 'changed'
      readonly object: ObjectId
      readonly source: string
      readonly fields: readonly FieldDiff[]
    }
  | {
      readonly change: 'added' | 'removed'
      readonly object: ObjectId
      readonly source: string
      /** The document; absent where it would show a secret. */
      readonly text?: string
      readonly causes: readonly ChangeCause[]
    }

/** Objects that differ between two renders, those of the old side in their order, then new ones. */
export function diffReleases(before: DiffSide, after: DiffSide): ObjectDiff[] {
  const sides = [before, after] as const
  const kept = [...before.objects].flatMap(([id, at]): ObjectDiff[] => {
    const now = after.objects.get(id)
    return now === undefined ? [lonely(sides, at, 'removed')] : changed(sides, at, now)
  })
  const added = [...after.objects]
    .filter(([id]) => !before.objects.has(id))
    .map(([, at]) => lonely(sides, at, 'added'))
  return [...kept, ...added]
}

type Sides = readonly [DiffSide, DiffSide]

function lonely(sides: Sides, at: ExplainedObject, change: 'added' | 'removed'): ObjectDiff {
  const place = { at, path: firstField(at) }
  const isOld = change === 'removed'
  const side = sides[isOld ? 0 : 1]
  const text = shownFields(sides, side).text(at, side.inDocumentOf(at))
  return {
    change,
    object: objectId(at, side.release),
    source: at.source,
    ...(text !== undefined && { text }),
    causes: isOld ? changeCauses(sides, place, undefined) : changeCauses(sides, undefined, place),
  }
}

/** What decides that an object is there also decides its kind, which every object has. */
function firstField({ object }: ExplainedObject): FieldPath {
  return 'kind' in object ? ['kind'] : (leavesOf(object)[0]?.path ?? [])
}

function changed(sides: Sides, before: ExplainedObject, after: ExplainedObject): ObjectDiff[] {
  const fields = changedPaths(before.object, after.object).map((each) =>
    fieldDiff(sides, before, after, each),
  )
  if (fields.length === 0) return []
  return [{ change: 'changed', object: objectId(after, sides[1].release), source: after.source, fields }]
}

function fieldDiff(
  sides: Sides,
  old: ExplainedObject,
  now: ExplainedObject,
  { before, after }: ChangedPath,
): FieldDiff {
  const path = (after ?? before)?.path ?? []
  const was = before && shownFields(sides, sides[0]).value(old, before.path, before.value)
  const is = after && shownFields(sides, sides[1]).value(now, after.path, after.value)
  const isCut = before !== undefined && after !== undefined && isSameJson(was, is)
  const hidden =
    isSecretField(now, path) ||
    was === HIDDEN ||
    is === HIDDEN ||
    (isCut && !isSameJson(before.value, after.value))
  return {
    path: formatPath(path),
    ...(!hidden && before !== undefined && { before: was }),
    ...(!hidden && after !== undefined && { after: is }),
    change: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    ...(hidden && { hidden: lengths(before?.value, after?.value) }),
    causes: changeCauses(
      sides,
      before && { at: old, path: before.path },
      after && { at: now, path: after.path },
    ),
  }
}

/** What goes into a Secret on one side is none to be shown on the other. */
function shownFields(sides: Sides, side: DiffSide): ShownFields {
  return new ShownFields(side.release, (path) => sides.some((each) => each.isSecret(path)))
}

function lengths(before: unknown, after: unknown): { before?: number; after?: number } {
  return {
    ...(before !== undefined && { before: lengthOf(before) }),
    ...(after !== undefined && { after: lengthOf(after) }),
  }
}

/** How long the texts in it are, all together. */
function lengthOf(value: unknown): number {
  return leavesOf(value).reduce(
    (sum, { value: leaf }) => sum + (typeof leaf === 'string' ? leaf : JSON.stringify(leaf ?? '')).length,
    0,
  )
}

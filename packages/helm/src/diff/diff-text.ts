import { isSameJson } from '@seaworthy/kube'
import { type ObjectId, objectId } from '../explain/explain-field.ts'
import type { DiffSide } from './diff-side.ts'

/** What differs in the bytes that are printed and not in the objects that they mean. */
export interface TextDiff {
  /** Both print the same bytes. */
  readonly isSame: boolean
  /** Objects whose documents differ in empty lines and blanks at line ends only. */
  readonly blankLines: readonly ObjectId[]
  /** Objects whose documents differ in comments, quotes or the order of keys. */
  readonly writing: readonly ObjectId[]
  /** Objects that both have and that do not come in the same order: those that moved. */
  readonly moved: readonly ObjectId[]
  /** Documents without an object, comments for instance, on each side. */
  readonly empty: readonly [before: number, after: number]
}

export function diffTexts(before: DiffSide, after: DiffSide): TextDiff {
  const pairs = [...before.objects].flatMap(([id, old]) => {
    const now = after.objects.get(id)
    return now !== undefined && isSameJson(old.object, now.object) ? [{ old, now }] : []
  })
  const differing = pairs.filter(({ old, now }) => old.text !== now.text)
  const isBlank = ({ old, now }: (typeof pairs)[number]) =>
    withoutBlanks(old.text) === withoutBlanks(now.text)
  const named = ({ now }: (typeof pairs)[number]) => objectId(now, after.release)
  return {
    isSame: before.release.output === after.release.output,
    blankLines: differing.filter(isBlank).map(named),
    writing: differing.filter((each) => !isBlank(each)).map(named),
    moved: movedObjects(before, after),
    empty: [emptyDocuments(before), emptyDocuments(after)],
  }
}

function withoutBlanks(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')
}

/** Both sides' common objects in their order; those whose place in it is another. */
function movedObjects(before: DiffSide, after: DiffSide): ObjectId[] {
  const old = [...before.objects.keys()].filter((id) => after.objects.has(id))
  const now = [...after.objects.keys()].filter((id) => before.objects.has(id))
  return now
    .filter((id, index) => old[index] !== id)
    .flatMap((id) => {
      const at = after.objects.get(id)
      return at === undefined ? [] : [objectId(at, after.release)]
    })
}

function emptyDocuments({ release }: DiffSide): number {
  const { parts, crds, objects, hooks } = release
  const documents = parts.crds.length + parts.manifests.length + parts.hooks.length
  return Math.max(
    0,
    documents - new Set([...crds, ...objects, ...hooks].map(({ source, text }) => source + text)).size,
  )
}

import type { FieldDiff, ObjectDiff, ObjectId } from '@seaworthy/helm'

/** Changes that many objects have alike, such as the version of the chart in a label. */
export interface SharedChange {
  readonly fields: readonly FieldDiff[]
  readonly objects: readonly ObjectId[]
}

/** Objects that must have a change alike for it to be told once. */
const ALIKE = 3

/** Changes that several objects have alike, and the objects with what is their own; those with nothing of their own are left out. */
export function sharedChanges(objects: readonly ObjectDiff[]): { shared: SharedChange[]; own: ObjectDiff[] } {
  const byKey = new Map<string, { field: FieldDiff; objects: ObjectId[] }>()
  for (const diff of objects) {
    if (diff.change !== 'changed') continue
    for (const field of diff.fields) {
      const known = byKey.get(keyOf(field)) ?? { field, objects: [] }
      known.objects.push(diff.object)
      byKey.set(keyOf(field), known)
    }
  }
  const alike = [...byKey.values()].filter((each) => each.objects.length >= ALIKE)
  const keys = new Set(alike.map(({ field }) => keyOf(field)))
  const own = objects.flatMap((diff): ObjectDiff[] => {
    if (diff.change !== 'changed') return [diff]
    const fields = diff.fields.filter((field) => !keys.has(keyOf(field)))
    return fields.length === 0 ? [] : [{ ...diff, fields }]
  })
  return { shared: together(alike), own }
}

/** Changes of the same objects are told together. */
function together(
  alike: readonly { readonly field: FieldDiff; readonly objects: readonly ObjectId[] }[],
): SharedChange[] {
  const byObjects = new Map<string, { fields: FieldDiff[]; objects: readonly ObjectId[] }>()
  for (const { field, objects } of alike) {
    const key = JSON.stringify(objects)
    const known = byObjects.get(key) ?? { fields: [], objects }
    known.fields.push(field)
    byObjects.set(key, known)
  }
  return [...byObjects.values()]
}

/** The same field, the same values, the same causes. */
function keyOf({ path, before, after, hidden, causes }: FieldDiff): string {
  return JSON.stringify([path, before ?? null, after ?? null, hidden ?? null, causes])
}

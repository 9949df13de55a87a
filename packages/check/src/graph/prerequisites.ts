import type { RenderedRelease } from '@seaworthy/helm'
import { type Reference, referencesOf } from './references.ts'

/** An object that the release needs and does not bring: somebody must have made it before. */
export interface Prerequisite {
  readonly kind: Reference['kind']
  readonly name: string
  /** The keys that are named in it; a reference to the whole adds none. */
  readonly keys: readonly string[]
  /** Who needs it: `Deployment/web`. */
  readonly neededBy: readonly string[]
}

/** What must be in the namespace before the release is installed. The account `default` is in every namespace. */
export function prerequisitesOf(release: RenderedRelease): Prerequisite[] {
  const all = [...release.hooks, ...release.objects]
  const own = new Set(all.map(({ object }) => `${object.kind}/${object.metadata.name}`))
  const found = new Map<string, { keys: Set<string>; neededBy: Set<string>; reference: Reference }>()
  for (const { object } of all) {
    for (const reference of referencesOf(object)) {
      const id = `${reference.kind}/${reference.name}`
      if (reference.optional || own.has(id) || id === 'ServiceAccount/default') continue
      const entry = found.get(id) ?? { keys: new Set(), neededBy: new Set(), reference }
      if (reference.key !== undefined) entry.keys.add(reference.key)
      entry.neededBy.add(`${object.kind}/${object.metadata.name}`)
      found.set(id, entry)
    }
  }
  return [...found.values()].map(({ reference, keys, neededBy }) => ({
    kind: reference.kind,
    name: reference.name,
    keys: [...keys],
    neededBy: [...neededBy],
  }))
}

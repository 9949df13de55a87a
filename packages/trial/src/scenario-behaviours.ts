import type { Behaviour } from '@seaworthy/cluster'
import { fates } from './changed-images.ts'

/** What the images do whose tags scenarios give out; they come before a subject's own. */
export const scenarioBehaviours: readonly Behaviour[] = [
  { match: { image: `*:${fates.neverReady}` }, neverReady: true },
  { match: { image: `*:${fates.notPullable}` }, pull: { fails: true } },
  { match: { image: `*:${fates.failing}` }, exits: { afterMs: [500, 3_000], code: 1 } },
]

/** A behaviour that names an image matches the next tag of it too. */
export function withNextTag(behaviours: readonly Behaviour[]): Behaviour[] {
  return behaviours.flatMap((behaviour) => {
    const { image } = behaviour.match
    if (image === undefined || image.includes('*')) return [behaviour]
    const name = image.replace(/:[^:/]*$/, '')
    return [behaviour, { ...behaviour, match: { ...behaviour.match, image: `${name}:${fates.next}` } }]
  })
}

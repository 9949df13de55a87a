import type { Property } from '../property.ts'

/** The release operation must end, and as this scenario expects: a good release deployed, a broken one failed. */
export function operationEnds(expected: 'deployed' | 'failed'): Property {
  return {
    name: 'ends',
    demands: `the operation ends, ${expected}`,
    begin: ({ startMs }) => ({
      finish(outcome) {
        const atMs = outcome.endedMs - startMs
        if (outcome.kind === 'stalled') {
          return { property: 'ends', atMs, message: 'the operation never ended', cause: outcome.reason }
        }
        if (outcome.kind === 'drained') return undefined
        if (outcome.status === expected) return undefined
        const message = `the release ended ${outcome.status}, expected ${expected}`
        return outcome.reason === undefined
          ? { property: 'ends', atMs, message }
          : { property: 'ends', atMs, message, cause: outcome.reason }
      },
    }),
  }
}

import type { Property } from '../property.ts'

/** Every drain must end: no budget may forbid the last eviction for ever. */
export const drainsEnd: Property = {
  name: 'drains-end',
  demands: 'the drain of every node ends',
  begin: ({ startMs }) => ({
    finish(outcome) {
      if (outcome.kind === 'drained' && outcome.stuck === undefined) return undefined
      const atMs = outcome.endedMs - startMs
      const message = 'a drain did not end'
      const cause = outcome.kind === 'drained' ? outcome.stuck : outcome.reason
      return cause === undefined
        ? { property: 'drains-end', atMs, message }
        : { property: 'drains-end', atMs, message, cause }
    },
  }),
}

import type { Random } from '@seaworthy/sim'

/** The delays of a cluster that a run may draw differently, in milliseconds: shortest and longest. */
export const edges = {
  'api-request': [2, 10],
  'watch-delivery': [1, 50],
  'scheduler-cycle': [1, 5],
  'kubelet-sync': [10, 100],
  /** Until a kubelet hears of a container that started or ended: it asks its runtime every second. */
  'kubelet-relist': [0, 1_000],
  'image-pull': [500, 5_000],
  'sandbox-start': [300, 2_000],
  'container-start': [50, 500],
  'router-update': [100, 2_000],
} as const satisfies Record<string, readonly [number, number]>

export type Edge = keyof typeof edges

/**
 * How a run stretches its delays. `typical` draws each delay evenly within its bounds. `swarm` first draws for each
 * edge and actor whether it is quick, slow or very slow in this run, because orderings that hurt come from one part being
 * slow for long and not from noise everywhere.
 */
export type LatencyProfile = 'middle' | 'typical' | 'swarm'

export function drawLatency(edge: Edge, profile: LatencyProfile, random: Random, pace: number): number {
  const [low, high] = edges[edge]
  if (profile === 'middle') return (low + high) / 2
  const drawn = low + (high - low) * random.next()
  return profile === 'typical' ? drawn : drawn * pace
}

/** How slow one edge of one actor is in this run: most are ordinary, some quick, a few very slow. */
export function drawPace(random: Random): number {
  const drawn = random.next()
  if (drawn < 0.25) return 0.2
  if (drawn < 0.75) return 1
  return drawn < 0.95 ? 3 : 10
}

import { scaledValue } from '@seaworthy/kube'

/** The bounds of a rollout as numbers of pods. */
export interface RolloutBounds {
  readonly maxSurge: number
  readonly maxUnavailable: number
}

export interface RollingUpdate {
  readonly maxSurge?: number | string
  readonly maxUnavailable?: number | string
}

/** A ReplicaSet as the arithmetic sees it. */
export interface SetSize {
  readonly name: string
  readonly replicas: number
  readonly available: number
}

/**
 * Surge rounds up and unavailable rounds down. When both come to nothing the rollout could never move, so one pod may be
 * missing (`ResolveFenceposts`, k8s.io/kubernetes pkg/controller/deployment/util).
 */
export function rolloutBounds(rolling: RollingUpdate, replicas: number): RolloutBounds {
  const maxSurge = scaledValue(rolling.maxSurge ?? 0, replicas, 'up')
  const floor = scaledValue(rolling.maxUnavailable ?? 0, replicas, 'down')
  const maxUnavailable = maxSurge === 0 && floor === 0 ? 1 : floor
  return { maxSurge, maxUnavailable: replicas === 0 ? 0 : Math.min(maxUnavailable, replicas) }
}

/** How many replicas the new ReplicaSet may have now. Counts what is asked for, not pods: terminating ones are invisible. */
export function newSetSize(
  replicas: number,
  maxSurge: number,
  newReplicas: number,
  totalReplicas: number,
): number {
  const room = replicas + maxSurge - totalReplicas
  if (room <= 0) return newReplicas
  return newReplicas + Math.min(room, replicas - newReplicas)
}

/**
 * The sizes of the old ReplicaSets after one step, oldest first as given: pods that are not available go first, since they
 * serve nobody; then as many available ones as the new pods have made superfluous. Unchanged sets are left out.
 */
export function shrinkOldSets(
  replicas: number,
  maxUnavailable: number,
  oldSets: readonly SetSize[],
  newSet: SetSize,
): ReadonlyMap<string, number> {
  const minAvailable = replicas - maxUnavailable
  const total = sum(oldSets, (set) => set.replicas) + newSet.replicas
  const budget = total - minAvailable - (newSet.replicas - newSet.available)
  const sizes = new Map<string, number>()
  if (budget <= 0) return sizes
  if (!dropUnavailable(oldSets, budget, sizes)) return sizes
  dropAvailable(oldSets, sum(oldSets, (set) => set.available) + newSet.available - minAvailable, sizes)
  return sizes
}

/**
 * False when a set still reports more available pods than it should have at all: its status is older than its size, so
 * nothing more may be concluded from it in this step.
 */
function dropUnavailable(sets: readonly SetSize[], budget: number, sizes: Map<string, number>): boolean {
  let left = budget
  for (const set of sets) {
    if (left <= 0) return true
    if (set.replicas === 0 || set.replicas === set.available) continue
    if (set.available > set.replicas) return false
    const drop = Math.min(left, set.replicas - set.available)
    sizes.set(set.name, set.replicas - drop)
    left -= drop
  }
  return true
}

function dropAvailable(sets: readonly SetSize[], superfluous: number, sizes: Map<string, number>): void {
  let left = superfluous
  for (const set of sets) {
    const size = sizes.get(set.name) ?? set.replicas
    const drop = Math.min(left, size)
    if (drop <= 0) continue
    sizes.set(set.name, size - drop)
    left -= drop
  }
}

function sum(sets: readonly SetSize[], of: (set: SetSize) => number): number {
  return sets.reduce((total, set) => total + of(set), 0)
}

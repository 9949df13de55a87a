/** Containers and image pulls (`MaxContainerBackOff`, pkg/kubelet): 10 s, doubled each time, at most 5 min. */
const FIRST_MS = 10_000
const LONGEST_MS = 300_000

export function nextBackOff(beforeMs: number): number {
  return beforeMs === 0 ? FIRST_MS : Math.min(2 * beforeMs, LONGEST_MS)
}

export interface RestartBackOff {
  readonly backOffMs: number
  /** When it was last raised. */
  readonly backOffSetAt: number
}

/**
 * When a container that ended may run again. The first restart is at once; a run that ends more than twice the longest
 * back-off after the last restart begins anew (`IsInBackOffSince`, client-go/util/flowcontrol).
 */
export function restartAllowedAt(backOff: RestartBackOff, finishedAt: number): number {
  return isForgotten(backOff, finishedAt) ? finishedAt : finishedAt + backOff.backOffMs
}

/** The back-off after a restart at `now` of a container that ended at `finishedAt`. */
export function raiseBackOff(backOff: RestartBackOff, finishedAt: number, now: number): RestartBackOff {
  const before = isForgotten(backOff, finishedAt) ? 0 : backOff.backOffMs
  return { backOffMs: nextBackOff(before), backOffSetAt: now }
}

function isForgotten({ backOffMs, backOffSetAt }: RestartBackOff, finishedAt: number): boolean {
  return backOffMs === 0 || finishedAt - backOffSetAt > 2 * LONGEST_MS
}

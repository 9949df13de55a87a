/** How an operation of a scenario reports its end. */
export type OperationEnd =
  | { readonly kind: 'released'; readonly status: string; readonly reason?: string }
  | { readonly kind: 'drained'; readonly stuck?: string }

/** How a run's operation ended, and when; times on the cluster's clock. */
export type Outcome = (OperationEnd | { readonly kind: 'stalled'; readonly reason: string }) & {
  readonly endedMs: number
  readonly settledMs: number
}

import type { Amounts } from './resources.ts'

/** The scheduler's queues and its own picture of what runs where. Plain data; pods by `namespace/name`. */
export interface SchedulerState {
  /** Waiting for a cycle. */
  readonly active: Map<string, { readonly priority: number; readonly since: number }>
  /** Found no node; until when they wait before they are active again, once something has changed. */
  readonly unschedulable: Map<string, { readonly backOffUntil: number; readonly isMoving: boolean }>
  readonly attempts: Map<string, number>
  cyclePlanned: boolean
  /** By name of the node. */
  readonly nodes: Map<string, NodeUse>
  /** Where a pod is counted, by uid. */
  readonly placed: Map<string, { readonly node: string; readonly key: string; readonly requests: Amounts }>
}

export interface NodeUse {
  readonly used: Record<string, number>
  /** Uids. */
  readonly pods: Set<string>
}

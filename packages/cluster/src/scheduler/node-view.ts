import type { KubeObject } from '@seaworthy/kube'
import type { World } from '../actor.ts'
import type { SchedulerState } from './state.ts'

/** A node as one cycle sees it. */
export interface NodeView {
  readonly node: KubeObject
  readonly allocatable: Readonly<Record<string, number>>
  readonly used: Readonly<Record<string, number>>
  /** The pods that the scheduler counts there: bound or assumed, and terminating ones until they are gone. */
  readonly pods: readonly KubeObject[]
}

/** What one cycle is about. */
export interface Incoming {
  readonly pod: KubeObject
  readonly requests: Readonly<Record<string, number>>
  readonly nodes: readonly NodeView[]
  readonly world: World<SchedulerState>
}

/** Why a node cannot take the pod. `final`: no preemption would help. */
export interface Refusal {
  readonly reasons: readonly string[]
  readonly final: boolean
}

/** Why a node cannot take the incoming pod; undefined when it can. */
export type Filter = (incoming: Incoming, view: NodeView) => Refusal | undefined

import type { DeleteOptions, Json, KubeObject, ObjectRef } from '@seaworthy/kube'

/**
 * A small story played on a real control plane and on the simulated one. Nodes only pretend (KWOK): the story itself decides
 * when a pod becomes ready or goes, one pod at a time and only when everything is quiet, so that both sides have one order.
 */
export interface Scenario {
  /** Also its namespace and the name of its recording. */
  readonly name: string
  /** The fact that is compared. */
  readonly fact: string
  readonly steps: readonly Step[]
  /** How long nothing may happen before the state is taken as settled. 800 ms unless told; Jobs batch changes for a second. */
  readonly quietMs?: number
  /** Also say which of the pods that the story touched are still there. */
  readonly tracksPods?: boolean
  /** Observed facts that differ from run to run on the real side, and are left out. */
  readonly ignores?: readonly string[]
}

/** `1st`, `2nd` … pod that the story made ready, as `p1`, `p2`. */
export type PodId = `p${number}`

export type Step =
  | { readonly do: 'create'; readonly object: KubeObject }
  /** Merges into the stored object (RFC 7386). */
  | { readonly do: 'change'; readonly ref: ObjectRef; readonly merge: Json }
  | { readonly do: 'change-pod'; readonly pod: PodId; readonly merge: Json }
  | { readonly do: 'delete'; readonly ref: ObjectRef; readonly options?: DeleteOptions }
  | { readonly do: 'delete-pod'; readonly pod: PodId }
  | { readonly do: 'evict'; readonly pod: PodId }
  /** Makes a pod that was ready unready. */
  | { readonly do: 'unready'; readonly pod: PodId }
  | { readonly do: 'sleep'; readonly ms: number }
  /** Waits until nothing happens any more and takes the state. */
  | { readonly do: 'settle' }
  /** Makes pods ready and lets terminating ones go, the oldest first, each time after settling, until there is none left. */
  | { readonly do: 'play'; readonly atMost?: number }
  | {
      readonly do: 'await'
      readonly ref: ObjectRef
      readonly condition: string
      readonly status: string
      readonly atMostMs: number
      /** The time it takes is part of the fact. */
      readonly timed?: boolean
    }

/** What was seen, in terms that both sides share. */
export interface Recording {
  readonly scenario: string
  /** Every state in which everything was quiet, in order. */
  readonly settled: readonly Json[]
  /** For each group its distinct values, in order of the writes. */
  readonly streams: Readonly<Record<string, readonly string[]>>
  /** What the API server answered to evictions. */
  readonly outcomes: readonly string[]
  /** Whole seconds that something took. */
  readonly seconds: Readonly<Record<string, number>>
}

/** Pods of this annotation do not become ready by themselves. */
export const HELD = { 'kwok.seaworthy.dev/ready-after': 'never' }

export function deploymentRef(name: string, namespace: string): ObjectRef {
  return { apiVersion: 'apps/v1', kind: 'Deployment', name, namespace }
}

export function jobRef(name: string, namespace: string): ObjectRef {
  return { apiVersion: 'batch/v1', kind: 'Job', name, namespace }
}

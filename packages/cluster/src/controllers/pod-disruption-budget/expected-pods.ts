import { type KubeObject, scaledValue } from '@seaworthy/kube'
import type { Store } from '../../store/store.ts'
import { controllerOf, findController } from '../owner.ts'

export interface Expectation {
  readonly expectedPods: number
  readonly desiredHealthy: number
}

/** The budget cannot be counted: why, in the words of the status. */
export interface Uncountable {
  readonly fault: string
}

/**
 * How many pods a budget counts on, and how many of them must stay healthy. Percentages and `maxUnavailable` need the scale
 * of the pods' controllers and round up, to the budget's disadvantage for minAvailable and to its advantage for
 * maxUnavailable; a whole `minAvailable` counts the pods that there are
 * (`getExpectedPodCount`, k8s.io/kubernetes pkg/controller/disruption).
 */
export function expectation(
  store: Store,
  budget: KubeObject,
  pods: readonly KubeObject[],
): Expectation | Uncountable {
  const { minAvailable, maxUnavailable } = budget.spec
  if (maxUnavailable === undefined && typeof minAvailable === 'number') {
    return { expectedPods: pods.length, desiredHealthy: minAvailable }
  }
  if (maxUnavailable === undefined && minAvailable === undefined)
    return { expectedPods: 0, desiredHealthy: 0 }
  const scale = expectedScale(store, pods)
  if (typeof scale !== 'number') return scale
  const desiredHealthy =
    maxUnavailable === undefined
      ? scaledValue(minAvailable, scale, 'up')
      : Math.max(0, scale - scaledValue(maxUnavailable, scale, 'up'))
  return { expectedPods: scale, desiredHealthy }
}

/** The sum of the wished counts of all controllers of the pods. Pods without a controller count for nothing. */
function expectedScale(store: Store, pods: readonly KubeObject[]): number | Uncountable {
  const scales = new Map<string, number>()
  for (const pod of pods) {
    if (controllerOf(pod) === undefined) continue
    const scaled = scaledControllerOf(store, pod)
    if (scaled === undefined) return { fault: `found no controllers for pod "${pod.metadata.name}"` }
    scales.set(scaled.metadata.uid ?? '', scaled.spec.replicas ?? 1)
  }
  return [...scales.values()].reduce((total, replicas) => total + replicas, 0)
}

/** Deployment, ReplicaSet, StatefulSet or ReplicationController: the kinds that have a scale. */
function scaledControllerOf(store: Store, pod: KubeObject): KubeObject | undefined {
  const set = findController(store, pod, 'ReplicaSet.apps')
  if (set !== undefined) return findController(store, set, 'Deployment.apps') ?? set
  return findController(store, pod, 'StatefulSet.apps') ?? findController(store, pod, 'ReplicationController')
}

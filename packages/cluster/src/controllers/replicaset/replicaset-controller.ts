import { findCondition, type Json, type KubeObject, refOf } from '@seaworthy/kube'
import type { Actor, World } from '../../actor.ts'
import { isAvailable, msUntilAvailable } from '../availability.ts'
import { claimDependents } from '../claim.ts'
import { type ControllerState, controller, type Result, settled } from '../controller.ts'
import { keyOf, splitKey } from '../key.ts'
import { matchOf } from '../selected-pods.ts'
import { controllerOf, findController, isControlledBy } from '../owner.ts'
import { podFromTemplate } from '../pod-from-template.ts'
import { ofPodsControlledBy } from '../pod-interest.ts'
import { isActive, isReady, isTerminating } from '../pod-state.ts'
import { recordEvent } from '../recorded-event.ts'
import { slowStart } from '../slow-start.ts'
import { withCondition, withoutCondition } from '../workload-condition.ts'
import { byDeletionRank } from './deletion-rank.ts'

const REPLICA_SET = 'ReplicaSet.apps'

/** Writes per pass, as in kube-controller-manager: a bad template cannot flood the API server. */
const BURST_REPLICAS = 500

/** Keeps the number of active pods (k8s.io/kubernetes pkg/controller/replicaset). */
export function replicaSetController(): Actor<ControllerState> {
  return controller({
    name: 'replicaset-controller',
    watches: { [REPLICA_SET]: (set) => [keyOf(set)], Pod: setsOfPod },
    wants: ofPodsControlledBy(REPLICA_SET),
    reconcile: reconcileReplicaSet,
  })
}

function reconcileReplicaSet(world: World<ControllerState>, key: string): Result {
  const { namespace, name } = splitKey(key)
  const set = world.store.get(REPLICA_SET, namespace, name)
  // Gone since it was queued: the garbage collector owns the pods from here on.
  if (set === undefined) return settled
  const claimed = claimDependents(world, set, 'Pod', matchOf(set.spec.selector))
  const active = claimed.filter(isActive)
  const refusal =
    set.metadata.deletionTimestamp === undefined ? manageReplicas(world, set, active) : undefined
  const written = reportStatus(world, set, active, claimed.filter(isTerminating).length, refusal)
  if (refusal !== undefined) throw refusal
  return nextAvailability(world, written, active)
}

function manageReplicas(
  world: World<unknown>,
  set: KubeObject,
  active: readonly KubeObject[],
): Error | undefined {
  const missing = set.spec.replicas - active.length
  if (missing > 0) return createPods(world, set, Math.min(missing, BURST_REPLICAS))
  if (missing < 0) deletePods(world, set, active, Math.min(-missing, BURST_REPLICAS))
  return undefined
}

function createPods(world: World<unknown>, set: KubeObject, count: number): Error | undefined {
  const { refusal } = slowStart(count, () => {
    const pod = world.api.create(podFromTemplate(set, set.spec.template))
    recordEvent(world, set, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`)
  })
  if (refusal !== undefined) {
    recordEvent(world, set, 'Warning', 'FailedCreate', `Error creating: ${refusal.message}`)
  }
  return refusal
}

function deletePods(
  world: World<unknown>,
  set: KubeObject,
  active: readonly KubeObject[],
  count: number,
): void {
  const ranked =
    count < active.length ? active.toSorted(byDeletionRank(relatedPods(world, set), world.now())) : active
  for (const pod of ranked.slice(0, count)) {
    world.api.delete(refOf(pod))
    recordEvent(world, set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`)
  }
}

/** The pods of every ReplicaSet of the same owner: deleting prefers nodes that hold several of them. */
function relatedPods(world: World<unknown>, set: KubeObject): KubeObject[] {
  const owner = controllerOf(set)
  const sets = owner === undefined ? [set] : [...world.store.ownedBy(owner.uid, REPLICA_SET)]
  return sets.flatMap((each) =>
    [...world.store.ownedBy(each.metadata.uid ?? '', 'Pod')].filter((pod) => isControlledBy(pod, each)),
  )
}

/** Reports the pods we read, not the ones we just asked for: those arrive with the next event. */
function reportStatus(
  world: World<unknown>,
  set: KubeObject,
  active: readonly KubeObject[],
  terminating: number,
  refusal: Error | undefined,
): KubeObject {
  const { template, minReadySeconds = 0 } = set.spec
  const labels = matchOf({ matchLabels: template.metadata?.labels ?? {} })
  const ready = active.filter(isReady)
  const available = ready.filter((pod) => isAvailable(pod, minReadySeconds, world.now()))
  const conditions = failureConditions(world, set, active, refusal)
  const counts: Record<string, number> = {
    fullyLabeledReplicas: active.filter((pod) => labels(pod.metadata.labels)).length,
    readyReplicas: ready.length,
    availableReplicas: available.length,
  }
  const status: Json = { replicas: active.length, terminatingReplicas: terminating }
  for (const [field, count] of Object.entries(counts)) if (count > 0) status[field] = count
  if (conditions.length > 0) status.conditions = conditions
  if (set.metadata.generation !== undefined) status.observedGeneration = set.metadata.generation
  return world.api.updateStatus(set, status)
}

function failureConditions(
  world: World<unknown>,
  set: KubeObject,
  active: readonly KubeObject[],
  refusal: Error | undefined,
) {
  const before = set.status?.conditions ?? []
  if (refusal === undefined) return withoutCondition(before, 'ReplicaFailure')
  if (findCondition(before, 'ReplicaFailure') !== undefined) return before
  return withCondition(before, {
    type: 'ReplicaFailure',
    status: 'True',
    lastTransitionTime: world.timestamp(),
    reason: active.length < set.spec.replicas ? 'FailedCreate' : 'FailedDelete',
    message: refusal.message,
  })
}

/** Time alone makes a ready pod available, and no watch event announces it. */
function nextAvailability(world: World<unknown>, set: KubeObject, active: readonly KubeObject[]): Result {
  const { readyReplicas = 0, availableReplicas = 0 } = set.status ?? {}
  if (readyReplicas === availableReplicas) return settled
  const wait = msUntilAvailable(active, set.spec.minReadySeconds ?? 0, world.now())
  return wait === undefined ? settled : { requeueAfterMs: wait }
}

function setsOfPod(pod: KubeObject, world: World<unknown>): string[] {
  if (controllerOf(pod) !== undefined) {
    const set = findController(world.store, pod, REPLICA_SET)
    return set === undefined ? [] : [keyOf(set)]
  }
  const keys: string[] = []
  for (const set of world.store.list(REPLICA_SET, pod.metadata.namespace)) {
    if (matchOf(set.spec.selector)(pod.metadata.labels)) keys.push(keyOf(set))
  }
  return keys
}

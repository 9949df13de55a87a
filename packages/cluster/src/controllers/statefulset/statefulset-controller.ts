import { type Json, type KubeObject } from '@seaworthy/kube'
import type { Actor, World } from '../../actor.ts'
import { isAvailable, msUntilAvailable } from '../availability.ts'
import { claimDependents } from '../claim.ts'
import { type ControllerState, controller, type Result, settled } from '../controller.ts'
import { cleanUpRevisions, REVISION_LABEL, revisionsOf, syncRevision } from '../controller-revision.ts'
import { keyOf, splitKey } from '../key.ts'
import { ofPodsControlledBy } from '../pod-interest.ts'
import { matchOf } from '../selected-pods.ts'
import { controllerOf, findController } from '../owner.ts'
import { isReady } from '../pod-state.ts'
import { ordinalOf } from './identity.ts'
import { beginPass, type SetPass } from './ordinals.ts'
import { dropCondemned, fillPlaces, updateOne } from './steps.ts'

const STATEFUL_SET = 'StatefulSet.apps'

/** Keeps pods with names of their own, one after another (k8s.io/kubernetes pkg/controller/statefulset). */
export function statefulSetController(): Actor<ControllerState> {
  return controller({
    name: 'statefulset-controller',
    watches: { [STATEFUL_SET]: (set) => [keyOf(set)], Pod: setsOfPod },
    wants: ofPodsControlledBy(STATEFUL_SET),
    reconcile: reconcileStatefulSet,
  })
}

function reconcileStatefulSet(world: World<ControllerState>, key: string): Result {
  const { namespace, name } = splitKey(key)
  const set = world.store.get(STATEFUL_SET, namespace, name)
  if (set === undefined) return settled
  sayWhatIsNotModelled(world, set)
  const selector = matchOf(set.spec.selector)
  const isMember = (pod: KubeObject) => ordinalOf(set, pod) >= 0
  const pods = claimDependents(world, set, 'Pod', selector, isMember)
  const before = revisionsOf(world, set)
  const updateRevision = syncRevision(world, set, before)
  const currentName: string | undefined = set.status?.currentRevision
  const currentRevision = before.find((revision) => revision.metadata.name === currentName) ?? updateRevision
  const pass = beginPass(world, set, pods, currentRevision, updateRevision)
  const refusal = takeSteps(pass)
  reportStatus(pass)
  if (refusal !== undefined) throw refusal
  cleanUp(pass)
  const wait = msUntilAvailable(pods.filter(isReady), set.spec.minReadySeconds ?? 0, world.now())
  return wait === undefined ? settled : { requeueAfterMs: wait }
}

/** Fill, then shrink, then update: scaling comes before updating, and each waits for the one before. */
function takeSteps(pass: SetPass): Error | undefined {
  if (pass.set.metadata.deletionTimestamp !== undefined) return undefined
  try {
    if (!fillPlaces(pass) && !dropCondemned(pass)) updateOne(pass)
    return undefined
  } catch (error) {
    if (error instanceof Error && error.name === 'StatusError') return error
    throw error
  }
}

/** Counts the pods that were there when the pass began. */
function reportStatus(pass: SetPass): void {
  const { set, pods, currentRevision, updateRevision, world } = pass
  const minReady: number = set.spec.minReadySeconds ?? 0
  const ready = pods.filter((pod) => pod.status?.phase === 'Running' && isReady(pod))
  const living = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined)
  const ofRevision = (revision: KubeObject) =>
    living.filter((pod) => pod.metadata.labels?.[REVISION_LABEL] === revision.metadata.name).length
  const updatedReplicas = ofRevision(updateRevision)
  const replicas: number = set.spec.replicas ?? 1
  const isRolling = set.spec.updateStrategy?.type !== 'OnDelete'
  const isDone = [updatedReplicas, ready.length, pods.length].every((count) => count === replicas)
  const current =
    isRolling && isDone
      ? { currentReplicas: updatedReplicas, currentRevision: updateRevision.metadata.name }
      : {
          currentReplicas: ofRevision(currentRevision) - pass.updated,
          currentRevision: currentRevision.metadata.name,
        }
  const counts: Record<string, number> = {
    readyReplicas: ready.length,
    currentReplicas: current.currentReplicas,
    updatedReplicas,
  }
  const status: Json = {
    observedGeneration: set.metadata.generation,
    replicas: pods.length,
    availableReplicas: ready.filter((pod) => isAvailable(pod, minReady, world.now())).length,
    currentRevision: current.currentRevision,
    updateRevision: updateRevision.metadata.name,
    collisionCount: set.status?.collisionCount ?? 0,
  }
  for (const [field, count] of Object.entries(counts)) if (count !== 0) status[field] = count
  world.api.updateStatus(set, status)
}

function cleanUp(pass: SetPass): void {
  const { world, set, pods, currentRevision, updateRevision } = pass
  const used = new Set([currentRevision.metadata.name, updateRevision.metadata.name])
  for (const pod of pods) used.add(pod.metadata.labels?.[REVISION_LABEL] ?? '')
  cleanUpRevisions(world, revisionsOf(world, set), used, set.spec.revisionHistoryLimit ?? 10)
}

function sayWhatIsNotModelled(world: World<unknown>, set: KubeObject): void {
  const policy = set.spec.persistentVolumeClaimRetentionPolicy ?? {}
  if (policy.whenDeleted !== 'Delete' && policy.whenScaled !== 'Delete') return
  world.unknown({
    code: 'field:StatefulSet.spec.persistentVolumeClaimRetentionPolicy',
    message: `StatefulSet ${keyOf(set)} deletes its claims, which the simulated controller does not do`,
  })
}

function setsOfPod(pod: KubeObject, world: World<unknown>): string[] {
  if (controllerOf(pod) !== undefined) {
    const set = findController(world.store, pod, STATEFUL_SET)
    return set === undefined ? [] : [keyOf(set)]
  }
  const keys: string[] = []
  for (const set of world.store.list(STATEFUL_SET, pod.metadata.namespace)) {
    if (ordinalOf(set, pod) >= 0 && matchOf(set.spec.selector)(pod.metadata.labels)) keys.push(keyOf(set))
  }
  return keys
}

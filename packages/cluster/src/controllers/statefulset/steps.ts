import { isStatus, type KubeObject, refOf } from '@seaworthy/kube'
import { REVISION_LABEL } from '../controller-revision.ts'
import { isReady, isTerminal } from '../pod-state.ts'
import { recordEvent } from '../recorded-event.ts'
import { claimsOf } from './identity.ts'
import { isUnavailable, type Place, type SetPass } from './ordinals.ts'

/**
 * Goes through the places in order, creating what is missing. Under OrderedReady the first that is not there, ready and
 * available ends the pass; true when it did (`processReplica`, k8s.io/kubernetes pkg/controller/statefulset).
 */
export function fillPlaces(pass: SetPass): boolean {
  let stopped = false
  for (const place of pass.places) {
    stopped = fillPlace(pass, place) || stopped
    if (stopped && pass.isOrdered) return true
  }
  return stopped
}

function fillPlace(pass: SetPass, { pod, exists, ordinal }: Place): boolean {
  if (exists && isTerminal(pod)) {
    // The next pass finds the place empty.
    if (pod.metadata.deletionTimestamp === undefined) deletePod(pass, pod)
    return true
  }
  if (!exists) {
    createClaims(pass, ordinal)
    createPod(pass, pod)
    if (pass.isOrdered) return true
  }
  if (pod.status?.phase === 'Pending') createClaims(pass, ordinal)
  if (!pass.isOrdered) return false
  return pod.metadata.deletionTimestamp !== undefined || !isReady(pod) || isUnavailable(pass, pod)
}

/** Takes away pods beyond the count, the highest first; under OrderedReady one at a time and only from a healthy set. */
export function dropCondemned(pass: SetPass): boolean {
  if (!pass.isOrdered) {
    const living = pass.condemned.filter((pod) => pod.metadata.deletionTimestamp === undefined)
    for (const pod of living) deletePod(pass, pod)
    return living.length > 0
  }
  const [pod] = pass.condemned
  if (pod === undefined) return false
  const isTerminating = pod.metadata.deletionTimestamp !== undefined
  const isBlocked = isUnavailable(pass, pod) && pod !== firstUnavailable(pass)
  if (!isTerminating && !isBlocked) deletePod(pass, pod)
  return true
}

/** Deletes the highest pod of an old revision, unless one above it is not available yet. */
export function updateOne(pass: SetPass): void {
  const { type, rollingUpdate } = pass.set.spec.updateStrategy ?? {}
  if (type === 'OnDelete') return
  const partition: number = rollingUpdate?.partition ?? 0
  for (let index = pass.places.length - 1; index >= partition; index--) {
    const { pod } = pass.places[index] as Place
    const isOld = pod.metadata.labels?.[REVISION_LABEL] !== pass.updateRevision.metadata.name
    if (isOld && pod.metadata.deletionTimestamp === undefined) {
      deletePod(pass, pod)
      pass.updated++
      return
    }
    if (isUnavailable(pass, pod)) return
  }
}

function firstUnavailable(pass: SetPass): KubeObject | undefined {
  const place = pass.places.find((each) => isUnavailable(pass, each.pod))
  return place?.pod ?? pass.condemned.findLast((pod) => isUnavailable(pass, pod))
}

function createPod(pass: SetPass, pod: KubeObject): void {
  const { world, set } = pass
  try {
    world.api.create(pod)
  } catch (error) {
    if (error instanceof Error && !isStatus(error, 'AlreadyExists')) {
      const message = `create Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} failed error: ${error.message}`
      recordEvent(world, set, 'Warning', 'FailedCreate', message)
    }
    throw error
  }
  const message = `create Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`
  recordEvent(world, set, 'Normal', 'SuccessfulCreate', message)
}

function createClaims(pass: SetPass, ordinal: number): void {
  for (const claim of claimsOf(pass.set, ordinal)) {
    const { namespace, name } = claim.metadata
    if (pass.world.store.get('PersistentVolumeClaim', namespace, name) === undefined)
      pass.world.api.create(claim)
  }
}

function deletePod(pass: SetPass, pod: KubeObject): void {
  const { world, set } = pass
  world.api.delete(refOf(pod))
  const message = `delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`
  recordEvent(world, set, 'Normal', 'SuccessfulDelete', message)
}

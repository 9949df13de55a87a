import { findCondition, type KubeObject } from '@seaworthy/kube'
import type { World } from '../../actor.ts'
import { claimDependents } from '../claim.ts'
import { type ControllerState, controller, type Result, settled } from '../controller.ts'
import { keyOf, splitKey } from '../key.ts'
import { matchOf } from '../selected-pods.ts'
import { controllerOf, findController } from '../owner.ts'
import type { Actor } from '../../actor.ts'
import type { Change } from '../../store/store.ts'
import { cleanUpHistory } from './history.ts'
import { syncNewSet } from './new-set.ts'
import { writeEarly } from './progress.ts'
import { recreate } from './recreate.ts'
import { rollUpdate } from './rolling.ts'
import { boundsOf, byCreation, isRollingUpdate, type Rollout, replicasOf } from './rollout.ts'
import { isScalingEvent, scaleAll } from './scale.ts'
import { reportStatus } from './status.ts'
import { findNewSet } from './template-hash.ts'

const DEPLOYMENT = 'Deployment.apps'
const REPLICA_SET = 'ReplicaSet.apps'

/** Rolls the pods of Deployments from one template to the next (k8s.io/kubernetes pkg/controller/deployment). */
export function deploymentController(): Actor<ControllerState> {
  return controller({
    name: 'deployment-controller',
    watches: {
      [DEPLOYMENT]: (deployment) => [keyOf(deployment)],
      [REPLICA_SET]: deploymentsOfSet,
      Pod: recreatedDeploymentOfPod,
    },
    wants: ({ kind, type }) => kind !== 'Pod' || type === 'DELETED',
    reconcile: reconcileDeployment,
  })
}

function reconcileDeployment(world: World<ControllerState>, key: string): Result {
  const { namespace, name } = splitKey(key)
  const deployment = world.store.get(DEPLOYMENT, namespace, name)
  if (deployment === undefined) return settled
  const rollout = readRollout(world, deployment)
  syncNewSet(rollout)
  if (deployment.metadata.deletionTimestamp !== undefined) {
    reportStatus(rollout)
    return settled
  }
  markPaused(rollout)
  if (deployment.spec.paused === true || isScalingEvent(rollout)) {
    scaleAll(rollout)
    if (deployment.spec.paused === true) cleanUpHistory(rollout)
    reportStatus(rollout)
    return settled
  }
  return isRollingUpdate(deployment) ? rollUpdate(rollout) : recreate(rollout)
}

function readRollout(world: World<unknown>, deployment: KubeObject): Rollout {
  const matches = matchOf(deployment.spec.selector)
  const sets = claimDependents(world, deployment, REPLICA_SET, matches).sort(byCreation)
  const newSet = findNewSet(deployment, sets)
  return {
    world,
    deployment,
    replicas: replicasOf(deployment),
    bounds: boundsOf(deployment),
    newSet,
    oldSets: sets.filter((set) => set !== newSet),
  }
}

/** A pause stops the progress clock and a resume starts it anew; a deadline that has passed stays passed. */
function markPaused(rollout: Rollout): void {
  const reason = findCondition(rollout.deployment.status?.conditions, 'Progressing')?.reason
  if (reason === 'ProgressDeadlineExceeded') return
  const isPaused = rollout.deployment.spec.paused === true
  if (isPaused && reason !== 'DeploymentPaused') {
    const message = 'Deployment is paused'
    writeEarly(rollout, { progressing: { status: 'Unknown', reason: 'DeploymentPaused', message } })
  } else if (!isPaused && reason === 'DeploymentPaused') {
    const message = 'Deployment is resumed'
    writeEarly(rollout, { progressing: { status: 'Unknown', reason: 'DeploymentResumed', message } })
  }
}

function deploymentsOfSet(set: KubeObject, world: World<unknown>): string[] {
  const owner = findController(world.store, set, DEPLOYMENT)
  if (owner !== undefined) return [keyOf(owner)]
  if (controllerOf(set) !== undefined || set.metadata.deletionTimestamp !== undefined) return []
  const keys: string[] = []
  for (const deployment of world.store.list(DEPLOYMENT, set.metadata.namespace)) {
    if (matchOf(deployment.spec.selector)(set.metadata.labels)) keys.push(keyOf(deployment))
  }
  return keys
}

/** Under Recreate the last old pod's end lets the new set come. */
function recreatedDeploymentOfPod(pod: KubeObject, world: World<unknown>, change: Change): string[] {
  if (change.type !== 'DELETED') return []
  const set = findController(world.store, pod, REPLICA_SET)
  const deployment = set === undefined ? undefined : findController(world.store, set, DEPLOYMENT)
  return deployment === undefined || isRollingUpdate(deployment) ? [] : [keyOf(deployment)]
}

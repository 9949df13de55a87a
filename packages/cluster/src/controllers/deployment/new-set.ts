import { isStatus, type KubeObject, type Labels, StatusError } from '@seaworthy/kube'
import { controllerReference, isControlledBy } from '../owner.ts'
import { recordEvent } from '../recorded-event.ts'
import { writeEarly } from './progress.ts'
import { newSetAnnotations, REVISION, replicaAnnotations, revisionOf } from './revision.ts'
import { newSetSize } from './rolling-math.ts'
import { isRollingUpdate, type Rollout, totalReplicas } from './rollout.ts'
import { HASH_LABEL, sameTemplate, templateHash } from './template-hash.ts'

/**
 * Brings the new ReplicaSet's annotations and minReadySeconds up to the Deployment's, and the Deployment's revision up to
 * the set's.
 */
export function syncNewSet(rollout: Rollout): void {
  const { newSet, deployment, world } = rollout
  if (newSet === undefined) return
  const annotations = newSetAnnotations(
    deployment,
    newSet.metadata.annotations ?? {},
    maxRevision(rollout.oldSets),
  )
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0
  if (annotations !== newSet.metadata.annotations || (newSet.spec.minReadySeconds ?? 0) !== minReadySeconds) {
    rollout.newSet = world.api.update({
      ...newSet,
      metadata: { ...newSet.metadata, annotations },
      spec: { ...newSet.spec, minReadySeconds },
    })
    return
  }
  const message = `Found new replica set "${newSet.metadata.name}"`
  writeEarly(rollout, {
    revision: annotations[REVISION] ?? '',
    ...(hasCondition(deployment, 'Progressing')
      ? {}
      : { progressing: { status: 'True', reason: 'FoundNewReplicaSet', message } }),
  })
}

/** Creates the ReplicaSet of the present template, as large as the bounds allow now. */
export function createNewSet(rollout: Rollout): void {
  const wanted = newSetObject(rollout)
  const { world, deployment } = rollout
  try {
    rollout.newSet = world.api.create(wanted)
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    if (isStatus(error, 'AlreadyExists')) resolveCollision(rollout, wanted, error)
    else throw failedCreate(rollout, wanted, error)
    return
  }
  const name = wanted.metadata.name
  if (wanted.spec.replicas > 0) {
    const message = `Scaled up replica set ${name} from 0 to ${wanted.spec.replicas}`
    recordEvent(world, deployment, 'Normal', 'ScalingReplicaSet', message)
  }
  const message = `Created new replica set "${name}"`
  writeEarly(rollout, {
    revision: wanted.metadata.annotations?.[REVISION] ?? '',
    progressing: { status: 'True', reason: 'NewReplicaSetCreated', message },
  })
}

function newSetObject(rollout: Rollout): KubeObject {
  const { deployment, replicas, bounds } = rollout
  const { template, selector, minReadySeconds } = deployment.spec
  const hash = templateHash(template, deployment.status?.collisionCount ?? 0)
  const labels: Labels = { ...template.metadata?.labels, [HASH_LABEL]: hash }
  const size = isRollingUpdate(deployment)
    ? newSetSize(replicas, bounds.maxSurge, 0, totalReplicas(rollout.oldSets))
    : replicas
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      ...(deployment.metadata.namespace === undefined ? {} : { namespace: deployment.metadata.namespace }),
      ownerReferences: [controllerReference(deployment)],
      labels,
      annotations: {
        ...newSetAnnotations(deployment, undefined, maxRevision(rollout.oldSets)),
        ...replicaAnnotations(replicas, bounds.maxSurge),
      },
    },
    spec: {
      replicas: size,
      ...(minReadySeconds === undefined ? {} : { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  }
}

/** The name is taken: by our own set after all, or by another template of the same hash, which another count gets round. */
function resolveCollision(rollout: Rollout, wanted: KubeObject, refusal: StatusError): void {
  const { world, deployment } = rollout
  const taken = world.store.get('ReplicaSet.apps', wanted.metadata.namespace, wanted.metadata.name)
  const isOurs = taken !== undefined && isControlledBy(taken, deployment)
  if (isOurs && sameTemplate(taken.spec.template, deployment.spec.template)) {
    rollout.newSet = taken
    return
  }
  const collisionCount = (deployment.status?.collisionCount ?? 0) + 1
  world.api.updateStatus(deployment, { ...deployment.status, collisionCount })
  throw refusal
}

function failedCreate(rollout: Rollout, wanted: KubeObject, refusal: StatusError): StatusError {
  const message = `Failed to create new replica set "${wanted.metadata.name}": ${refusal.message}`
  writeEarly(rollout, { progressing: { status: 'False', reason: 'ReplicaSetCreateError', message } })
  recordEvent(rollout.world, rollout.deployment, 'Warning', 'ReplicaSetCreateError', message)
  return refusal
}

function maxRevision(sets: readonly KubeObject[]): number {
  return sets.reduce((most, set) => Math.max(most, revisionOf(set)), 0)
}

function hasCondition(deployment: KubeObject, type: string): boolean {
  return (deployment.status?.conditions ?? []).some((condition: { type: string }) => condition.type === type)
}

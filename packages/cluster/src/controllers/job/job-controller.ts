import { type KubeObject } from '@seaworthy/kube'
import type { Actor, World } from '../../actor.ts'
import type { Change } from '../../store/store.ts'
import { claimDependents } from '../claim.ts'
import { type ControllerState, controller, type Result, settled } from '../controller.ts'
import { keyOf, splitKey } from '../key.ts'
import { ofPodsControlledBy } from '../pod-interest.ts'
import { matchOf } from '../selected-pods.ts'
import { controllerOf, findController } from '../owner.ts'
import { type BackoffRecord, noFailures } from './backoff.ts'
import { completion, deleteActive, findFailure } from './end.ts'
import { ensureCondition, isFinished, jobCondition } from './job-condition.ts'
import { beginPass, isSuspended, isTracked, type JobPass } from './job-pass.ts'
import { managePods, releasePod } from './job-pods.ts'
import { trackPods } from './tracking.ts'

const JOB = 'Job.batch'
/** Changes of pods, and of a Job's own status, are handled a second later, together. */
const BATCH_MS = 1000
/** Keys of pods whose Job is gone or over, and that must be let go. */
const ORPHAN = 'orphan:'

interface JobMemory {
  readonly backoff: Map<string, BackoffRecord>
}

type JobWorld = World<ControllerState<JobMemory>>

const isOfJobs = ofPodsControlledBy(JOB)

/** Runs Jobs to their completions or to their end (k8s.io/kubernetes pkg/controller/job). */
export function jobController(): Actor<ControllerState<JobMemory>> {
  return controller<JobMemory>({
    name: 'job-controller',
    watches: { [JOB]: (job, world, change) => keysOfJob(job, world, change), Pod: keysOfPod },
    wants: (change) => isOfJobs(change) || isTracked(change.object),
    batch: (change) => (isUrgent(change) ? 0 : BATCH_MS),
    extra: () => ({ backoff: new Map() }),
    reconcile: (world, key) =>
      key.startsWith(ORPHAN) ? releaseOrphan(world, key.slice(ORPHAN.length)) : reconcileJob(world, key),
  })
}

/** A new Job and a changed wish are acted on at once, and so is a Job's deletion. */
function isUrgent({ kind, type, object, previous }: Change): boolean {
  if (kind !== JOB) return false
  return type !== 'MODIFIED' || object.metadata.generation !== previous?.metadata.generation
}

function reconcileJob(world: JobWorld, key: string): Result {
  const { namespace, name } = splitKey(key)
  const job = world.store.get(JOB, namespace, name)
  const { backoff } = world.state.extra
  if (job === undefined || isFinished(job)) {
    backoff.delete(key)
    return settled
  }
  if (!isModelled(world, job)) return settled
  const pods = claimDependents(world, job, 'Pod', matchOf(job.spec.selector))
  const pass = beginPass(world, key, job, pods, backoff.get(key) ?? noFailures)
  if (pass.status.startTime === undefined && !isSuspended(job)) pass.status.startTime = world.timestamp()
  pass.end = findFailure(pass)
  if (pass.end !== undefined) deleteActive(pass)
  else runOn(pass)
  trackPods(pass, () => backoff.set(key, pass.backoff))
  if (isFinished(pass.job)) backoff.delete(key)
  if (pass.refusal !== undefined) throw pass.refusal
  return pass.waitMs === undefined ? settled : { requeueAfterMs: pass.waitMs }
}

function runOn(pass: JobPass): void {
  const isDeleting = pass.job.metadata.deletionTimestamp !== undefined
  if (!isDeleting) managePods(pass)
  pass.end = completion(pass)
  if (pass.end === undefined && !isDeleting) markSuspended(pass)
}

function markSuspended(pass: JobPass): void {
  const { status, world, job } = pass
  const condition = isSuspended(job)
    ? jobCondition(world, 'Suspended', 'True', 'JobSuspended', 'Job suspended')
    : jobCondition(world, 'Suspended', 'False', 'JobResumed', 'Job resumed')
  const conditions = ensureCondition(status.conditions, condition)
  if (conditions === status.conditions) return
  status.conditions = conditions
  status.startTime = isSuspended(job) ? undefined : world.timestamp()
}

/** What other rules would decide is left alone, and said. */
function isModelled(world: World<unknown>, job: KubeObject): boolean {
  const { completionMode, podFailurePolicy, successPolicy, managedBy } = job.spec
  const fields = {
    'completionMode: Indexed': completionMode === 'Indexed',
    podFailurePolicy: podFailurePolicy !== undefined,
    successPolicy: successPolicy !== undefined,
    managedBy: managedBy !== undefined && managedBy !== 'kubernetes.io/job-controller',
  }
  const met = Object.entries(fields).filter(([, isSet]) => isSet)
  for (const [field] of met) {
    const message = `Job ${keyOf(job)} uses ${field}, which the simulated Job controller does not know`
    world.unknown({ code: `field:Job.spec.${field}`, message })
  }
  return met.length === 0
}

function keysOfJob(job: KubeObject, world: World<unknown>, change: Change): string[] {
  if (change.type !== 'DELETED' && !isFinished(job)) return [keyOf(job)]
  const keys = [keyOf(job)]
  for (const pod of world.store.ownedBy(job.metadata.uid ?? '', 'Pod')) {
    if (isTracked(pod)) keys.push(ORPHAN + keyOf(pod))
  }
  return keys
}

function keysOfPod(pod: KubeObject, world: World<unknown>, change: Change): string[] {
  const job = findController(world.store, pod, JOB)
  if (job !== undefined) return [keyOf(job)]
  const keys = change.type !== 'DELETED' && isTracked(pod) ? [ORPHAN + keyOf(pod)] : []
  if (controllerOf(pod) !== undefined) return keys
  for (const each of world.store.list(JOB, pod.metadata.namespace)) {
    if (matchOf(each.spec.selector)(pod.metadata.labels)) keys.push(keyOf(each))
  }
  return keys
}

/** A pod whose Job no longer counts it would be held for ever. */
function releaseOrphan(world: World<unknown>, key: string): Result {
  const { namespace, name } = splitKey(key)
  const pod = world.store.get('Pod', namespace, name)
  if (pod === undefined) return settled
  const controller = controllerOf(pod)
  if (controller !== undefined && controller.kind !== 'Job') return settled
  const job = findController(world.store, pod, JOB)
  if (job === undefined || isFinished(job)) releasePod(world, pod)
  return settled
}

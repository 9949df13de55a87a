import { type KubeObject, refOf } from '@seaworthy/kube'
import { podFromTemplate } from '../pod-from-template.ts'
import { isReady } from '../pod-state.ts'
import { recordEvent } from '../recorded-event.ts'
import { byActivity } from '../replicaset/deletion-rank.ts'
import { slowStart } from '../slow-start.ts'
import { remainingBackoffMs } from './backoff.ts'
import {
  isSuspended,
  isTracked,
  type JobPass,
  lookAgain,
  replacesOnlyFailed,
  TRACKING_FINALIZER,
} from './job-pass.ts'

/** Creations or deletions of one Job in one pass. */
const MOST_PER_PASS = 500
/** Shortest wait before a Job is looked at again for the sake of its back-off. */
const BATCH_MS = 1000

/** Brings the number of running pods to what the Job still needs. */
export function managePods(pass: JobPass): void {
  const { job, status } = pass
  if (isSuspended(job)) {
    removePods(pass, pass.active)
    return
  }
  const wanted = wantedActive(pass)
  const surplus = status.active - wanted
  if (surplus > 0) {
    removePods(pass, pass.active.toSorted(byActivity).slice(0, Math.min(surplus, MOST_PER_PASS)))
    return
  }
  const missing = wanted - status.active - (replacesOnlyFailed(job) ? status.terminating : 0)
  if (missing <= 0) return
  const wait = remainingBackoffMs(pass.backoff, pass.world.now())
  if (wait > 0) lookAgain(pass, Math.max(wait, BATCH_MS))
  else createPods(pass, Math.min(missing, MOST_PER_PASS))
}

function wantedActive(pass: JobPass): number {
  const { completions, parallelism = 1 } = pass.job.spec
  if (completions === undefined) return pass.succeeded > 0 ? pass.status.active : parallelism
  return Math.max(0, Math.min(parallelism, completions - pass.succeeded))
}

function createPods(pass: JobPass, count: number): void {
  const { world, job } = pass
  const { template } = job.spec
  const finalizers = [...(template.metadata?.finalizers ?? []), TRACKING_FINALIZER]
  const { created, refusal } = slowStart(count, () => {
    const pod = world.api.create(podFromTemplate(job, template, { finalizers }))
    recordEvent(world, job, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`)
  })
  pass.status.active += created
  if (refusal === undefined) return
  recordEvent(world, job, 'Warning', 'FailedCreate', `Error creating: ${refusal.message}`)
  pass.refusal = refusal
}

/** These pods are not wanted and are not counted as failed: their finalizer goes first. */
function removePods(pass: JobPass, pods: readonly KubeObject[]): void {
  for (const pod of pods) {
    releasePod(pass.world, pod)
    pass.world.api.delete(refOf(pod))
    recordEvent(pass.world, pass.job, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`)
    pass.status.active--
    pass.status.terminating++
    if (isReady(pod)) pass.status.ready--
  }
}

/** Takes the tracking finalizer off a pod, which may be the last thing that held it. */
export function releasePod(world: JobPass['world'], pod: KubeObject): void {
  if (!isTracked(pod)) return
  const finalizers = (pod.metadata.finalizers ?? []).filter((each) => each !== TRACKING_FINALIZER)
  const stored = world.store.get('Pod', pod.metadata.namespace, pod.metadata.name)
  if (stored?.metadata.uid === pod.metadata.uid && stored !== undefined) {
    world.api.updateMetadata(stored, { finalizers })
  }
}

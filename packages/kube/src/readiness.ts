// A table: one rule per kind, as in kstatus (fluxcd/cli-utils 1.2, pkg/kstatus/status), which Helm 4 waits with.
import { type Condition, findCondition, isConditionTrue } from './condition.ts'
import { groupOf } from './kinds.ts'
import type { Json, KubeObject } from './object.ts'
import { parseTimestamp } from './timestamp.ts'

/** Whether an object has become what its spec asks for, and kstatus' sentence about it. */
export interface Readiness {
  readonly status: 'Current' | 'InProgress' | 'Failed' | 'Terminating'
  readonly message: string
}

/** How long a pod may stay unscheduled before it counts as failed. */
const scheduleWindowMs = 15_000

/** An object as kstatus sees it at `nowMs`: its own rule, else its `Ready` condition, else current. */
export function readiness(object: KubeObject, nowMs: number): Readiness {
  const general = generalReadiness(object)
  if (general !== undefined) return general
  const group = groupOf(object.apiVersion)
  const rule = rules[group === '' ? object.kind : `${group}/${object.kind}`]
  return rule?.(object, nowMs) ?? readyCondition(object) ?? current('Resource is current')
}

/** A Job as Helm waits for hooks and with `--wait-for-jobs`: current only once it has completed. */
export function jobCompletion(job: KubeObject): Readiness {
  return generalReadiness(job) ?? finishedJob(job) ?? inProgress('Job in progress')
}

/** A Pod as Helm waits for hooks: current once it has succeeded, failed once it has failed. */
export function podCompletion(pod: KubeObject): Readiness {
  const general = generalReadiness(pod)
  if (general !== undefined) return general
  if (pod.status?.phase === 'Succeeded') return current(`pod ${pod.metadata.name} succeeded`)
  if (pod.status?.phase === 'Failed') return failed(`pod ${pod.metadata.name} failed`)
  return inProgress('Pod in progress')
}

type Rule = (object: KubeObject, nowMs: number) => Readiness

const alwaysReady: Rule = () => current('Resource is always ready')

const rules: Readonly<Record<string, Rule>> = {
  ConfigMap: alwaysReady,
  Secret: alwaysReady,
  'batch/CronJob': alwaysReady,
  'policy/PodDisruptionBudget': () => current('AllowedDisruptions has been computed.'),
  Service: serviceReadiness,
  Pod: podReadiness,
  PersistentVolumeClaim: claimReadiness,
  'apps/Deployment': deploymentReadiness,
  'apps/ReplicaSet': replicaSetReadiness,
  'apps/StatefulSet': statefulSetReadiness,
  'apps/DaemonSet': daemonSetReadiness,
  'batch/Job': jobReadiness,
  'apiextensions.k8s.io/CustomResourceDefinition': definitionReadiness,
}

/** What holds for every kind: deletion, a generation that nobody has seen, `Reconciling` and `Stalled`. */
function generalReadiness(object: KubeObject): Readiness | undefined {
  const { deletionTimestamp, generation } = object.metadata
  if (deletionTimestamp) return { status: 'Terminating', message: 'Resource scheduled for deletion' }
  const observed: number | undefined = object.status?.observedGeneration
  if (generation !== undefined && observed !== undefined && observed !== generation) {
    return inProgress(
      `${object.kind} generation is ${generation}, but latest observed generation is ${observed}`,
    )
  }
  for (const { type, status, message } of conditionsOf(object)) {
    if (type === 'Reconciling' && status === 'True') return inProgress(message ?? '')
    if (type === 'Stalled' && status === 'True') return failed(message ?? '')
  }
  return undefined
}

function readyCondition(object: KubeObject): Readiness | undefined {
  const ready = findCondition(conditionsOf(object), 'Ready')
  if (ready === undefined) return undefined
  return ready.status === 'True' ? current('Resource is Ready') : inProgress(ready.message ?? '')
}

function deploymentReadiness({ spec, status, ...object }: KubeObject): Readiness {
  const conditions = conditionsOf({ ...object, status })
  const progressing = findCondition(conditions, 'Progressing')
  if (progressing?.reason === 'ProgressDeadlineExceeded') return failed('Progress deadline exceeded')
  const wanted = count(spec, 'replicas', 1)
  const [all, updated] = [count(status, 'replicas'), count(status, 'updatedReplicas')]
  const [available, ready] = [count(status, 'availableReplicas'), count(status, 'readyReplicas')]
  if (wanted > all) return inProgress(`Replicas: ${all}/${wanted}`)
  if (wanted > updated) return inProgress(`Updated: ${updated}/${wanted}`)
  if (all > wanted) return inProgress(`Pending termination: ${all - wanted}`)
  if (updated > available) return inProgress(`Available: ${available}/${updated}`)
  if (wanted > ready) return inProgress(`Ready: ${ready}/${wanted}`)
  const isDone = progressing?.status === 'True' && progressing.reason === 'NewReplicaSetAvailable'
  if (!isDone && hasDeadline(spec)) return inProgress('ReplicaSet not Available')
  if (!isConditionTrue(conditions, 'Available')) return inProgress('Deployment not Available')
  return current(`Deployment is available. Replicas: ${all}`)
}

/** Without a deadline (the largest int32 means none) the controller sets no Progressing condition. */
function hasDeadline(spec: Json): boolean {
  return count(spec, 'progressDeadlineSeconds', 2147483647) !== 2147483647
}

function replicaSetReadiness({ spec, status, ...object }: KubeObject): Readiness {
  if (isConditionTrue(conditionsOf({ ...object, status }), 'ReplicaFailure')) {
    return inProgress('Replica Failure condition. Check Pods')
  }
  const wanted = count(spec, 'replicas', 1)
  const [all, labelled] = [count(status, 'replicas'), count(status, 'fullyLabeledReplicas')]
  const [available, ready] = [count(status, 'availableReplicas'), count(status, 'readyReplicas')]
  if (wanted > labelled) return inProgress(`Labelled: ${labelled}/${wanted}`)
  if (wanted > available) return inProgress(`Available: ${available}/${wanted}`)
  if (wanted > ready) return inProgress(`Ready: ${ready}/${wanted}`)
  if (all > wanted) return inProgress(`Pending termination: ${all - wanted}`)
  return current(`ReplicaSet is available. Replicas: ${all}`)
}

function statefulSetReadiness({ spec, status }: KubeObject): Readiness {
  if (spec?.updateStrategy?.type === 'OnDelete') {
    return current('StatefulSet is using the ondelete update strategy')
  }
  const wanted = count(spec, 'replicas', 1)
  const [all, ready] = [count(status, 'replicas'), count(status, 'readyReplicas')]
  if (wanted > all) return inProgress(`Replicas: ${all}/${wanted}`)
  if (wanted > ready) return inProgress(`Ready: ${ready}/${wanted}`)
  if (all > wanted) return inProgress(`Pending termination: ${all - wanted}`)
  const partition: number | undefined = spec?.updateStrategy?.rollingUpdate?.partition
  const updated = count(status, 'updatedReplicas')
  if (partition !== undefined) {
    if (updated < wanted - partition) return inProgress(`updated: ${updated}/${wanted - partition}`)
    return current(`Partition rollout complete. updated: ${updated}`)
  }
  const now = count(status, 'currentReplicas')
  if (wanted > now) return inProgress(`current: ${now}/${wanted}`)
  if ((status?.currentRevision ?? '') !== (status?.updateRevision ?? '')) {
    return inProgress('Waiting for updated revision to match current')
  }
  return current(`All replicas scheduled as expected. Replicas: ${all}`)
}

function daemonSetReadiness({ kind, metadata, status }: KubeObject): Readiness {
  if (metadata.generation === undefined) return inProgress(`${kind} metadata.generation not found`)
  if (status?.observedGeneration === undefined)
    return inProgress(`${kind} status.observedGeneration not found`)
  const wanted: number | undefined = status.desiredNumberScheduled
  if (wanted === undefined) return inProgress('Missing .status.desiredNumberScheduled')
  const stages = [
    ['Current', 'currentNumberScheduled'],
    ['Updated', 'updatedNumberScheduled'],
    ['Available', 'numberAvailable'],
    ['Ready', 'numberReady'],
  ] as const
  for (const [word, field] of stages) {
    if (wanted > count(status, field)) return inProgress(`${word}: ${count(status, field)}/${wanted}`)
  }
  return current(`All replicas scheduled as expected. Replicas: ${wanted}`)
}

function jobReadiness(job: KubeObject): Readiness {
  const finished = finishedJob(job)
  if (finished !== undefined) return finished
  if (!job.status?.startTime) return inProgress('Job not started')
  const { status } = job
  const [succeeded, active, lost] = [
    count(status, 'succeeded'),
    count(status, 'active'),
    count(status, 'failed'),
  ]
  return current(`Job in progress. success:${succeeded}, active: ${active}, failed: ${lost}`)
}

function finishedJob(job: KubeObject): Readiness | undefined {
  const completions = count(job.spec, 'completions', count(job.spec, 'parallelism', 1))
  for (const { type, status } of conditionsOf(job)) {
    if (status !== 'True') continue
    if (type === 'Complete')
      return current(`Job Completed. succeeded: ${count(job.status, 'succeeded')}/${completions}`)
    if (type === 'Failed') return failed(`Job Failed. failed: ${count(job.status, 'failed')}/${completions}`)
  }
  return undefined
}

function podReadiness(pod: KubeObject, nowMs: number): Readiness {
  const conditions = conditionsOf(pod)
  switch (pod.status?.phase ?? '') {
    case 'Succeeded':
      return current('Pod has completed successfully')
    case 'Failed':
      return current('Pod has completed, but not successfully')
    case 'Running':
      return runningPodReadiness(pod, conditions)
    case 'Pending':
      return pendingPodReadiness(pod, conditions, nowMs)
    case '':
      return inProgress('Pod phase not available')
    default:
      return failed(`unknown phase ${pod.status.phase}`)
  }
}

function runningPodReadiness(pod: KubeObject, conditions: readonly Condition[]): Readiness {
  if (isConditionTrue(conditions, 'Ready')) return current('Pod is Ready')
  const statuses: readonly Json[] = pod.status?.containerStatuses ?? []
  const looping = statuses
    .filter((each) => each.state?.waiting?.reason === 'CrashLoopBackOff')
    .map((each) => each.name)
  if (looping.length > 0) return failed(`Containers in CrashLoop state: ${looping.join(',')}`)
  return inProgress('Pod is running but is not Ready')
}

function pendingPodReadiness(pod: KubeObject, conditions: readonly Condition[], nowMs: number): Readiness {
  const scheduled = findCondition(conditions, 'PodScheduled')
  if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') {
    return inProgress('Pod is in the Pending phase')
  }
  const created = parseTimestamp(pod.metadata.creationTimestamp ?? '')
  if (nowMs - scheduleWindowMs < created) return inProgress('Pod has not been scheduled')
  return failed('Pod could not be scheduled')
}

function claimReadiness(claim: KubeObject): Readiness {
  const phase: string = claim.status?.phase ?? 'unknown'
  return phase === 'Bound' ? current('PVC is Bound') : inProgress(`PVC is not Bound. phase: ${phase}`)
}

function serviceReadiness({ spec }: KubeObject): Readiness {
  if (spec?.type === 'LoadBalancer' && !spec.clusterIP) {
    return inProgress('ClusterIP not set. Service type: LoadBalancer')
  }
  return current('Service is ready')
}

function definitionReadiness(definition: KubeObject): Readiness {
  for (const { type, status, reason, message } of conditionsOf(definition)) {
    if (type === 'NamesAccepted' && status === 'False') return failed(message ?? '')
    if (type !== 'Established') continue
    if (status === 'True') return current('CRD is established')
    if (status === 'False' && reason !== 'Installing') return failed(message ?? '')
  }
  return inProgress('Install in progress')
}

function conditionsOf(object: KubeObject): readonly Condition[] {
  return object.status?.conditions ?? []
}

function count(holder: Json, field: string, otherwise = 0): number {
  return holder?.[field] ?? otherwise
}

function current(message: string): Readiness {
  return { status: 'Current', message }
}

function inProgress(message: string): Readiness {
  return { status: 'InProgress', message }
}

function failed(message: string): Readiness {
  return { status: 'Failed', message }
}

// A table: one rule per kind, as Helm 3 has them and Helm 4 with `--wait=legacy` (`pkg/kube/ready.go`).
import {
  formatLabelSelector,
  groupOf,
  isConditionTrue,
  isIntOrPercent,
  isSameJson,
  type Json,
  type KubeClient,
  type KubeObject,
  type Operation,
  refOf,
  scaledValue,
} from '@seaworthy/kube'

/** A Job that has failed more often than it may. */
export class HopelessJob extends Error {
  override readonly name = 'HopelessJob'

  constructor({ metadata }: KubeObject) {
    super(`job is failed: ${metadata.namespace ?? ''}/${metadata.name}`)
  }
}

/**
 * Whether the live object is ready; kinds without a rule are always.
 * @throws StatusError what the server says, NotFound included
 * @throws HopelessJob with `waitForJobs`
 */
export function* isReadyAsInHelm3(
  client: KubeClient,
  object: KubeObject,
  waitForJobs: boolean,
): Operation<boolean> {
  const group = groupOf(object.apiVersion)
  const kind = group === '' ? object.kind : `${group}/${object.kind}`
  if (kind === 'apps/Deployment') return yield* deploymentReady(client, yield* client.get(refOf(object)))
  if (kind === 'batch/Job') return !waitForJobs || jobReady(yield* client.get(refOf(object)))
  const rule = rules[kind]
  if (rule === undefined) return true
  const live = yield* client.get(refOf(object))
  if (!rule(live)) return false
  return kind !== 'apps/ReplicaSet' && kind !== 'ReplicationController'
    ? true
    : yield* everyPodReady(client, live)
}

const rules: Readonly<Record<string, (live: KubeObject) => boolean>> = {
  Pod: podReady,
  PersistentVolumeClaim: (claim) => claim.status?.phase === 'Bound',
  Service: serviceReady,
  ReplicationController: isObserved,
  'apps/ReplicaSet': isObserved,
  'apps/DaemonSet': daemonSetReady,
  'apps/StatefulSet': statefulSetReady,
  'apiextensions.k8s.io/CustomResourceDefinition': definitionReady,
}

function podReady(pod: KubeObject): boolean {
  return isConditionTrue(pod.status?.conditions, 'Ready')
}

function isObserved({ metadata, status }: KubeObject): boolean {
  return (status?.observedGeneration ?? 0) === (metadata.generation ?? 0)
}

function jobReady(job: KubeObject): boolean {
  const { spec, status } = job
  if ((status?.failed ?? 0) > (spec?.backoffLimit ?? 6)) throw new HopelessJob(job)
  return spec?.completions === undefined || (status?.succeeded ?? 0) >= spec.completions
}

function serviceReady({ spec, status }: KubeObject): boolean {
  if (spec?.type === 'ExternalName') return true
  if ((spec?.clusterIP ?? '') === '') return false
  if (spec.type !== 'LoadBalancer' || (spec.externalIPs?.length ?? 0) > 0) return true
  return status?.loadBalancer?.ingress !== undefined
}

function daemonSetReady(set: KubeObject): boolean {
  if (!isObserved(set)) return false
  const { updateStrategy } = set.spec ?? {}
  if (updateStrategy?.type !== 'RollingUpdate') return true
  const { desiredNumberScheduled = 0, updatedNumberScheduled = 0, numberReady = 0 } = set.status ?? {}
  if (updatedNumberScheduled !== desiredNumberScheduled) return false
  const allowed: unknown = updateStrategy.rollingUpdate?.maxUnavailable ?? 1
  const unavailable = isIntOrPercent(allowed)
    ? scaledValue(allowed, desiredNumberScheduled, 'up')
    : desiredNumberScheduled
  return numberReady >= desiredNumberScheduled - unavailable
}

/** The conditions in their order: whichever is met first decides. */
function definitionReady(definition: KubeObject): boolean {
  const conditions: readonly Json[] = definition.status?.conditions ?? []
  return conditions.some(
    ({ type, status }) =>
      (type === 'Established' && status === 'True') || (type === 'NamesAccepted' && status === 'False'),
  )
}

function statefulSetReady(set: KubeObject): boolean {
  if (!isObserved(set)) return false
  const { updateStrategy, replicas = 1 } = set.spec ?? {}
  if (updateStrategy?.type !== 'RollingUpdate') return true
  const partition: number = updateStrategy.rollingUpdate?.partition ?? 0
  const { updatedReplicas = 0, readyReplicas = 0, currentRevision, updateRevision } = set.status ?? {}
  if (updatedReplicas < replicas - partition || readyReplicas !== replicas) return false
  return partition !== 0 || currentRevision === updateRevision
}

/** The new ReplicaSet has as many ready pods as the rollout must keep; the old one is not looked at. */
function* deploymentReady(client: KubeClient, deployment: KubeObject): Operation<boolean> {
  if (deployment.spec?.paused === true) return true
  const newest = yield* newReplicaSet(client, deployment)
  if (newest === undefined || !isObserved(newest) || !isObserved(deployment)) return false
  const replicas: number = deployment.spec?.replicas ?? 1
  return (newest.status?.readyReplicas ?? 0) >= replicas - maxUnavailable(deployment, replicas)
}

/** As the Deployment controller reckons (`deploymentutil.MaxUnavailable`). */
function maxUnavailable({ spec }: KubeObject, replicas: number): number {
  const { type, rollingUpdate } = spec?.strategy ?? {}
  if (type !== 'RollingUpdate' || replicas === 0) return 0
  const scaled = (value: unknown, rounding: 'up' | 'down') =>
    isIntOrPercent(value) ? scaledValue(value, replicas, rounding) : 0
  const surge = scaled(rollingUpdate?.maxSurge ?? '25%', 'up')
  const unavailable = scaled(rollingUpdate?.maxUnavailable ?? '25%', 'down')
  return Math.min(surge === 0 && unavailable === 0 ? 1 : unavailable, replicas)
}

function* newReplicaSet(client: KubeClient, deployment: KubeObject): Operation<KubeObject | undefined> {
  const { uid } = deployment.metadata
  const items = yield* selected(client, 'apps/v1', 'ReplicaSet', deployment)
  return items.find(
    ({ metadata, spec }) =>
      metadata.ownerReferences?.some((owner) => owner.controller === true && owner.uid === uid) === true &&
      isSameJson(withoutHash(spec?.template), deployment.spec?.template),
  )
}

function withoutHash(template: Json): Json {
  const { 'pod-template-hash': _hash, ...labels } = template?.metadata?.labels ?? {}
  return { ...template, metadata: { ...template?.metadata, labels } }
}

function* everyPodReady(client: KubeClient, owner: KubeObject): Operation<boolean> {
  return (yield* selected(client, 'v1', 'Pod', owner)).every(podReady)
}

function* selected(client: KubeClient, apiVersion: string, kind: string, { spec, metadata }: KubeObject) {
  const selector = spec?.selector?.matchLabels === undefined && spec?.selector?.matchExpressions === undefined
  const labelSelector = formatLabelSelector(selector ? { matchLabels: spec?.selector ?? {} } : spec.selector)
  const { namespace } = metadata
  const scope = { apiVersion, kind, labelSelector }
  return (yield* client.list(namespace === undefined ? scope : { ...scope, namespace })).items
}

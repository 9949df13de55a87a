import { type Condition, type Json, type KubeObject, setCondition } from '@seaworthy/kube'
import type { Actor, World } from '../../actor.ts'
import { deepEqual } from '../../apiserver/deep-equal.ts'
import { kindKey } from '../../store/store.ts'
import { parseTimestamp } from '../../timestamp.ts'
import { type ControllerState, controller, type Result, settled } from '../controller.ts'
import { keyOf, splitKey } from '../key.ts'
import { recordEvent } from '../recorded-event.ts'

const AUTOSCALER = 'HorizontalPodAutoscaler.autoscaling'
/** How often an autoscaler looks (`--horizontal-pod-autoscaler-sync-period`); first so long after its creation. */
const PERIOD_MS = 15_000
const NO_METRICS =
  'unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)'

/**
 * Keeps a target within its least and greatest count. No load is simulated, so as on a cluster without metrics the count in
 * between stays what it is, and what the autoscaler would make of load is unknown.
 */
export function horizontalPodAutoscalerController(): Actor<ControllerState> {
  return controller({
    name: 'horizontal-pod-autoscaler',
    watches: {
      [AUTOSCALER]: (autoscaler) => [keyOf(autoscaler)],
      'Deployment.apps': autoscalersOf,
      'StatefulSet.apps': autoscalersOf,
    },
    reconcile: reconcileAutoscaler,
  })
}

function reconcileAutoscaler(world: World<ControllerState>, key: string): Result {
  const { namespace, name } = splitKey(key)
  const autoscaler = world.store.get(AUTOSCALER, namespace, name)
  if (autoscaler === undefined) return settled
  world.unknown({
    code: `metrics:HorizontalPodAutoscaler/${name}`,
    message: `HorizontalPodAutoscaler ${key} follows metrics, and none are simulated`,
  })
  const target = targetOf(world, autoscaler)
  const next = look(world, autoscaler, target)
  const hasNothingToDo = deepEqual(next.status, autoscaler.status) && next.replicas === target?.spec.replicas
  if (hasNothingToDo) return settled
  const sinceCreation = world.now() - parseTimestamp(autoscaler.metadata.creationTimestamp ?? '')
  const sinceLook = sinceCreation % PERIOD_MS
  if (sinceCreation < PERIOD_MS || sinceLook > 0) return { requeueAfterMs: PERIOD_MS - sinceLook }
  if (target !== undefined && next.replicas !== target.spec.replicas) {
    scaleTarget(world, autoscaler, target, next.replicas)
  }
  world.api.updateStatus(autoscaler, next.status)
  return { requeueAfterMs: PERIOD_MS }
}

/** What an autoscaler would do and say if it looked now. */
function look(
  world: World<unknown>,
  autoscaler: KubeObject,
  target: KubeObject | undefined,
): { readonly replicas: number; readonly status: Json } {
  const currentReplicas: number = target?.status?.replicas ?? 0
  const replicas = target === undefined ? currentReplicas : bounded(autoscaler, target)
  let conditions: readonly Condition[] = autoscaler.status?.conditions ?? []
  for (const condition of judge(autoscaler, target, replicas)) {
    conditions = setCondition(conditions, condition, world.timestamp())
  }
  return {
    replicas,
    status: { ...autoscaler.status, currentReplicas, desiredReplicas: replicas, conditions },
  }
}

function judge(
  autoscaler: KubeObject,
  target: KubeObject | undefined,
  replicas: number,
): readonly Condition[] {
  if (target === undefined) return [able(false, 'FailedGetScale', 'the target was not found')]
  if (replicas !== target.spec.replicas) {
    const message = `the HPA controller was able to update the target scale to ${replicas}`
    return [able(true, 'SucceededRescale', message)]
  }
  const message = "the HPA controller was able to get the target's current scale"
  return [able(true, 'SucceededGetScale', message), ...withoutMetrics(autoscaler)]
}

function targetOf(world: World<unknown>, autoscaler: KubeObject): KubeObject | undefined {
  const { apiVersion, kind, name } = autoscaler.spec.scaleTargetRef
  return world.store.get(kindKey(apiVersion, kind), autoscaler.metadata.namespace, name)
}

/** A count of nothing switches the autoscaler off. */
function bounded(autoscaler: KubeObject, target: KubeObject): number {
  const { minReplicas = 1, maxReplicas } = autoscaler.spec
  const replicas: number = target.spec.replicas ?? 1
  return replicas === 0 ? 0 : Math.min(maxReplicas, Math.max(minReplicas, replicas))
}

function scaleTarget(
  world: World<unknown>,
  autoscaler: KubeObject,
  target: KubeObject,
  replicas: number,
): void {
  world.api.update({ ...target, spec: { ...target.spec, replicas } })
  const why =
    replicas > (target.spec.replicas ?? 1)
      ? 'Current number of replicas below Spec.MinReplicas'
      : 'Current number of replicas above Spec.MaxReplicas'
  recordEvent(world, autoscaler, 'Normal', 'SuccessfulRescale', `New size: ${replicas}; reason: ${why}`)
}

/** What a cluster without a metrics server says of the usual metric, the utilization of a resource. */
function withoutMetrics(autoscaler: KubeObject): readonly Condition[] {
  const metric: Json = autoscaler.spec.metrics?.[0]
  if (metric?.type !== 'Resource' || metric.resource.target.type !== 'Utilization') return []
  const { name } = metric.resource
  const why = `failed to get ${name} utilization: unable to get metrics for resource ${name}: ${NO_METRICS}`
  const message = `the HPA was unable to compute the replica count: ${why}`
  return [{ type: 'ScalingActive', status: 'False', reason: 'FailedGetResourceMetric', message }]
}

function able(isAble: boolean, reason: string, message: string): Condition {
  return { type: 'AbleToScale', status: isAble ? 'True' : 'False', reason, message }
}

function autoscalersOf(target: KubeObject, world: World<unknown>): string[] {
  const keys: string[] = []
  for (const autoscaler of world.store.list(AUTOSCALER, target.metadata.namespace)) {
    const { kind, name } = autoscaler.spec.scaleTargetRef
    if (kind === target.kind && name === target.metadata.name) keys.push(keyOf(autoscaler))
  }
  return keys
}

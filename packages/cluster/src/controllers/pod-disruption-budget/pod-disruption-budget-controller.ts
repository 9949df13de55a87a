import { type Condition, type Json, type KubeObject, type Labels, setCondition } from '@seaworthy/kube'
import type { Actor, World } from '../../actor.ts'
import { parseTimestamp } from '../../timestamp.ts'
import { type ControllerState, controller, type Result, settled } from '../controller.ts'
import { keyOf, splitKey } from '../key.ts'
import { isReady } from '../pod-state.ts'
import { recordEvent } from '../recorded-event.ts'
import { matchOf, selectedPods } from '../selected-pods.ts'
import { expectation } from './expected-pods.ts'

const BUDGET = 'PodDisruptionBudget.policy'
/** How long an evicted pod may take to be deleted before it counts again. */
const DELETION_TIMEOUT_MS = 120_000

/** Keeps account of how many pods a budget lets go now (k8s.io/kubernetes pkg/controller/disruption). */
export function podDisruptionBudgetController(): Actor<ControllerState> {
  return controller({
    name: 'disruption-controller',
    watches: { [BUDGET]: (budget) => [keyOf(budget)], Pod: budgetsOfPod },
    reconcile: reconcileBudget,
  })
}

function reconcileBudget(world: World<ControllerState>, key: string): Result {
  const { namespace, name } = splitKey(key)
  const budget = world.store.get(BUDGET, namespace, name)
  if (budget === undefined) return settled
  const pods = selectedPods(world.store, namespace, budget.spec.selector)
  if (pods.length === 0) recordEvent(world, budget, 'Normal', 'NoPods', 'No matching pods found')
  const expected = expectation(world.store, budget, pods)
  if ('fault' in expected) {
    failSafe(world, budget, expected.fault)
    return settled
  }
  const { disruptedPods, waitMs } = stillDisrupted(world, budget, pods)
  const currentHealthy = pods.filter((pod) => isHealthy(pod, disruptedPods)).length
  const surplus = currentHealthy - expected.desiredHealthy
  const disruptionsAllowed = expected.expectedPods <= 0 ? 0 : Math.max(0, surplus)
  world.api.updateStatus(budget, {
    currentHealthy,
    desiredHealthy: expected.desiredHealthy,
    expectedPods: expected.expectedPods,
    disruptionsAllowed,
    ...(Object.keys(disruptedPods).length > 0 ? { disruptedPods } : {}),
    observedGeneration: budget.metadata.generation,
    conditions: allowedConditions(world, budget, disruptionsAllowed),
  })
  return waitMs === undefined ? settled : { requeueAfterMs: waitMs }
}

/** In doubt nothing may be disrupted. */
function failSafe(world: World<unknown>, budget: KubeObject, fault: string): void {
  recordEvent(
    world,
    budget,
    'Warning',
    'CalculateExpectedPodCountFailed',
    `Failed to calculate the number of expected pods: ${fault}`,
  )
  const { currentHealthy = 0, desiredHealthy = 0, expectedPods = 0, ...rest } = budget.status ?? {}
  const condition = allowedCondition(budget, 'False', 'SyncFailed', fault)
  world.api.updateStatus(budget, {
    ...rest,
    currentHealthy,
    desiredHealthy,
    expectedPods,
    disruptionsAllowed: 0,
    conditions: setCondition(budget.status?.conditions, condition, world.timestamp()),
  })
}

function allowedConditions(
  world: World<unknown>,
  budget: KubeObject,
  disruptionsAllowed: number,
): readonly Condition[] {
  const condition =
    disruptionsAllowed > 0
      ? allowedCondition(budget, 'True', 'SufficientPods', '')
      : allowedCondition(budget, 'False', 'InsufficientPods', '')
  return setCondition(budget.status?.conditions, condition, world.timestamp())
}

function allowedCondition(
  budget: KubeObject,
  status: Condition['status'],
  reason: string,
  message: string,
): Condition {
  return {
    type: 'DisruptionAllowed',
    status,
    reason,
    message,
    observedGeneration: budget.metadata.generation,
  }
}

function isHealthy(pod: KubeObject, disrupted: Labels): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false
  return disrupted[pod.metadata.name] === undefined && isReady(pod)
}

/** Evicted pods whose deletion is still expected, and when the first of them would be given up. */
function stillDisrupted(
  world: World<unknown>,
  budget: KubeObject,
  pods: readonly KubeObject[],
): { disruptedPods: Record<string, string>; waitMs: number | undefined } {
  const before: Json = budget.status?.disruptedPods ?? {}
  const disruptedPods: Record<string, string> = {}
  let waitMs: number | undefined
  for (const pod of pods) {
    const since: string | undefined = before[pod.metadata.name]
    if (since === undefined || pod.metadata.deletionTimestamp !== undefined) continue
    const left = parseTimestamp(since) + DELETION_TIMEOUT_MS - world.now()
    if (left <= 0) continue
    disruptedPods[pod.metadata.name] = since
    waitMs = Math.min(waitMs ?? left, left)
  }
  return { disruptedPods, waitMs }
}

function budgetsOfPod(pod: KubeObject, world: World<unknown>): string[] {
  const keys: string[] = []
  for (const budget of world.store.list(BUDGET, pod.metadata.namespace)) {
    if (matchOf(budget.spec.selector)(pod.metadata.labels)) keys.push(keyOf(budget))
  }
  return keys
}

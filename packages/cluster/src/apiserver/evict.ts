import {
  type Condition,
  type DeleteOptions,
  isConditionTrue,
  type KubeObject,
  labelSelectorMatch,
  type ObjectRef,
  setCondition,
  StatusError,
} from '@seaworthy/kube'
import { deleteObject } from './delete.ts'
import { placeOf, type Server, stored } from './server.ts'
import { tellWebhooks } from './tell-webhooks.ts'
import { updateStatus } from './update.ts'

/**
 * Asks a pod to go, within its disruption budget. Rules: k8s.io/kubernetes/pkg/registry/core/pod/storage/eviction.go.
 * @throws StatusError TooManyRequests while a budget forbids it, InternalError when two budgets cover the pod, NotFound
 */
export function evict(server: Server, ref: ObjectRef, options: DeleteOptions = {}): void {
  const place = placeOf(server, ref)
  const pod = stored(server, place)
  tellWebhooks(server, place, pod, 'CREATE', 'eviction')
  if (!needsNoBudget(pod)) {
    const [budget, second] = budgetsOf(server, pod)
    if (second !== undefined) {
      throw new StatusError(
        'InternalError',
        'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
      )
    }
    if (budget !== undefined && !mayGoUnready(pod, budget)) spendDisruption(server, pod, budget)
    markEvicted(server, pod)
  }
  const { uid } = pod.metadata
  deleteObject(server, ref, {
    ...options,
    preconditions: { ...options.preconditions, ...(uid !== undefined && { uid }) },
  })
}

/** A pod that serves nobody yet, or no longer, goes without a word. */
function needsNoBudget({ metadata, status }: KubeObject): boolean {
  if (metadata.deletionTimestamp !== undefined) return true
  return ['Pending', 'Succeeded', 'Failed'].includes(status?.phase)
}

function budgetsOf(server: Server, pod: KubeObject): readonly KubeObject[] {
  const budgets = [...server.host.store.list('PodDisruptionBudget.policy', pod.metadata.namespace)]
  return budgets.filter(({ spec }) => labelSelectorMatch(spec?.selector)(pod.metadata.labels))
}

/** An unready pod is no loss to a budget that is met without it, nor where the policy says so. */
function mayGoUnready(pod: KubeObject, { spec, status }: KubeObject): boolean {
  if (isConditionTrue(pod.status?.conditions, 'Ready')) return false
  if (spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true
  const { currentHealthy = 0, desiredHealthy = 0 } = status ?? {}
  return currentHealthy >= desiredHealthy && desiredHealthy > 0
}

/** Takes one of the budget's disruptions, or is refused. */
function spendDisruption(server: Server, pod: KubeObject, budget: KubeObject): void {
  const { name, generation = 0 } = budget.metadata
  const { observedGeneration = 0, disruptionsAllowed = 0 } = budget.status ?? {}
  if (observedGeneration < generation) {
    throw refused(`The disruption budget ${name} is still being processed by the server.`, 10)
  }
  if (disruptionsAllowed < 1) {
    const { desiredHealthy = 0, currentHealthy = 0 } = budget.status ?? {}
    throw refused(
      `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`,
    )
  }
  const left = disruptionsAllowed - 1
  const now = server.host.timestamp()
  updateStatus(server, budget, {
    ...budget.status,
    disruptionsAllowed: left,
    disruptedPods: { ...budget.status.disruptedPods, [pod.metadata.name]: now },
    ...(left === 0 && { conditions: setCondition(budget.status.conditions, insufficient(generation), now) }),
  })
}

function insufficient(observedGeneration: number): Condition {
  return {
    type: 'DisruptionAllowed',
    status: 'False',
    reason: 'InsufficientPods',
    message: '',
    observedGeneration,
  }
}

function refused(message: string, retryAfterSeconds?: number): StatusError {
  return new StatusError(
    'TooManyRequests',
    "Cannot evict pod as it would violate the pod's disruption budget.",
    {
      causes: [{ reason: 'DisruptionBudget', message }],
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    },
  )
}

function markEvicted(server: Server, pod: KubeObject): void {
  const condition: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  }
  const conditions = setCondition(pod.status?.conditions, condition, server.host.timestamp())
  updateStatus(server, pod, { ...pod.status, conditions })
}

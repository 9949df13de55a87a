import {
  isStatus,
  type KubeClient,
  type KubeObject,
  type Operation,
  refOf,
  StatusError,
} from '@seaworthy/kube'

/** kubectl drain asks again after this long when a budget forbids an eviction. */
const RETRY_MS = 5_000
/** kubectl looks every second whether an evicted pod is gone. */
const POLL_MS = 1_000

export interface DrainOptions {
  /** After this long it gives up; 0 or absent: never, as kubectl. Milliseconds. */
  readonly timeoutMs?: number
}

export interface DrainResult {
  readonly done: boolean
  /** Pods that were still there, and why: `default/web-1: Cannot evict pod as it would violate …` */
  readonly left: readonly string[]
  readonly evicted: number
  /** Virtual milliseconds it took. */
  readonly tookMs: number
}

interface Leaving {
  readonly pod: KubeObject
  accepted: boolean
  /** The server said that it will never be evicted so: kubectl gives this pod up, and still waits for the others. */
  refused: boolean
  /** When it is asked again. */
  askAt: number
  reason: string
}

/**
 * Empties a node as `kubectl drain --ignore-daemonsets --delete-emptydir-data --force` does: cordon, evict every pod
 * but those of DaemonSets and static ones, ask again every 5 s where a budget forbids it, wait until the pods are gone.
 * A pod whose eviction is refused for another reason is left, and the drain has failed once the others are gone.
 */
export function* drainNode(
  client: KubeClient,
  node: string,
  options: DrainOptions = {},
): Operation<DrainResult> {
  const begun = yield* client.now()
  const deadline =
    options.timeoutMs === undefined || options.timeoutMs === 0 ? Infinity : begun + options.timeoutMs
  yield* setUnschedulable(client, node, true)
  const { items } = yield* client.list({
    apiVersion: 'v1',
    kind: 'Pod',
    fieldSelector: `spec.nodeName=${node}`,
  })
  let leaving: Leaving[] = items
    .filter(mustLeave)
    .map((pod) => ({ pod, accepted: false, refused: false, askAt: 0, reason: '' }))
  const evicted = leaving.length
  for (;;) {
    leaving = yield* evictOnce(client, leaving)
    const now = yield* client.now()
    if (leaving.length === 0) return { done: true, left: [], evicted, tookMs: now - begun }
    const isOver = now >= deadline || leaving.every((each) => each.refused)
    if (isOver) return { done: false, left: leaving.map(describe), evicted, tookMs: now - begun }
    yield* client.sleep(Math.min(POLL_MS, deadline - now))
  }
}

/** Lets pods be scheduled to a node again. */
export function* uncordon(client: KubeClient, node: string): Operation<void> {
  yield* setUnschedulable(client, node, false)
}

function* setUnschedulable(client: KubeClient, node: string, unschedulable: boolean): Operation<void> {
  const ref = { apiVersion: 'v1', kind: 'Node', name: node }
  yield* client.patch(ref, 'merge', { spec: { unschedulable: unschedulable ? true : null } })
}

function mustLeave({ metadata }: KubeObject): boolean {
  if (metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return false
  return !metadata.ownerReferences?.some((owner) => owner.controller === true && owner.kind === 'DaemonSet')
}

/** Asks for each pod whose time has come; those that are gone are left out of the answer. */
function* evictOnce(client: KubeClient, leaving: readonly Leaving[]): Operation<Leaving[]> {
  const still: Leaving[] = []
  for (const each of leaving) {
    if (each.refused) {
      still.push(each)
      continue
    }
    const now = yield* client.now()
    const isThere = each.accepted
      ? yield* exists(client, each.pod)
      : now < each.askAt || (yield* evictPod(client, each, now))
    if (isThere) still.push(each)
  }
  return still
}

/** False when the pod is gone. */
function* evictPod(client: KubeClient, each: Leaving, now: number): Operation<boolean> {
  try {
    const { uid } = each.pod.metadata
    yield* client.evict(refOf(each.pod), uid === undefined ? {} : { preconditions: { uid } })
    each.accepted = true
    each.reason = 'has not ended yet'
  } catch (error) {
    if (isStatus(error, 'NotFound')) return false
    // Another pod has its name by now.
    if (isStatus(error, 'Conflict')) return yield* exists(client, each.pod)
    if (!(error instanceof StatusError)) throw error
    each.reason = [error.message, ...error.causes.map((cause) => cause.message)].join(' ')
    each.askAt = now + RETRY_MS
    each.refused = error.reason !== 'TooManyRequests'
  }
  return true
}

function* exists(client: KubeClient, pod: KubeObject): Operation<boolean> {
  try {
    const found = yield* client.get(refOf(pod))
    return found.metadata.uid === pod.metadata.uid
  } catch (error) {
    if (isStatus(error, 'NotFound')) return false
    throw error
  }
}

function describe({ pod, reason }: Leaving): string {
  return `${pod.metadata.namespace}/${pod.metadata.name}: ${reason}`
}

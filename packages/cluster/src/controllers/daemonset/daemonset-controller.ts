import { type Json, type KubeObject, refOf } from '@seaworthy/kube'
import type { Actor, World } from '../../actor.ts'
import { isAvailable, msUntilAvailable } from '../availability.ts'
import { claimDependents } from '../claim.ts'
import { type ControllerState, controller, type Result, settled } from '../controller.ts'
import { cleanUpRevisions, REVISION_LABEL, revisionsOf, syncRevision } from '../controller-revision.ts'
import { keyOf, splitKey } from '../key.ts'
import { ofPodsControlledBy } from '../pod-interest.ts'
import { matchOf } from '../selected-pods.ts'
import { findController } from '../owner.ts'
import { isReady, isTerminal } from '../pod-state.ts'
import { slowStart } from '../slow-start.ts'
import { daemonPod, fitsNode, maxUnavailable, nodeOf } from './daemon-pod.ts'

const DAEMON_SET = 'DaemonSet.apps'
/** A daemon that failed is deleted at most this often on a node at first (`failedPodsBackoff`). */
const FAILED_POD_WAIT_MS = 1000

/** What one pass over a DaemonSet works with. */
interface DaemonPass {
  readonly world: World<unknown>
  readonly set: KubeObject
  readonly hash: string
  readonly pods: readonly KubeObject[]
  /** Pods by the node they are meant for, oldest first. */
  readonly byNode: ReadonlyMap<string, readonly KubeObject[]>
  readonly nodes: readonly { readonly name: string; readonly runs: boolean; readonly stays: boolean }[]
}

/** Keeps one pod on every node that fits (k8s.io/kubernetes pkg/controller/daemon). */
export function daemonSetController(): Actor<ControllerState> {
  return controller({
    name: 'daemonset-controller',
    watches: {
      [DAEMON_SET]: (set) => [keyOf(set)],
      Pod: (pod, world) => {
        const set = findController(world.store, pod, DAEMON_SET)
        return set === undefined ? [] : [keyOf(set)]
      },
      Node: (_, world) => [...world.store.list(DAEMON_SET)].map(keyOf),
    },
    wants: ofPodsControlledBy(DAEMON_SET),
    reconcile: reconcileDaemonSet,
  })
}

function reconcileDaemonSet(world: World<ControllerState>, key: string): Result {
  const { namespace, name } = splitKey(key)
  const set = world.store.get(DAEMON_SET, namespace, name)
  if (set === undefined || set.metadata.deletionTimestamp !== undefined) return settled
  sayWhatIsNotModelled(world, set)
  const pods = claimDependents(world, set, 'Pod', matchOf(set.spec.selector))
  const revision = syncRevision(world, set, revisionsOf(world, set))
  const hash = revision.metadata.labels?.['controller.kubernetes.io/hash'] ?? ''
  const nodes = [...world.store.list('Node')].map((node) => ({
    name: node.metadata.name,
    ...fitsNode(set, node),
  }))
  const pass: DaemonPass = { world, set, hash, pods, byNode: groupByNode(pods), nodes }
  const { refusal, hasActed } = manage(pass)
  // What was just created or deleted must be seen before more is taken away.
  if (!hasActed && set.spec.updateStrategy?.type !== 'OnDelete') rollOn(pass)
  reportStatus(pass)
  if (refusal !== undefined) throw refusal
  cleanUpRevisions(
    world,
    revisionsOf(world, set),
    usedRevisions(world, set, pods, revision),
    set.spec.revisionHistoryLimit ?? 10,
  )
  return lookAgain(pass)
}

/** Creates missing pods, deletes pods that ended, that are one too many, or that are where none should be. */
function manage({ world, set, hash, byNode, nodes }: DaemonPass): {
  readonly refusal: Error | undefined
  readonly hasActed: boolean
} {
  const missing: string[] = []
  const surplus: KubeObject[] = []
  for (const { name, runs, stays } of nodes) {
    const pods = byNode.get(name) ?? []
    if (runs && pods.length === 0) missing.push(name)
    const living = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined)
    const running = living.filter((pod) => !isTerminal(pod))
    surplus.push(...(stays ? [...living.filter(isTerminal), ...running.slice(1)] : living))
  }
  for (const pod of surplus) world.api.delete(refOf(pod))
  const { refusal } = slowStart(missing.length, (index) => {
    world.api.create(daemonPod(set, missing[index] as string, hash))
  })
  return { refusal, hasActed: missing.length + surplus.length > 0 }
}

/** Deletes old pods as far as the nodes without an available one allow; old ones that are not available cost nothing. */
function rollOn({ world, set, hash, byNode, nodes }: DaemonPass): void {
  const wanted = nodes.filter((node) => node.runs).length
  const minReady: number = set.spec.minReadySeconds ?? 0
  const available = (pod: KubeObject) => isAvailable(pod, minReady, world.now())
  let unavailable = 0
  const free: KubeObject[] = []
  const candidates: KubeObject[] = []
  for (const pods of byNode.values()) {
    const living = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined)
    const [pod] = living
    if (pod === undefined || living.length > 1) unavailable++
    else if (pod.metadata.labels?.[REVISION_LABEL] === hash) unavailable += available(pod) ? 0 : 1
    else if (available(pod)) candidates.push(pod)
    else {
      free.push(pod)
      unavailable++
    }
  }
  const budget = Math.max(0, maxUnavailable(set, wanted) - unavailable)
  for (const pod of [...free, ...candidates.slice(0, budget)]) world.api.delete(refOf(pod))
}

function reportStatus({ world, set, hash, byNode, nodes }: DaemonPass): void {
  const minReady: number = set.spec.minReadySeconds ?? 0
  const isScheduled = (name: string) => byNode.has(name)
  const oldest = nodes.flatMap(({ name, runs }) => (runs ? (byNode.get(name)?.slice(0, 1) ?? []) : []))
  const ready = oldest.filter(isReady)
  const desired = nodes.filter((node) => node.runs).length
  const available = ready.filter((pod) => isAvailable(pod, minReady, world.now())).length
  const optional: Record<string, number> = {
    updatedNumberScheduled: oldest.filter((pod) => pod.metadata.labels?.[REVISION_LABEL] === hash).length,
    numberAvailable: available,
    numberUnavailable: desired - available,
  }
  const status: Json = {
    currentNumberScheduled: oldest.length,
    numberMisscheduled: nodes.filter((node) => !node.runs && isScheduled(node.name)).length,
    desiredNumberScheduled: desired,
    numberReady: ready.length,
    observedGeneration: set.metadata.generation,
  }
  for (const [field, count] of Object.entries(optional)) if (count > 0) status[field] = count
  world.api.updateStatus(set, status)
}

/** Pods of the same owner that hold a revision by its hash. */
function usedRevisions(
  world: World<unknown>,
  set: KubeObject,
  pods: readonly KubeObject[],
  latest: KubeObject,
): ReadonlySet<string> {
  const hashes = new Set(pods.map((pod) => pod.metadata.labels?.[REVISION_LABEL]))
  const used = revisionsOf(world, set).filter((each) =>
    hashes.has(each.metadata.labels?.['controller.kubernetes.io/hash']),
  )
  return new Set([latest, ...used].map((each) => each.metadata.name))
}

function lookAgain({ world, set, pods }: DaemonPass): Result {
  const wait = msUntilAvailable(pods.filter(isReady), set.spec.minReadySeconds ?? 0, world.now())
  if (wait !== undefined) return { requeueAfterMs: wait }
  return pods.some(isTerminal) ? { requeueAfterMs: FAILED_POD_WAIT_MS } : settled
}

function groupByNode(pods: readonly KubeObject[]): ReadonlyMap<string, readonly KubeObject[]> {
  const groups = new Map<string, KubeObject[]>()
  for (const pod of pods) {
    const node = nodeOf(pod)
    const group = groups.get(node)
    if (group === undefined) groups.set(node, [pod])
    else group.push(pod)
  }
  return groups
}

function sayWhatIsNotModelled(world: World<unknown>, set: KubeObject): void {
  const surge: number | string = set.spec.updateStrategy?.rollingUpdate?.maxSurge ?? 0
  if (surge === 0 || surge === '0%') return
  world.unknown({
    code: 'field:DaemonSet.spec.updateStrategy.rollingUpdate.maxSurge',
    message: `DaemonSet ${keyOf(set)} surges when it is updated, which the simulated controller does not do`,
  })
}

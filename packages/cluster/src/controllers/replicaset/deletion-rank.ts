import type { KubeObject } from '@seaworthy/kube'
import { isActive, isReady, readySince } from '../pod-state.ts'
import { parseTimestamp } from '../../timestamp.ts'

const PHASE_RANK: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 }
const COST = 'controller.kubernetes.io/pod-deletion-cost'

/**
 * Orders pods so that those to delete first come first, by eight keys: without a node; by phase; not ready; cheaper by the
 * annotation `pod-deletion-cost`; with more pods of its siblings on the node; ready for a shorter time; restarted more
 * often; created later (`ActivePodsWithRanks`, k8s.io/kubernetes pkg/controller/controller_utils.go).
 *
 * @param related active pods of every set of the same owner, for the fifth key
 */
export function byDeletionRank(
  related: readonly KubeObject[],
  nowMs: number,
): (a: KubeObject, b: KubeObject) => number {
  const onNode = countByNode(related)
  return (a, b) =>
    assigned(a) - assigned(b) ||
    phaseRank(a) - phaseRank(b) ||
    Number(isReady(a)) - Number(isReady(b)) ||
    deletionCost(a) - deletionCost(b) ||
    (onNode.get(nodeOf(b)) ?? 0) - (onNode.get(nodeOf(a)) ?? 0) ||
    byAge(readySince(a), readySince(b), nowMs, a, b) ||
    byRestarts(a, b) ||
    byAge(createdAt(a), createdAt(b), nowMs, a, b)
}

/** The simpler order of Jobs: no cost, no siblings, and ages compared exactly (`ActivePods`, same file). */
export function byActivity(a: KubeObject, b: KubeObject): number {
  return (
    assigned(a) - assigned(b) ||
    phaseRank(a) - phaseRank(b) ||
    Number(isReady(a)) - Number(isReady(b)) ||
    (readySince(b) ?? 0) - (readySince(a) ?? 0) ||
    byRestarts(a, b) ||
    (createdAt(b) ?? 0) - (createdAt(a) ?? 0)
  )
}

function assigned(pod: KubeObject): number {
  return nodeOf(pod) === '' ? 0 : 1
}

function nodeOf(pod: KubeObject): string {
  return pod.spec.nodeName ?? ''
}

function phaseRank(pod: KubeObject): number {
  return PHASE_RANK[pod.status?.phase] ?? 0
}

/** A whole number without sign or zeros before it; anything else counts as nothing. */
function deletionCost(pod: KubeObject): number {
  const text = pod.metadata.annotations?.[COST]
  return text !== undefined && /^(0|-?[1-9][0-9]*)$/.test(text) ? Number(text) : 0
}

function countByNode(pods: readonly KubeObject[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const pod of pods) if (isActive(pod)) counts.set(nodeOf(pod), (counts.get(nodeOf(pod)) ?? 0) + 1)
  return counts
}

/** Younger first, but only by powers of two of the age; within the same power the uid decides, which is a coin. */
function byAge(
  a: number | undefined,
  b: number | undefined,
  nowMs: number,
  podA: KubeObject,
  podB: KubeObject,
): number {
  if (a === undefined || b === undefined || a === b) return 0
  const difference = ageBucket(nowMs - a) - ageBucket(nowMs - b)
  if (difference !== 0) return difference
  return (podA.metadata.uid ?? '') < (podB.metadata.uid ?? '') ? -1 : 1
}

/** In Go the logarithm is taken of nanoseconds, and an age of nothing or less comes before every other. */
function ageBucket(ageMs: number): number {
  return ageMs <= 0 ? -1 : Math.floor(Math.log2(ageMs * 1e6))
}

/** More restarts first: those of ordinary containers, then those of restartable init containers. */
function byRestarts(a: KubeObject, b: KubeObject): number {
  const [regularA, sidecarA] = maxRestarts(a)
  const [regularB, sidecarB] = maxRestarts(b)
  return regularB - regularA || sidecarB - sidecarA
}

function maxRestarts(pod: KubeObject): readonly [regular: number, sidecar: number] {
  const sidecars = new Set<string>()
  for (const container of pod.spec.initContainers ?? []) {
    if (container.restartPolicy === 'Always') sidecars.add(container.name)
  }
  const highest = (statuses: readonly { name: string; restartCount?: number }[]): number =>
    statuses.reduce((most, status) => Math.max(most, status.restartCount ?? 0), 0)
  const initStatuses: readonly { name: string; restartCount?: number }[] =
    pod.status?.initContainerStatuses ?? []
  return [
    highest(pod.status?.containerStatuses ?? []),
    highest(initStatuses.filter((status) => sidecars.has(status.name))),
  ]
}

function createdAt(pod: KubeObject): number | undefined {
  const text = pod.metadata.creationTimestamp
  return text === undefined ? undefined : parseTimestamp(text)
}

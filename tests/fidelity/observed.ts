import type { Json, KubeObject, ObjectRef, WatchEvent } from '@seaworthy/kube'
import { type Names, snapshotOf } from './snapshot.ts'
import { streamsOf } from './streams.ts'

/** Everything that a watch has told, and the names that both sides share for what was generated. */
export class Observed {
  private readonly events: WatchEvent[] = []
  private inOrder: readonly WatchEvent[] | undefined
  private readonly present = new Map<string, KubeObject>()

  add(events: readonly WatchEvent[]): void {
    this.inOrder = undefined
    for (const event of events) {
      this.events.push(event)
      const key = keyOf(event.object)
      if (event.type === 'DELETED') this.present.delete(key)
      else this.present.set(key, event.object)
    }
  }

  find(ref: ObjectRef): KubeObject | undefined {
    return this.present.get(`${ref.kind}/${ref.name}`)
  }

  /** Oldest first; those of a StatefulSet by name, because several may be created at once and are not alike. */
  pods(): readonly KubeObject[] {
    const order = new Map<string | undefined, number>()
    for (const { object } of this.sorted()) {
      if (object.kind === 'Pod' && !order.has(object.metadata.uid)) order.set(object.metadata.uid, order.size)
    }
    const turn = (pod: KubeObject) => order.get(pod.metadata.uid) ?? 0
    return [...this.present.values()]
      .filter((object) => object.kind === 'Pod')
      .sort((a, b) => (isNumbered(a) && isNumbered(b) ? byName(a, b) : turn(a) - turn(b)))
  }

  snapshot(): Json {
    return snapshotOf([...this.present.values()], this.names())
  }

  /** Whether every controller has seen the present wish, and every ReplicaSet the present pods. */
  isCaughtUp(): boolean {
    const objects = [...this.present.values()]
    return objects.every(
      (object) => hasSeenWish(object) && (object.kind !== 'ReplicaSet' || hasSeenPods(object, objects)),
    )
  }

  streams(): Readonly<Record<string, readonly string[]>> {
    return streamsOf(this.sorted(), this.names())
  }

  /** Streams of several kinds arrive in any order; the resource version is the order of the writes. */
  private sorted(): readonly WatchEvent[] {
    this.inOrder ??= this.events.toSorted((a, b) => revisionOf(a.object) - revisionOf(b.object))
    return this.inOrder
  }

  /** ReplicaSets are called by their Deployment and their turn: `web#2`. */
  private names(): Names {
    const names = new Map<string, string>()
    const counts = new Map<string, number>()
    for (const { object } of this.sorted()) {
      if (object.kind !== 'ReplicaSet' || names.has(object.metadata.name)) continue
      const owner = object.metadata.ownerReferences?.[0]?.name ?? object.metadata.name
      const turn = (counts.get(owner) ?? 0) + 1
      counts.set(owner, turn)
      names.set(object.metadata.name, `${owner}#${turn}`)
    }
    return names
  }
}

function isNumbered(pod: KubeObject): boolean {
  return pod.metadata.ownerReferences?.[0]?.kind === 'StatefulSet'
}

function byName(a: KubeObject, b: KubeObject): number {
  return a.metadata.name < b.metadata.name ? -1 : 1
}

const OBSERVED = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'PodDisruptionBudget'])

function hasSeenWish({ kind, metadata, status }: KubeObject): boolean {
  return !OBSERVED.has(kind) || status?.observedGeneration === metadata.generation
}

function hasSeenPods(set: KubeObject, objects: readonly KubeObject[]): boolean {
  const own = objects.filter(
    ({ kind, metadata }) => kind === 'Pod' && metadata.ownerReferences?.[0]?.uid === set.metadata.uid,
  )
  const ready = own.filter(
    ({ metadata, status }) => metadata.deletionTimestamp === undefined && isReady(status),
  )
  return (set.status?.readyReplicas ?? 0) === ready.length
}

function isReady(status: Json): boolean {
  return (status?.conditions ?? []).some((each: Json) => each.type === 'Ready' && each.status === 'True')
}

function keyOf(object: KubeObject): string {
  return `${object.kind}/${object.metadata.name}`
}

function revisionOf(object: KubeObject): number {
  return Number(object.metadata.resourceVersion)
}

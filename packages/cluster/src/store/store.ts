import type { KubeObject } from '@seaworthy/kube'

/** `Pod`, `Deployment.apps`: a kind whatever its version, because all versions of a kind share one store. */
export type KindKey = string

/** One committed write, as a watcher may see it. */
export interface Change {
  readonly revision: number
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly kind: KindKey
  readonly object: KubeObject
  readonly previous: KubeObject | undefined
}

type Bucket = Map<string, KubeObject>

/** Where a dependent of an owner is kept. */
interface Dependent {
  readonly kind: KindKey
  readonly key: string
}

/** The kind whose objects are looked for by label again and again. */
const LABELLED: KindKey = 'Pod'

/** Kinds whose objects a controller may adopt, so that those without one must be quick to find. */
const ADOPTABLE: ReadonlySet<KindKey> = new Set(['Pod', 'ReplicaSet.apps', 'ControllerRevision.apps'])

/**
 * Versioned objects with a log of changes. Objects are never written into: a write puts a new object in place.
 * A copy shares its buckets with the original until one of the two writes to them.
 */
export class Store {
  private buckets = new Map<KindKey, Bucket>()
  private owned = new Set<KindKey>()
  private owners = new Map<string, Map<string, Dependent>>()
  private orphaned = new Map<KindKey, Set<string>>()
  private labelled = new Map<string, Set<string>>()
  private log: Change[] = []
  private logStart = 0
  revision = 0

  get(kind: KindKey, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.buckets.get(kind)?.get(storeKey(namespace, name))
  }

  /** The object under a key of `storeKey`. */
  at(kind: KindKey, key: string): KubeObject | undefined {
    return this.buckets.get(kind)?.get(key)
  }

  /** Every object of a kind as it stands now, in no promised order; of one namespace when it is given. */
  list(kind: KindKey, namespace?: string): Iterable<KubeObject> {
    const found: KubeObject[] = []
    for (const object of this.buckets.get(kind)?.values() ?? []) {
      if (namespace === undefined || object.metadata.namespace === namespace) found.push(object)
    }
    return found
  }

  /** The kinds that hold at least one object. */
  *kinds(): Iterable<KindKey> {
    for (const [kind, bucket] of this.buckets) if (bucket.size > 0) yield kind
  }

  /** Objects of a kind whose owner references name a uid. Costs as much as there are dependents. */
  ownedBy(uid: string, kind?: KindKey): Iterable<KubeObject> {
    const found: KubeObject[] = []
    for (const { kind: ofKind, key } of this.owners.get(uid)?.values() ?? []) {
      if (kind !== undefined && ofKind !== kind) continue
      const object = this.at(ofKind, key)
      if (object !== undefined) found.push(object)
    }
    return found
  }

  /** Objects of an adoptable kind (pods, ReplicaSets) in a namespace that no controller owns. */
  *orphans(kind: KindKey, namespace: string | undefined): Iterable<KubeObject> {
    for (const key of this.orphaned.get(kind) ?? []) {
      const object = this.buckets.get(kind)?.get(key)
      if (object !== undefined && object.metadata.namespace === namespace) yield object
    }
  }

  /**
   * Pods of a namespace that have all of these labels, in no promised order. Costs as much as there are pods with the rarest of
   * them; with no label given, as there are pods.
   */
  *podsLabelled(
    namespace: string | undefined,
    labels: Readonly<Record<string, string>>,
  ): Iterable<KubeObject> {
    const entries = Object.entries(labels)
    if (entries.length === 0) yield* this.list(LABELLED, namespace)
    let rarest: ReadonlySet<string> | undefined
    for (const [key, value] of entries) {
      const keys = this.labelled.get(labelKey(namespace, key, value)) ?? new Set()
      if (rarest === undefined || keys.size < rarest.size) rarest = keys
    }
    for (const key of rarest ?? []) {
      const pod = this.buckets.get(LABELLED)?.get(key)
      const own = pod?.metadata.labels ?? {}
      if (pod !== undefined && entries.every(([label, value]) => own[label] === value)) yield pod
    }
  }

  /** Puts an object in place; the caller has given it the resource version `nextVersion()`. */
  put(kind: KindKey, object: KubeObject): Change {
    const key = storeKey(object.metadata.namespace, object.metadata.name)
    const bucket = this.writable(kind)
    const previous = bucket.get(key)
    bucket.set(key, object)
    this.index(kind, key, previous, object)
    return this.append(previous === undefined ? 'ADDED' : 'MODIFIED', kind, object, previous)
  }

  remove(kind: KindKey, last: KubeObject): Change {
    const key = storeKey(last.metadata.namespace, last.metadata.name)
    const bucket = this.writable(kind)
    const previous = bucket.get(key)
    bucket.delete(key)
    this.index(kind, key, previous, undefined)
    return this.append('DELETED', kind, last, previous)
  }

  /** The resource version that the next write must carry. */
  nextVersion(): string {
    return String(this.revision + 1)
  }

  /** Changes after a revision, oldest first; undefined when the log no longer reaches back (410 Gone). */
  since(revision: number): readonly Change[] | undefined {
    if (revision < this.logStart) return undefined
    return this.log.slice(revision - this.logStart)
  }

  /** Forgets changes up to a revision that every watcher has seen. */
  trim(revision: number): void {
    if (revision <= this.logStart) return
    this.log = this.log.slice(revision - this.logStart)
    this.logStart = revision
  }

  copy(): Store {
    const twin = new Store()
    twin.buckets = new Map(this.buckets)
    twin.owners = new Map([...this.owners].map(([uid, keys]) => [uid, new Map(keys)]))
    twin.orphaned = new Map([...this.orphaned].map(([kind, keys]) => [kind, new Set(keys)]))
    twin.labelled = new Map([...this.labelled].map(([label, keys]) => [label, new Set(keys)]))
    twin.log = this.log.slice()
    twin.logStart = this.logStart
    twin.revision = this.revision
    this.owned.clear()
    return twin
  }

  private writable(kind: KindKey): Bucket {
    const bucket = this.buckets.get(kind)
    if (bucket !== undefined && this.owned.has(kind)) return bucket
    const own: Bucket = new Map(bucket)
    this.buckets.set(kind, own)
    this.owned.add(kind)
    return own
  }

  private index(
    kind: KindKey,
    key: string,
    before: KubeObject | undefined,
    after: KubeObject | undefined,
  ): void {
    if (ADOPTABLE.has(kind)) this.indexOrphan(kind, key, after)
    if (kind === LABELLED) this.indexLabels(key, before, after)
    const old = before?.metadata.ownerReferences
    const now = after?.metadata.ownerReferences
    if (old === now) return
    const entry = `${kind} ${key}`
    for (const owner of old ?? []) this.owners.get(owner.uid)?.delete(entry)
    for (const owner of now ?? []) {
      const dependents = this.owners.get(owner.uid)
      if (dependents === undefined) this.owners.set(owner.uid, new Map([[entry, { kind, key }]]))
      else dependents.set(entry, { kind, key })
    }
  }

  private indexOrphan(kind: KindKey, key: string, after: KubeObject | undefined): void {
    let keys = this.orphaned.get(kind)
    if (keys === undefined) this.orphaned.set(kind, (keys = new Set()))
    const isOrphan = after !== undefined && !after.metadata.ownerReferences?.some((owner) => owner.controller)
    if (isOrphan) keys.add(key)
    else keys.delete(key)
  }

  private indexLabels(key: string, before: KubeObject | undefined, after: KubeObject | undefined): void {
    const old = before?.metadata.labels
    const now = after?.metadata.labels
    if (old === now) return
    const namespace = (after ?? before)?.metadata.namespace
    for (const label in old) this.labelled.get(labelKey(namespace, label, old[label]))?.delete(key)
    for (const label in now) {
      const entry = labelKey(namespace, label, now[label])
      const keys = this.labelled.get(entry)
      if (keys === undefined) this.labelled.set(entry, new Set([key]))
      else keys.add(key)
    }
  }

  private append(
    type: Change['type'],
    kind: KindKey,
    object: KubeObject,
    previous: KubeObject | undefined,
  ): Change {
    this.revision++
    const change: Change = { revision: this.revision, type, kind, object, previous }
    this.log.push(change)
    return change
  }
}

function labelKey(namespace: string | undefined, key: string, value: string | undefined): string {
  return `${namespace ?? ''}/${key}=${value}`
}

export function kindKey(apiVersion: string, kind: string): KindKey {
  const slash = apiVersion.indexOf('/')
  return slash === -1 ? kind : `${kind}.${apiVersion.slice(0, slash)}`
}

export function kindOf(object: KubeObject): KindKey {
  return kindKey(object.apiVersion, object.kind)
}

export function storeKey(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`
}

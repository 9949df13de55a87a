import type { KubeObject, OwnerReference } from '@seaworthy/kube'
import type { Actor, World } from '../../actor.ts'
import { type Change, kindKey, kindOf, type Store } from '../../store/store.ts'
import { finalizeOwner } from './finalize-owner.ts'

export interface GarbageCollectorState {
  /** Work that has a task planned: `absent UID`, `owner KIND NS/NAME`, `dependent KIND NS/NAME`. */
  readonly queued: Set<string>
}

type ThisWorld = World<GarbageCollectorState>

/** How long a refused deletion waits before it is tried again. */
const RETRY_MS = 5

/**
 * Deletes what nobody owns any more, and ends deletions that wait for dependents.
 * Rules: k8s.io/kubernetes/pkg/controller/garbagecollector.
 */
export function garbageCollector(): Actor<GarbageCollectorState> {
  return {
    name: 'garbage-collector',
    watches: ['*'],
    wants: concernsOwners,
    initial: () => ({ queued: new Set() }),
    observe(world, changes) {
      for (const change of changes) for (const work of workOf(world.store, change)) enqueue(world, work, 0)
    },
    act(world, _kind, work) {
      world.state.queued.delete(work)
      try {
        collect(world, work)
      } catch (error) {
        if (!(error instanceof Error && error.name === 'StatusError')) throw error
        enqueue(world, work, RETRY_MS)
      }
    },
  }
}

function enqueue(world: ThisWorld, work: string, delayMs: number): void {
  if (world.state.queued.has(work)) return
  world.state.queued.add(work)
  world.plan(delayMs, 'collect', work)
}

/** Ends of objects, deletions that wait for dependents, and new dependents, whose owner may be gone already. */
function concernsOwners({ type, object, previous }: Change): boolean {
  if (type === 'DELETED') return true
  if (object.metadata.deletionTimestamp !== undefined && waitsForDependents(object)) return true
  const { ownerReferences } = object.metadata
  return ownerReferences !== undefined && ownerReferences !== previous?.metadata.ownerReferences
}

function* workOf(store: Store, { type, kind, object }: Change): Iterable<string> {
  const { uid, namespace, ownerReferences = [] } = object.metadata
  if (type === 'DELETED') {
    yield `absent ${uid}`
    for (const reference of ownerReferences) {
      const owner = ownerOf(store, reference, namespace)
      if (owner !== undefined && waitsForDependents(owner)) yield nameWork('owner', kindOf(owner), owner)
    }
    return
  }
  if (waitsForDependents(object)) yield nameWork('owner', kind, object)
  if (ownerReferences.some((reference) => ownerOf(store, reference, namespace) === undefined)) {
    yield nameWork('dependent', kind, object)
  }
}

function nameWork(what: string, kind: string, { metadata }: KubeObject): string {
  return `${what} ${kind} ${metadata.namespace ?? ''}/${metadata.name}`
}

function collect(world: ThisWorld, work: string): void {
  const [what, subject = '', name = ''] = work.split(' ')
  if (what === 'absent') {
    for (const dependent of Array.from(world.store.ownedBy(subject))) collectDependent(world, dependent)
    return
  }
  const [namespace = '', own = ''] = name.split('/')
  const object = world.store.get(subject, namespace === '' ? undefined : namespace, own)
  if (object === undefined) return
  if (what === 'owner') finalizeOwner(world, object)
  else collectDependent(world, object)
}

/** Deletes an object whose owners are all gone; one that still has an owner only loses the references to the others. */
function collectDependent(world: ThisWorld, dependent: KubeObject): void {
  const { metadata } = dependent
  if (metadata.deletionTimestamp !== undefined) return
  const references = metadata.ownerReferences ?? []
  const present = references.filter((each) => ownerOf(world.store, each, metadata.namespace) !== undefined)
  if (present.length === references.length) return
  if (present.length > 0) {
    world.api.updateMetadata(dependent, { ownerReferences: present })
    return
  }
  const { apiVersion, kind } = dependent
  const { name, namespace, uid } = metadata
  world.api.delete(
    { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) },
    { propagationPolicy: 'Background', ...(uid !== undefined && { preconditions: { uid } }) },
  )
}

/** The owner that a reference means: the same uid, in the namespace of the dependent or in none. */
function ownerOf(
  store: Store,
  { apiVersion, kind, name, uid }: OwnerReference,
  namespace: string | undefined,
): KubeObject | undefined {
  const key = kindKey(apiVersion, kind)
  const found = store.get(key, namespace, name) ?? store.get(key, undefined, name)
  return found?.metadata.uid === uid ? found : undefined
}

function waitsForDependents({ metadata }: KubeObject): boolean {
  if (metadata.deletionTimestamp === undefined) return false
  const { finalizers = [] } = metadata
  return finalizers.includes('foregroundDeletion') || finalizers.includes('orphan')
}

import type { DeleteOptions, KindInfo, KubeObject, ObjectMeta, ObjectRef } from '@seaworthy/kube'
import { formatTimestamp, parseTimestamp } from '../timestamp.ts'
import { conflict, forbidden } from './refusal.ts'
import { tellWebhooks } from './tell-webhooks.ts'
import { tellClaimInUse } from './unmodelled.ts'
import { commit, expunge, type Place, placeOf, placeOfObject, type Server, stored } from './server.ts'

const protectedNamespaces = new Set(['default', 'kube-system', 'kube-public'])

/**
 * Deletes an object: at once, or after its grace and its finalizers.
 * Rules: `BeforeDelete` and `Store.Delete` of k8s.io/apiserver/pkg/registry, `CheckGracefulDelete` of pods.
 * @throws StatusError NotFound, Conflict (preconditions), Forbidden (protected namespaces)
 */
export function deleteObject(server: Server, ref: ObjectRef, options: DeleteOptions = {}): void {
  const place = placeOf(server, ref)
  const before = stored(server, place)
  requirePreconditions(place.info, before, options)
  if (place.key === 'Namespace' && protectedNamespaces.has(place.name)) {
    throw forbidden(place.info, place.name, 'this namespace may not be deleted')
  }
  if (place.key === 'PersistentVolumeClaim') tellClaimInUse(server, before)
  tellWebhooks(server, place, before, 'DELETE')
  const finalizers = collectorFinalizers(place, before.metadata.finalizers ?? [], options)
  if (before.metadata.deletionTimestamp !== undefined) deleteAgain(server, place, before, finalizers, options)
  else deleteFirst(server, place, before, finalizers, options)
}

/** Takes an object out whose grace is over; finalizers still hold it. An object that is gone already is none of it. */
export function finish(server: Server, object: KubeObject): void {
  const place = placeOfObject(server, object)
  const now = server.host.store.get(place.key, place.namespace, place.name)
  if (now === undefined || now.metadata.uid !== object.metadata.uid) return
  if ((now.metadata.finalizers ?? []).length === 0) expunge(server, place.key, now)
  else if (now.metadata.deletionGracePeriodSeconds !== 0) {
    commit(server, place.key, { ...now, metadata: marked(server, now.metadata, 0) })
  }
}

function deleteFirst(
  server: Server,
  place: Place,
  before: KubeObject,
  finalizers: readonly string[],
  options: DeleteOptions,
): void {
  const grace = place.key === 'Pod' ? podGraceSeconds(before, options) : 0
  const held = finalizers.length > 0 || place.key === 'Namespace'
  if (grace === 0 && !held) {
    expunge(server, place.key, before)
    return
  }
  const metadata = withFinalizers(marked(server, before.metadata, grace), finalizers)
  const next = { ...before, metadata }
  commit(
    server,
    place.key,
    place.key === 'Namespace' ? { ...next, status: { ...before.status, phase: 'Terminating' } } : next,
  )
}

/** A grace that runs can only be shortened. */
function deleteAgain(
  server: Server,
  place: Place,
  before: KubeObject,
  finalizers: readonly string[],
  options: DeleteOptions,
): void {
  const running = before.metadata.deletionGracePeriodSeconds ?? 0
  const wanted = options.gracePeriodSeconds
  const shorter = wanted !== undefined && wanted < running
  const grace = shorter ? Math.max(0, wanted) : running
  const namespaceHeld = place.key === 'Namespace' && before.spec?.finalizers?.length > 0
  if (grace === 0 && finalizers.length === 0 && !namespaceHeld) {
    expunge(server, place.key, before)
    return
  }
  const sameFinalizers = finalizers === before.metadata.finalizers || finalizers.length === 0
  if (!shorter && sameFinalizers) return
  const started = parseTimestamp(before.metadata.deletionTimestamp ?? '') - running * 1000
  const metadata = {
    ...before.metadata,
    deletionTimestamp: formatTimestamp(started + grace * 1000),
    deletionGracePeriodSeconds: grace,
  }
  commit(server, place.key, { ...before, metadata: withFinalizers(metadata, finalizers) })
}

/** Seconds a pod is given: none when no kubelet has it or its containers have ended. */
function podGraceSeconds(pod: KubeObject, options: DeleteOptions): number {
  const { spec, status } = pod
  if (spec?.nodeName === undefined || spec.nodeName === '') return 0
  if (status?.phase === 'Failed' || status?.phase === 'Succeeded') return 0
  const seconds: number = options.gracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 30
  // A negative grace acts as one second (BeforeDelete).
  return seconds < 0 ? 1 : seconds
}

function marked(server: Server, metadata: ObjectMeta, graceSeconds: number): ObjectMeta {
  return {
    ...metadata,
    deletionTimestamp: formatTimestamp(server.host.now() + graceSeconds * 1000),
    deletionGracePeriodSeconds: graceSeconds,
    ...(metadata.generation !== undefined && { generation: metadata.generation + 1 }),
  }
}

function withFinalizers(metadata: ObjectMeta, finalizers: readonly string[]): ObjectMeta {
  if (finalizers.length > 0) return { ...metadata, finalizers }
  const { finalizers: _, ...rest } = metadata
  return rest
}

/** Kinds whose dependents stay when nothing is said (their strategies' `DefaultGarbageCollectionPolicy`). */
const orphaning = new Set(['Job.batch', 'ReplicationController'])

/** The finalizers by which the garbage collector is asked to orphan dependents, or to delete them first. */
function collectorFinalizers(
  place: Place,
  finalizers: readonly string[],
  options: DeleteOptions,
): readonly string[] {
  const policy = options.propagationPolicy
  if (policy === undefined && (finalizers.includes('orphan') || finalizers.includes('foregroundDeletion'))) {
    return finalizers
  }
  const effective = policy ?? (orphaning.has(place.key) ? 'Orphan' : 'Background')
  const wanted = effective === 'Orphan' ? 'orphan' : effective === 'Foreground' ? 'foregroundDeletion' : ''
  const others = finalizers.filter((each) => each !== 'orphan' && each !== 'foregroundDeletion')
  if (wanted === '') return others.length === finalizers.length ? finalizers : others
  return finalizers.includes(wanted) && others.length === finalizers.length - 1
    ? finalizers
    : [...others, wanted]
}

function requirePreconditions(info: KindInfo, before: KubeObject, options: DeleteOptions): void {
  const { uid, resourceVersion } = options.preconditions ?? {}
  const { metadata } = before
  if (uid !== undefined && uid !== metadata.uid) {
    throw conflict(
      info,
      metadata.name,
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    )
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    throw conflict(
      info,
      metadata.name,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    )
  }
}

import type { Json, KubeObject, ObjectMeta, WriteOptions } from '@seaworthy/kube'
import { schemaOf } from './schema-of.ts'
import { completeCustom } from './custom-resource.ts'
import { deepEqual } from './deep-equal.ts'
import { withDefaults } from './defaults/kind-defaults.ts'
import { afterUpdate, entriesOf, ownable } from './field-managers.ts'
import { conflict, modifiedMeanwhile } from './refusal.ts'
import { hasGeneration } from './served-kinds.ts'
import { tellWebhooks } from './tell-webhooks.ts'
import { validateChange } from './validation/validate.ts'
import { commit, expunge, type Place, placeOfObject, type Server, stored } from './server.ts'

/**
 * Replaces everything but status and what only the server writes. Nothing changed: nothing is written.
 * @throws StatusError NotFound, Conflict (stale resourceVersion, other uid), Invalid
 */
export function update(server: Server, object: KubeObject, options: WriteOptions = {}): KubeObject {
  const place = placeOfObject(server, object)
  const before = stored(server, place)
  requireSame(place, before, object)
  return replace(server, place, before, object, options)
}

/** Who owns what after a write that names its manager. An object that nobody's fields were noted of is not tracked. */
function trackUpdate(server: Server, before: KubeObject, after: KubeObject, options: WriteOptions) {
  const entries = entriesOf(before)
  if (entries.length === 0) return entries
  const schema = schemaOf(server, after)
  if (schema === undefined) return entries
  const { fieldManager: manager = '', subresource } = options
  const writer = { manager, apiVersion: after.apiVersion, time: server.host.timestamp() }
  return afterUpdate(entries, ownable(before), ownable(after), schema, {
    ...writer,
    ...(subresource !== undefined && { subresource }),
  })
}

/** The common end of update, patch and apply: `after` takes the place of `before`. */
export function replace(
  server: Server,
  place: Place,
  before: KubeObject,
  after: KubeObject,
  options: WriteOptions,
): KubeObject {
  const metadata = keepIdentity(before.metadata, after.metadata)
  const next = withStatus(
    { ...withDefaults(place.key, completeCustom(server, place, after)), metadata },
    before.status,
  )
  const specChanged = !sameContent(before, next)
  if (!specChanged && deepEqual(before.metadata, metadata)) return before
  validateChange(place, before, next)
  tellWebhooks(server, place, next, 'UPDATE')
  if (options.fieldManager !== undefined) {
    next.metadata = { ...next.metadata, managedFields: trackUpdate(server, before, next, options) }
  }
  if (specChanged && hasGeneration(place.key)) {
    next.metadata = { ...next.metadata, generation: (metadata.generation ?? 0) + 1 }
  }
  return options.dryRun === true ? next : commitOrEnd(server, place, next)
}

/** Replaces status alone; spec and metadata of `object` are not looked at but for its resourceVersion. */
export function updateStatus(
  server: Server,
  object: KubeObject,
  status: Json,
  options: WriteOptions = {},
): KubeObject {
  const place = placeOfObject(server, object)
  const before = stored(server, place)
  requireSame(place, before, object)
  if (deepEqual(before.status, status)) return before
  const next = withStatus({ ...before }, status)
  return options.dryRun === true ? next : commit(server, place.key, next)
}

/** Changes the named parts of metadata; a part given as undefined is taken away. */
export function updateMetadata(server: Server, object: KubeObject, change: Partial<ObjectMeta>): KubeObject {
  const place = placeOfObject(server, object)
  const before = stored(server, place)
  requireSame(place, before, object)
  const metadata = keepIdentity(before.metadata, { ...before.metadata, ...change })
  if (deepEqual(before.metadata, metadata)) return before
  return commitOrEnd(server, place, { ...before, metadata })
}

/** An object that was only waiting for its finalizers goes when the last one is taken away. */
function commitOrEnd(server: Server, place: Place, next: KubeObject): KubeObject {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, finalizers = [] } = next.metadata
  if (deletionTimestamp === undefined || finalizers.length > 0 || deletionGracePeriodSeconds > 0) {
    return commit(server, place.key, next)
  }
  if (place.key === 'Namespace' && next.spec?.finalizers?.length > 0) return commit(server, place.key, next)
  return expunge(server, place.key, next)
}

export function requireSame(place: Place, before: KubeObject, given: KubeObject): void {
  const { resourceVersion, uid } = given.metadata
  if (uid !== undefined && uid !== '' && uid !== before.metadata.uid) {
    const found = before.metadata.uid ?? ''
    throw conflict(
      place.info,
      place.name,
      `StorageError: invalid object, Code: 4, Key: , ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${found}`,
    )
  }
  if (resourceVersion === undefined || resourceVersion === '') return
  if (resourceVersion !== before.metadata.resourceVersion) throw modifiedMeanwhile(place.info, place.name)
}

/** Metadata in the order in which it is written, by whose word each part is. */
const metadataParts = [
  ['name', 'before'],
  ['namespace', 'before'],
  ['generateName', 'before'],
  ['uid', 'before'],
  ['resourceVersion', 'before'],
  ['generation', 'before'],
  ['creationTimestamp', 'before'],
  ['deletionTimestamp', 'before'],
  ['deletionGracePeriodSeconds', 'before'],
  ['labels', 'after'],
  ['annotations', 'after'],
  ['finalizers', 'after'],
  ['ownerReferences', 'after'],
] as const

/** What a client cannot change keeps its stored value; empty parts are left out. */
function keepIdentity(before: ObjectMeta, after: ObjectMeta): ObjectMeta {
  const next: Record<string, unknown> = {}
  for (const [part, whose] of metadataParts) {
    const value = whose === 'before' ? before[part] : after[part]
    if (!isEmpty(value)) next[part] = value
  }
  const managedFields = after.managedFields ?? before.managedFields
  if (!isEmpty(managedFields)) next.managedFields = managedFields
  return next as unknown as ObjectMeta
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  if (typeof value !== 'object') return false
  for (const _ in value) return false
  return true
}

function withStatus(object: Writable<KubeObject>, status: Json): Writable<KubeObject> {
  if (status === undefined) delete object.status
  else object.status = status
  return object
}

/** Equal but for metadata and status: what `generation` counts. */
function sameContent(a: KubeObject, b: KubeObject): boolean {
  for (const field in a) if (isContent(field) && !deepEqual(a[field], b[field])) return false
  for (const field in b)
    if (isContent(field) && a[field] === undefined && b[field] !== undefined) return false
  return true
}

function isContent(field: string): boolean {
  return field !== 'metadata' && field !== 'status'
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

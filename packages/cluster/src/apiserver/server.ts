import type { KindInfo, KubeObject, ObjectRef } from '@seaworthy/kube'
import type { ApiHost } from '../cluster.ts'
import { type KindKey, kindKey } from '../store/store.ts'
import { notFound } from './refusal.ts'
import type { ServedKinds } from './served-kinds.ts'

/** What every verb works with. */
export interface Server {
  readonly host: ApiHost
  readonly kinds: ServedKinds
}

/** Where an object is kept. */
export interface Place {
  readonly info: KindInfo
  readonly key: KindKey
  readonly namespace: string | undefined
  readonly name: string
}

/** @throws StatusError NotFound when the kind is not served */
export function placeOf(server: Server, ref: ObjectRef): Place {
  const info = server.kinds.require(ref)
  const namespace = info.namespaced ? ref.namespace : undefined
  return { info, key: kindKey(ref.apiVersion, ref.kind), namespace, name: ref.name }
}

export function placeOfObject(server: Server, object: KubeObject): Place {
  const { apiVersion, kind } = object
  const { name, namespace } = object.metadata
  const info = server.kinds.require(object)
  return { info, key: kindKey(apiVersion, kind), namespace: info.namespaced ? namespace : undefined, name }
}

/** @throws StatusError NotFound when there is no such object */
export function stored(server: Server, place: Place): KubeObject {
  const found = server.host.store.get(place.key, place.namespace, place.name)
  if (found === undefined) throw notFound(place.info, place.name)
  return found
}

/** Writes an object under the next resource version and tells the watchers. */
export function commit(server: Server, key: KindKey, object: KubeObject): KubeObject {
  const { store } = server.host
  const written = { ...object, metadata: { ...object.metadata, resourceVersion: store.nextVersion() } }
  const change = store.put(key, written)
  server.kinds.changed(key)
  server.host.committed(change)
  return written
}

/** Takes an object out of the store; its last state carries the revision of the deletion. */
export function expunge(server: Server, key: KindKey, object: KubeObject): KubeObject {
  const { store } = server.host
  const last = { ...object, metadata: { ...object.metadata, resourceVersion: store.nextVersion() } }
  const change = store.remove(key, last)
  server.kinds.changed(key)
  server.host.committed(change)
  return last
}

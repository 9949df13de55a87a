import {
  applyJsonPatch,
  applyMergePatch,
  applyStrategicMerge,
  type Json,
  type KubeObject,
  mergeSchemaOf,
  type ObjectRef,
  type PatchType,
  StatusError,
  type WriteOptions,
} from '@seaworthy/kube'
import { decode } from './decode.ts'
import { schemaOf } from './schema-of.ts'
import { badRequest } from './refusal.ts'
import { type Place, placeOf, type Server, stored } from './server.ts'
import { replace, requireSame, updateStatus } from './update.ts'

/**
 * Changes an object by a JSON patch, a merge patch or a strategic merge patch.
 * @throws StatusError NotFound, Conflict (a resourceVersion in the patch), BadRequest, Invalid, UnsupportedMediaType
 */
export function patch(
  server: Server,
  ref: ObjectRef,
  type: PatchType,
  change: Json,
  options: WriteOptions,
): KubeObject {
  const place = placeOf(server, ref)
  const before = stored(server, place)
  if (options.subresource === 'scale') {
    const scale = patched(
      server,
      place,
      { ...before, spec: { replicas: before.spec?.replicas } },
      type,
      change,
    )
    return scaleTo(server, place, before, scale.spec?.replicas, options)
  }
  const after = patched(server, place, before, type, change)
  if (after.metadata?.name !== place.name) {
    throw badRequest(
      `the name of the object (${after.metadata?.name}) does not match the name on the URL (${place.name})`,
    )
  }
  requireSame(place, before, after)
  if (options.subresource === 'status') return updateStatus(server, before, after.status, options)
  return replace(server, place, before, decode(server, place, after), options)
}

function patched(
  server: Server,
  place: Place,
  before: KubeObject,
  type: PatchType,
  change: Json,
): KubeObject {
  if (type === 'json') return applyJsonPatch(before, change)
  if (type === 'merge') return applyMergePatch(before, change)
  if (!place.info.builtIn) {
    throw new StatusError(
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml, application/apply-patch+cbor',
    )
  }
  const schema = schemaOf(server, before)
  return applyStrategicMerge(before, change, schema === undefined ? {} : mergeSchemaOf(schema))
}

/** Sets the count of replicas as the scale subresource does. */
export function scaleTo(
  server: Server,
  place: Place,
  before: KubeObject,
  replicas: unknown,
  options: WriteOptions,
): KubeObject {
  // The body of a Scale leaves zero out.
  const count = replicas ?? 0
  return replace(server, place, before, { ...before, spec: { ...before.spec, replicas: count } }, options)
}

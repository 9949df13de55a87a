import { generateName, type KubeObject, type ObjectMeta, type WriteOptions } from '@seaworthy/kube'
import type { Random } from '@seaworthy/sim'
import { admitNew } from './admission.ts'
import { completeCustom } from './custom-resource.ts'
import { withInitialStatus } from './defaults/initial-status.ts'
import { withDefaults } from './defaults/kind-defaults.ts'
import { alreadyExists, badRequest } from './refusal.ts'
import { hasGeneration } from './served-kinds.ts'
import { tellWebhooks } from './tell-webhooks.ts'
import { tellUnmodelled } from './unmodelled.ts'
import { validateNew } from './validation/validate.ts'
import { commit, type Place, placeOfObject, type Server } from './server.ts'

/** Attempts at a free name before AlreadyExists (k8s.io/apiserver/pkg/registry/generic/registry/store.go). */
const NAME_ATTEMPTS = 8

/**
 * Creates an object: name, identity, defaults, admission, validation, write.
 * @throws StatusError AlreadyExists, NotFound (kind, namespace), Forbidden (admission), Invalid
 */
export function create(server: Server, object: KubeObject, options: WriteOptions = {}): KubeObject {
  const place = placeOfObject(server, object)
  if (object.metadata.resourceVersion !== undefined && object.metadata.resourceVersion !== '') {
    throw badRequest('resourceVersion should not be set on objects to be created')
  }
  if (place.info.namespaced && place.namespace === undefined) {
    throw badRequest('an empty namespace may not be set during creation')
  }
  const named = { ...place, name: freeName(server, place, object.metadata) }
  const identified = { ...object, metadata: newMetadata(server, named, object.metadata) }
  const begun = withInitialStatus(
    named.key,
    withDefaults(named.key, completeCustom(server, named, identified)),
  )
  // Admission runs before the name is completed, and its refusals name the pod `web-`.
  const { name, generateName } = object.metadata
  const spoken = name === '' || name === undefined ? (generateName ?? '') : name
  validateNew(named, begun)
  tellUnmodelled(server, named, begun)
  const admitted = admitNew(server, { ...named, name: spoken }, begun)
  if (server.host.store.get(named.key, named.namespace, named.name) !== undefined) {
    throw alreadyExists(named.info, named.name)
  }
  tellWebhooks(server, named, admitted, 'CREATE')
  return options.dryRun === true ? admitted : commit(server, named.key, admitted)
}

function freeName(server: Server, place: Place, metadata: ObjectMeta): string {
  if (metadata.name !== undefined && metadata.name !== '') return metadata.name
  if (metadata.generateName === undefined || metadata.generateName === '') return ''
  const random = server.host.random('name')
  let name = ''
  for (let attempt = 0; attempt < NAME_ATTEMPTS; attempt++) {
    name = generateName(metadata.generateName, random)
    if (server.host.store.get(place.key, place.namespace, name) === undefined) break
  }
  return name
}

/** The metadata of a new object: what the client may say, and the identity that only the server gives. */
function newMetadata(server: Server, place: Place, said: ObjectMeta): ObjectMeta {
  const { host } = server
  const { namespace: _, deletionTimestamp: _t, deletionGracePeriodSeconds: _g, ...rest } = said
  return {
    ...rest,
    name: place.name,
    ...(place.namespace !== undefined && { namespace: place.namespace }),
    uid: newUid(host.random('uid')),
    creationTimestamp: host.timestamp(),
    ...(hasGeneration(place.key) && { generation: 1 }),
  }
}

/** A version 4 UUID from a stream. */
export function newUid(random: Random): string {
  const word = () => random.below(0x1_0000_0000).toString(16).padStart(8, '0')
  const [a, b, c, d] = [word(), word(), word(), word()]
  const variant = '89ab'.charAt(random.below(4))
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`
}

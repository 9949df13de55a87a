import type { ApiHost } from '../cluster.ts'
import type { Api } from './api.ts'
import { bind } from './bind.ts'
import { create } from './create.ts'
import { deleteObject, finish } from './delete.ts'
import { evict } from './evict.ts'
import { handle } from './handle.ts'
import { type AcceptKinds, ServedKinds } from './served-kinds.ts'
import type { Server } from './server.ts'
import { update, updateMetadata, updateStatus } from './update.ts'

export interface ApiServerOptions {
  /** Kinds served without a CustomResourceDefinition: `all`, or ids such as `route.openshift.io/v1/Route`. */
  readonly acceptKinds?: AcceptKinds
}

/** The API server of a cluster: verbs over its store, at Kubernetes 1.36. */
export function apiServer(host: ApiHost, options: ApiServerOptions = {}): Api {
  const server: Server = { host, kinds: new ServedKinds(host.store, options.acceptKinds ?? []) }
  return {
    create: (object, how) => create(server, object, how),
    update: (object, how) => update(server, object, how),
    updateStatus: (object, status) => updateStatus(server, object, status),
    updateMetadata: (object, change) => updateMetadata(server, object, change),
    bind: (pod, node) => bind(server, pod, node),
    delete: (ref, how) => deleteObject(server, ref, how),
    evict: (ref, how) => evict(server, ref, how),
    finish: (object) => finish(server, object),
    handle: (request) => handle(server, request),
  }
}

import type { Actor } from './actor.ts'
import { type ApiServerOptions, apiServer } from './apiserver/apiserver.ts'
import { Cluster } from './cluster.ts'
import type { LatencyProfile } from './latency.ts'

export interface TestClusterOptions extends ApiServerOptions {
  readonly seed?: number
  readonly profile?: LatencyProfile
  readonly actors?: readonly Actor<unknown>[]
  /** Made beside `default` and `kube-system`, each with its `default` ServiceAccount. */
  readonly namespaces?: readonly string[]
}

/** A cluster with an API server and only the actors that a test brings; its namespaces are there from the start. */
export function testCluster(options: TestClusterOptions = {}): Cluster {
  const cluster = new Cluster({
    seed: options.seed ?? 1,
    profile: options.profile ?? 'typical',
    actors: options.actors ?? [],
    api: (host) => apiServer(host, options),
  })
  for (const name of ['default', 'kube-system', ...(options.namespaces ?? [])]) addNamespace(cluster, name)
  return cluster
}

/** A namespace as the controllers of a real cluster leave it: with its `default` ServiceAccount. */
export function addNamespace(cluster: Cluster, name: string): void {
  cluster.api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  cluster.api.create({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: name },
  })
}

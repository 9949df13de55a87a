import type { Cluster } from '@seaworthy/cluster'

/** How many ready endpoints routers see of each Service, by `namespace/name`. */
export function routedCounts(cluster: Cluster): Map<string, number> {
  const view = cluster.stateOf<{ services: ReadonlyMap<string, readonly unknown[]> }>('router')
  return new Map([...(view?.services ?? [])].map(([key, addresses]) => [key, addresses.length]))
}

import { Cluster, drive, kwokKubelet, type LatencyProfile, workloadControllers } from '@seaworthy/cluster'
import { apiServer } from '@seaworthy/cluster'
import { play } from './player.ts'
import type { Recording, Scenario } from './scenario.ts'

/** Plays a scenario in the simulated cluster, with KWOK-like nodes as the real recording had. */
export function simulate(scenario: Scenario, seed: number, profile: LatencyProfile = 'typical'): Recording {
  const cluster = new Cluster({
    seed,
    profile,
    actors: [...workloadControllers(), kwokKubelet()],
    api: (host) => apiServer(host),
  })
  const namespace = scenario.name
  cluster.api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
  cluster.api.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } })
  for (const name of ['n1', 'n2', 'n3']) {
    cluster.api.create({ apiVersion: 'v1', kind: 'Node', metadata: { name } })
  }
  return drive(cluster, 'story', play(scenario), cluster.now() + 3_600_000)
}

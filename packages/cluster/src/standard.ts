import { type ApiServerOptions, apiServer } from './apiserver/apiserver.ts'
import type { Actor } from './actor.ts'
import { Cluster } from './cluster.ts'
import { housekeepers } from './controllers/housekeepers.ts'
import { workloadControllers } from './controllers/controllers.ts'
import type { Behaviour } from './kubelet/behaviour.ts'
import { kubelet } from './kubelet/kubelet.ts'
import type { LatencyProfile } from './latency.ts'
import { addNodes, type NodesOptions } from './nodes.ts'
import { router } from './router/router.ts'
import { scheduler } from './scheduler/scheduler.ts'

export interface StandardClusterOptions extends ApiServerOptions {
  readonly seed: number
  readonly profile?: LatencyProfile
  readonly nodes?: NodesOptions
  /** What programs do; images that none of these matches behave neutrally, which is noted as an assumption. */
  readonly behaviours?: readonly Behaviour[]
}

/** A whole cluster: control plane, nodes with their kubelets, routers; namespaces `default` and `kube-system`. */
export function standardCluster(options: StandardClusterOptions): Cluster {
  const { acceptKinds } = options
  const cluster = new Cluster({
    seed: options.seed,
    profile: options.profile ?? 'typical',
    actors: standardActors(options.behaviours ?? []),
    api: (host) => apiServer(host, acceptKinds === undefined ? {} : { acceptKinds }),
  })
  addNodes(cluster, options.nodes)
  for (const name of ['default', 'kube-system']) {
    cluster.api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  }
  return cluster
}

function standardActors(behaviours: readonly Behaviour[]): readonly Actor<unknown>[] {
  const machinery = [scheduler(), kubelet(behaviours), router()] as readonly Actor<unknown>[]
  return [...housekeepers(), ...workloadControllers(), ...machinery]
}

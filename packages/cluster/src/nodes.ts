import type { KubeObject } from '@seaworthy/kube'
import type { Cluster } from './cluster.ts'

export interface NodesOptions {
  /** 3 unless told otherwise; named n1, n2, … in zones z1, z2, … */
  readonly count?: number
  readonly cpu?: string
  readonly memory?: string
  /** Zones in turn; as many as nodes when left out. */
  readonly zones?: number
}

/** A Node as it is created: its status is written after. */
export function makeNode(number: number, zone: number): KubeObject {
  const name = `n${number}`
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/zone': `z${zone}`,
      },
    },
    spec: {},
  }
}

/** Puts ready nodes into a cluster. */
export function addNodes(cluster: Cluster, options: NodesOptions = {}): void {
  const { count = 3, cpu = '8', memory = '32Gi', zones = count } = options
  const capacity = { cpu, memory, 'ephemeral-storage': '100Gi', pods: '110' }
  for (let number = 1; number <= count; number++) {
    const node = cluster.api.create(makeNode(number, ((number - 1) % zones) + 1))
    const now = node.metadata.creationTimestamp
    cluster.api.updateStatus(node, {
      capacity,
      allocatable: capacity,
      addresses: [
        { type: 'InternalIP', address: `10.0.0.${number}` },
        { type: 'Hostname', address: node.metadata.name },
      ],
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          message: 'kubelet is posting ready status',
          lastHeartbeatTime: now,
          lastTransitionTime: now,
        },
      ],
    })
  }
}

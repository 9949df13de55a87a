import { type Expr, gt, ifSet, length, resource, spread, when } from 'seaworthy/sdk'
import { componentLabels, named, selectorLabels } from './names.ts'
import { values } from './values.ts'

const { metrics, networkPolicy, tests } = values

const web = [{ port: 8000, protocol: 'TCP' }] as const

const limited = gt(length(networkPolicy.egress), 0)

/** Names must resolve whatever else is allowed. OpenShift's DNS pods listen on 5353. */
const dns = {
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
    { port: 5353, protocol: 'UDP' },
    { port: 5353, protocol: 'TCP' },
  ],
} as const

const egress = {
  policyTypes: ['Ingress', when(limited, 'Egress')],
  egress: when(limited, [dns, spread(networkPolicy.egress)]),
} as const

const selects = (component: 'web' | 'worker' | 'beat') => ({
  metadata: { name: named(component), labels: componentLabels(component) },
  podSelector: { matchLabels: selectorLabels({ component }) },
})

/** An empty list of peers is nobody here; in a policy it would be everybody. */
const from = (peers: typeof networkPolicy.monitoringPeers, ports: readonly Port[]) =>
  ifSet(peers, (each) => ({ from: each, ports }), { as: 'peers' })

interface Port {
  readonly port: number | Expr<number>
  readonly protocol: 'TCP'
}

const { metadata: webMetadata, ...webPods } = selects('web')
const webPolicy = resource(
  'web/networkpolicy',
  {
    kind: 'NetworkPolicy',
    metadata: webMetadata,
    spec: {
      ...webPods,
      ...egress,
      ingress: [
        from(networkPolicy.ingressControllerPeers, web),
        from(networkPolicy.monitoringPeers, web),
        when(tests.enabled, {
          from: [{ podSelector: { matchLabels: selectorLabels({ component: 'test' }) } }],
          ports: web,
        }),
      ],
    },
  },
  { when: networkPolicy.enabled, comment: 'Routers, monitoring and the pod of helm test reach web.' },
)

const { metadata: workerMetadata, ...workerPods } = selects('worker')
const workerPolicy = resource(
  'worker/networkpolicy',
  {
    kind: 'NetworkPolicy',
    metadata: workerMetadata,
    spec: {
      ...workerPods,
      ...egress,
      ingress: [
        when(metrics.enabled, [
          from(networkPolicy.monitoringPeers, [{ port: metrics.workerPort, protocol: 'TCP' }]),
        ]),
      ],
    },
  },
  { when: networkPolicy.enabled, comment: 'Monitoring reaches the workers.' },
)

const { metadata: beatMetadata, ...beatPods } = selects('beat')
const beatPolicy = resource(
  'beat/networkpolicy',
  { kind: 'NetworkPolicy', metadata: beatMetadata, spec: { ...beatPods, ...egress, ingress: [] } },
  { when: networkPolicy.enabled, comment: 'Nobody reaches beat.' },
)

export const networkPolicies = [webPolicy, workerPolicy, beatPolicy]

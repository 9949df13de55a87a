import type { KubeObject } from '@seaworthy/kube'
import { deploymentRef, type Scenario, type Step } from '../scenario.ts'
import { deployment } from './rollouts.ts'

function scale(name: string, replicas: number): Step {
  return { do: 'change', ref: deploymentRef('web', name), merge: { spec: { replicas } } }
}

function cost(pod: `p${number}`, value: string): Step {
  const annotations = { 'controller.kubernetes.io/pod-deletion-cost': value }
  return { do: 'change-pod', pod, merge: { metadata: { annotations } } }
}

export function budget(namespace: string, spec: object): KubeObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace },
    spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
  }
}

function service(namespace: string, targetPort: number | string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace },
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort }] },
  }
}

const ports = {
  containers: [{ name: 'web', image: 'web:1', ports: [{ name: 'http', containerPort: 8080 }] }],
}
const STAYS = { 'kwok.seaworthy.dev/stops-after': 'never' }

export const pods: readonly Scenario[] = [
  {
    name: 'scale-down-order',
    fact: 'scaling down takes the unready pod first, then the cheapest',
    tracksPods: true,
    steps: [
      { do: 'create', object: deployment('scale-down-order', { replicas: 5 }) },
      { do: 'play' },
      { do: 'unready', pod: 'p3' },
      cost('p1', '7'),
      cost('p2', '-5'),
      cost('p4', '3'),
      { do: 'settle' },
      scale('scale-down-order', 4),
      { do: 'settle' },
      scale('scale-down-order', 3),
      { do: 'settle' },
      scale('scale-down-order', 1),
      { do: 'settle' },
    ],
  },
  {
    name: 'pod-without-account',
    fact: 'a pod whose ServiceAccount is missing is refused, and the Deployment says so',
    steps: [
      {
        do: 'create',
        object: deployment('pod-without-account', { replicas: 2, pod: { serviceAccountName: 'absent' } }),
      },
      {
        do: 'await',
        ref: deploymentRef('web', 'pod-without-account'),
        condition: 'ReplicaFailure',
        status: 'True',
        atMostMs: 20_000,
      },
      { do: 'settle' },
      {
        do: 'create',
        object: {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: 'absent', namespace: 'pod-without-account' },
        },
      },
      { do: 'play' },
    ],
    quietMs: 4000,
  },
  {
    name: 'pod-replaced',
    fact: 'a deleted pod is replaced at once, while it is still terminating',
    steps: [
      { do: 'create', object: deployment('pod-replaced', { replicas: 2, annotations: STAYS }) },
      { do: 'play' },
      { do: 'delete-pod', pod: 'p1' },
      { do: 'settle' },
      { do: 'play' },
    ],
  },
  {
    name: 'pod-quarantined',
    fact: 'a pod whose label is changed is let go and replaced',
    steps: [
      { do: 'create', object: deployment('pod-quarantined', { replicas: 2 }) },
      { do: 'play' },
      { do: 'change-pod', pod: 'p1', merge: { metadata: { labels: { app: 'held-for-study' } } } },
      { do: 'play' },
    ],
  },
  {
    name: 'evict-within-budget',
    fact: 'an eviction is accepted while the budget allows it and refused when it is used up',
    tracksPods: true,
    steps: [
      { do: 'create', object: deployment('evict-within-budget', { replicas: 3, annotations: STAYS }) },
      { do: 'create', object: budget('evict-within-budget', { minAvailable: 2 }) },
      { do: 'play' },
      { do: 'evict', pod: 'p1' },
      { do: 'settle' },
      { do: 'evict', pod: 'p2' },
      { do: 'settle' },
      { do: 'play' },
      { do: 'evict', pod: 'p2' },
      { do: 'settle' },
    ],
  },
  {
    name: 'evict-never',
    fact: 'a budget of one on one replica forbids every eviction',
    steps: [
      { do: 'create', object: deployment('evict-never', { replicas: 1 }) },
      { do: 'create', object: budget('evict-never', { minAvailable: 1 }) },
      { do: 'play' },
      { do: 'evict', pod: 'p1' },
      { do: 'settle' },
    ],
  },
  {
    name: 'evict-percent',
    fact: 'maxUnavailable 25% of three rounds up to one, where a Deployment would round to none',
    steps: [
      { do: 'create', object: deployment('evict-percent', { replicas: 3 }) },
      { do: 'create', object: budget('evict-percent', { maxUnavailable: '25%' }) },
      { do: 'play' },
      { do: 'evict', pod: 'p1' },
      { do: 'play' },
    ],
  },
  {
    name: 'evict-unready',
    fact: 'an unready pod may be evicted when enough others are healthy, and not when they are not',
    steps: [
      { do: 'create', object: deployment('evict-unready', { replicas: 3 }) },
      { do: 'create', object: budget('evict-unready', { minAvailable: 2 }) },
      { do: 'play' },
      { do: 'unready', pod: 'p1' },
      { do: 'settle' },
      { do: 'evict', pod: 'p2' },
      { do: 'evict', pod: 'p1' },
      { do: 'play' },
      { do: 'unready', pod: 'p2' },
      { do: 'unready', pod: 'p3' },
      { do: 'settle' },
      { do: 'evict', pod: 'p2' },
      { do: 'settle' },
    ],
  },
  {
    name: 'endpoints',
    fact: 'an endpoint serves while it is ready, is not ready while it terminates, and goes with the pod',
    steps: [
      { do: 'create', object: service('endpoints', 'http') },
      { do: 'create', object: deployment('endpoints', { replicas: 2, annotations: STAYS, pod: ports }) },
      { do: 'play' },
      { do: 'unready', pod: 'p1' },
      { do: 'settle' },
      { do: 'delete-pod', pod: 'p2' },
      { do: 'settle' },
      { do: 'play' },
    ],
  },
  {
    name: 'endpoints-lost-port',
    fact: 'a Service whose port name no pod has keeps its addresses and loses its ports',
    steps: [
      { do: 'create', object: service('endpoints-lost-port', 'htpp') },
      { do: 'create', object: deployment('endpoints-lost-port', { replicas: 1, pod: ports }) },
      { do: 'play' },
    ],
  },
]

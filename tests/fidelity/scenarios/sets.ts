import type { Json, KubeObject, ObjectRef } from '@seaworthy/kube'
import { HELD, type Scenario, type Step } from '../scenario.ts'
import { deployment } from './rollouts.ts'

const stuck = { 'story.seaworthy.dev/stuck': 'true' }

function set(kind: 'StatefulSet' | 'DaemonSet', namespace: string, spec: Json): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'db', namespace },
    spec: {
      selector: { matchLabels: { app: 'db' } },
      ...(kind === 'StatefulSet' ? { serviceName: 'db' } : {}),
      ...spec,
      template: {
        metadata: { labels: { app: 'db' }, annotations: HELD },
        spec: { containers: [{ name: 'db', image: 'db:1' }] },
      },
    },
  }
}

function change(kind: 'StatefulSet' | 'DaemonSet', namespace: string, merge: Json): Step {
  const ref: ObjectRef = { apiVersion: 'apps/v1', kind, name: 'db', namespace }
  return { do: 'change', ref, merge }
}

function template(image: string, annotations: Json = {}): Json {
  return { spec: { template: { metadata: { annotations }, spec: { containers: [{ name: 'db', image }] } } } }
}

export const sets: readonly Scenario[] = [
  {
    name: 'set-ordered',
    fact: 'a StatefulSet comes up one by one, updates from the highest down, and shrinks from the highest',
    steps: [
      { do: 'create', object: set('StatefulSet', 'set-ordered', { replicas: 3 }) },
      { do: 'play' },
      change('StatefulSet', 'set-ordered', template('db:2')),
      { do: 'play' },
      change('StatefulSet', 'set-ordered', { spec: { replicas: 1 } }),
      { do: 'play' },
    ],
  },
  {
    name: 'set-parallel',
    fact: 'under Parallel all pods come at once, and an update still takes one at a time',
    steps: [
      {
        do: 'create',
        object: set('StatefulSet', 'set-parallel', { replicas: 3, podManagementPolicy: 'Parallel' }),
      },
      { do: 'play' },
      change('StatefulSet', 'set-parallel', template('db:2')),
      { do: 'play' },
    ],
  },
  {
    name: 'set-partition',
    fact: 'below the partition nothing is updated, and a pod deleted there comes back as it was',
    steps: [
      {
        do: 'create',
        object: set('StatefulSet', 'set-partition', {
          replicas: 3,
          updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } },
        }),
      },
      { do: 'play' },
      change('StatefulSet', 'set-partition', template('db:2')),
      { do: 'play' },
      { do: 'delete-pod', pod: 'p1' },
      { do: 'play' },
    ],
  },
  {
    name: 'set-broken-update',
    fact: 'a broken pod of an update blocks its own correction until somebody deletes it',
    steps: [
      { do: 'create', object: set('StatefulSet', 'set-broken-update', { replicas: 2 }) },
      { do: 'play' },
      change('StatefulSet', 'set-broken-update', template('db:broken', stuck)),
      { do: 'play' },
      change('StatefulSet', 'set-broken-update', template('db:3', { 'story.seaworthy.dev/stuck': null })),
      { do: 'play' },
      { do: 'delete', ref: { apiVersion: 'v1', kind: 'Pod', name: 'db-1', namespace: 'set-broken-update' } },
      { do: 'play' },
    ],
  },
  {
    name: 'daemons',
    fact: 'one pod on each of three nodes, updated one node at a time',
    steps: [
      { do: 'create', object: set('DaemonSet', 'daemons', {}) },
      { do: 'play' },
      change('DaemonSet', 'daemons', template('db:2')),
      { do: 'play' },
    ],
  },
  {
    name: 'autoscaler-least',
    fact: 'an autoscaler without metrics raises its target to the least count, fifteen seconds after it was created',
    quietMs: 3000,
    steps: [
      { do: 'create', object: deployment('autoscaler-least', { replicas: 1 }) },
      {
        do: 'create',
        object: {
          apiVersion: 'autoscaling/v2',
          kind: 'HorizontalPodAutoscaler',
          metadata: { name: 'web', namespace: 'autoscaler-least' },
          spec: {
            scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
            minReplicas: 2,
            maxReplicas: 4,
          },
        },
      },
      { do: 'settle' },
      { do: 'sleep', ms: 16_000 },
      { do: 'settle' },
      { do: 'sleep', ms: 12_000 },
      { do: 'settle' },
    ],
  },
]

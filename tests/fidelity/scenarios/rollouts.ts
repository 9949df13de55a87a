import type { Json, KubeObject } from '@seaworthy/kube'
import { deploymentRef, HELD, type Scenario, type Step } from '../scenario.ts'

export interface Shape {
  readonly replicas: number
  readonly spec?: Json
  readonly annotations?: Readonly<Record<string, string>>
  readonly pod?: Json
}

export function deployment(namespace: string, { replicas, spec, annotations, pod }: Shape): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      ...spec,
      template: {
        metadata: { labels: { app: 'web' }, annotations: { ...HELD, ...annotations } },
        spec: { containers: [{ name: 'web', image: 'web:1' }], ...pod },
      },
    },
  }
}

export function image(tag: string): Json {
  return { spec: { template: { spec: { containers: [{ name: 'web', image: `web:${tag}` }] } } } }
}

function rolling(maxSurge: number | string, maxUnavailable: number | string): Json {
  return { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } }
}

function rollout(name: string, fact: string, replicas: number, spec: Json): Scenario {
  return {
    name,
    fact,
    steps: [
      { do: 'create', object: deployment(name, { replicas, spec }) },
      { do: 'play' },
      { do: 'change', ref: deploymentRef('web', name), merge: image('2') },
      { do: 'play' },
    ],
  }
}

/** Holds terminating pods until the story lets them go. */
const STAYS = { 'kwok.seaworthy.dev/stops-after': 'never' }

function change(name: string, merge: Json): Step {
  return { do: 'change', ref: deploymentRef('web', name), merge }
}

export const rollouts: readonly Scenario[] = [
  rollout(
    'roll-quarter-of-3',
    'a quarter of three: surge rounds up to 1, unavailable down to 0',
    3,
    rolling('25%', '25%'),
  ),
  rollout('roll-5-s2-u1', 'surge 2 and unavailable 1 of five', 5, rolling(2, 1)),
  rollout('roll-4-s0-u1', 'without surge an old pod goes first', 4, rolling(0, 1)),
  rollout(
    'roll-1-rescue',
    'surge 0 and a percentage that rounds to nothing: one may be missing',
    1,
    rolling(0, '1%'),
  ),
  rollout('roll-7-percent', '30% and 45% of seven', 7, rolling('30%', '45%')),
  rollout('roll-2-half', 'half of two may be missing, half may surge', 2, rolling('50%', '50%')),
  {
    name: 'roll-min-ready',
    fact: 'a pod counts as available minReadySeconds after it is ready, and only then the rollout goes on',
    steps: [
      {
        do: 'create',
        object: deployment('roll-min-ready', {
          replicas: 2,
          spec: { ...rolling(1, 0), minReadySeconds: 12 },
        }),
      },
      { do: 'play' },
      { do: 'sleep', ms: 14_000 },
      { do: 'settle' },
      change('roll-min-ready', image('2')),
      { do: 'play', atMost: 1 },
      { do: 'sleep', ms: 14_000 },
      { do: 'settle' },
    ],
  },
  {
    name: 'roll-recreate',
    fact: 'Recreate: no new pod before every old one is gone, terminating ones included',
    steps: [
      {
        do: 'create',
        object: deployment('roll-recreate', {
          replicas: 3,
          spec: { strategy: { type: 'Recreate' } },
          annotations: STAYS,
        }),
      },
      { do: 'play' },
      change('roll-recreate', image('2')),
      { do: 'play' },
    ],
  },
  {
    name: 'roll-terminating',
    fact: 'terminating pods do not hold a rolling update up and are counted by themselves',
    steps: [
      {
        do: 'create',
        object: deployment('roll-terminating', { replicas: 3, spec: rolling(1, 0), annotations: STAYS }),
      },
      { do: 'play' },
      change('roll-terminating', image('2')),
      { do: 'play' },
    ],
  },
  {
    name: 'roll-over-and-back',
    fact: 'a second change in the middle of a rollout, and then back to the first template',
    steps: [
      { do: 'create', object: deployment('roll-over-and-back', { replicas: 4, spec: rolling(1, 1) }) },
      { do: 'play' },
      change('roll-over-and-back', image('2')),
      { do: 'play', atMost: 2 },
      change('roll-over-and-back', image('3')),
      { do: 'play', atMost: 2 },
      change('roll-over-and-back', image('1')),
      { do: 'play' },
    ],
  },
  {
    name: 'roll-broken-pods-first',
    fact: 'old pods that are not available go first',
    steps: [
      { do: 'create', object: deployment('roll-broken-pods-first', { replicas: 4, spec: rolling(1, 1) }) },
      { do: 'play' },
      { do: 'unready', pod: 'p2' },
      { do: 'settle' },
      change('roll-broken-pods-first', {
        spec: {
          template: {
            metadata: { annotations: { 'story.seaworthy.dev/stuck': 'true' } },
            spec: { containers: [{ name: 'web', image: 'web:2' }] },
          },
        },
      }),
      { do: 'settle' },
    ],
  },
  {
    name: 'roll-history',
    fact: 'only revisionHistoryLimit old ReplicaSets stay',
    steps: [
      {
        do: 'create',
        object: deployment('roll-history', {
          replicas: 1,
          spec: { ...rolling(1, 0), revisionHistoryLimit: 1 },
        }),
      },
      { do: 'play' },
      ...['2', '3', '4'].flatMap((tag): Step[] => [change('roll-history', image(tag)), { do: 'play' }]),
    ],
  },
  {
    name: 'roll-paused',
    fact: 'a paused Deployment scales but does not roll, and rolls when it is resumed',
    steps: [
      { do: 'create', object: deployment('roll-paused', { replicas: 2, spec: rolling(1, 0) }) },
      { do: 'play' },
      change('roll-paused', { spec: { ...image('2').spec, paused: true } }),
      { do: 'settle' },
      change('roll-paused', { spec: { replicas: 3 } }),
      { do: 'play' },
      change('roll-paused', { spec: { paused: null } }),
      { do: 'play' },
    ],
  },
  {
    name: 'roll-proportional',
    fact: 'scaling in the middle of a rollout is shared out in proportion',
    steps: [
      { do: 'create', object: deployment('roll-proportional', { replicas: 6, spec: rolling(2, 0) }) },
      { do: 'play' },
      change('roll-proportional', image('2')),
      { do: 'play', atMost: 2 },
      change('roll-proportional', { spec: { replicas: 12 } }),
      { do: 'play', atMost: 0 },
      change('roll-proportional', { spec: { replicas: 5 } }),
      { do: 'play', atMost: 0 },
      { do: 'play' },
    ],
  },
  {
    name: 'roll-deadline',
    fact: 'a rollout without progress is reported after progressDeadlineSeconds, and stays as it is',
    steps: [
      {
        do: 'create',
        object: deployment('roll-deadline', {
          replicas: 2,
          spec: { ...rolling(1, 0), progressDeadlineSeconds: 4 },
        }),
      },
      { do: 'play' },
      change('roll-deadline', {
        spec: {
          template: {
            metadata: { annotations: { 'story.seaworthy.dev/stuck': 'true' } },
            spec: { containers: [{ name: 'web', image: 'web:2' }] },
          },
        },
      }),
      { do: 'settle' },
      {
        do: 'await',
        ref: deploymentRef('web', 'roll-deadline'),
        condition: 'Progressing',
        status: 'False',
        atMostMs: 20_000,
        timed: true,
      },
      { do: 'settle' },
      change('roll-deadline', {
        spec: {
          template: {
            metadata: { annotations: { 'story.seaworthy.dev/stuck': null } },
            spec: { containers: [{ name: 'web', image: 'web:1' }] },
          },
        },
      }),
      { do: 'play' },
    ],
  },
]

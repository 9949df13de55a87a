import type { Json, KubeObject } from '@seaworthy/kube'
import { HELD, jobRef, type Scenario } from '../scenario.ts'

/** How the pods of a Job end, by themselves. */
interface Ending {
  readonly exitCode?: string
  readonly endsAfter?: string
}

function job(
  namespace: string,
  spec: Json,
  { exitCode = '0', endsAfter = '1s' }: Ending,
  pod: Json = {},
): KubeObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'task', namespace },
    spec: {
      ...spec,
      template: {
        metadata: {
          annotations: {
            'kwok.seaworthy.dev/ends-after': endsAfter,
            'kwok.seaworthy.dev/exit-code': exitCode,
          },
        },
        spec: { restartPolicy: 'Never', containers: [{ name: 'task', image: 'task:1' }], ...pod },
      },
    },
  }
}

/** Counts may be written in one step or in two when pods end in the same second. */
const quietMs = 2500

function untilEnd(name: string, condition: string, atMostMs: number, timed = true): Scenario['steps'] {
  return [
    { do: 'await', ref: jobRef('task', name), condition, status: 'True', atMostMs, timed },
    { do: 'settle' },
  ]
}

export const jobs: readonly Scenario[] = [
  {
    name: 'job-completes',
    fact: 'a Job succeeds: first SuccessCriteriaMet, then Complete',
    quietMs,
    steps: [
      { do: 'create', object: job('job-completes', {}, {}) },
      ...untilEnd('job-completes', 'Complete', 30_000),
    ],
  },
  {
    name: 'job-completions',
    fact: 'three completions, one after another',
    quietMs,
    steps: [
      { do: 'create', object: job('job-completions', { completions: 3, parallelism: 1 }, {}) },
      ...untilEnd('job-completions', 'Complete', 60_000),
    ],
  },
  {
    name: 'job-fails-at-once',
    fact: 'backoffLimit 0: the first failure ends the Job',
    quietMs,
    steps: [
      { do: 'create', object: job('job-fails-at-once', { backoffLimit: 0 }, { exitCode: '3' }) },
      ...untilEnd('job-fails-at-once', 'Failed', 30_000),
    ],
  },
  {
    name: 'job-backs-off',
    fact: 'backoffLimit 2: three failures, 10 s and 20 s apart',
    quietMs,
    steps: [
      { do: 'create', object: job('job-backs-off', { backoffLimit: 2 }, { exitCode: '1' }) },
      ...untilEnd('job-backs-off', 'Failed', 90_000),
    ],
  },
  {
    name: 'job-deadline',
    fact: 'activeDeadlineSeconds ends a Job that still runs, and deletes its pod',
    quietMs,
    steps: [
      {
        do: 'create',
        object: job('job-deadline', { activeDeadlineSeconds: 4, backoffLimit: 6 }, { endsAfter: 'never' }),
      },
      ...untilEnd('job-deadline', 'Failed', 30_000),
    ],
  },
  {
    name: 'job-without-account',
    fact: 'a Job whose ServiceAccount is missing never gets a pod and says nothing of it in its status',
    quietMs,
    steps: [
      { do: 'create', object: job('job-without-account', {}, {}, { serviceAccountName: 'absent' }) },
      { do: 'settle' },
      {
        do: 'create',
        object: {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: 'absent', namespace: 'job-without-account' },
        },
      },
      ...untilEnd('job-without-account', 'Complete', 60_000, false),
    ],
  },
  {
    name: 'job-suspended',
    fact: 'suspending deletes the running pod without counting a failure; resuming starts over',
    quietMs,
    steps: [
      { do: 'create', object: job('job-suspended', {}, { endsAfter: '6s' }) },
      { do: 'settle' },
      { do: 'change', ref: jobRef('task', 'job-suspended'), merge: { spec: { suspend: true } } },
      { do: 'settle' },
      { do: 'change', ref: jobRef('task', 'job-suspended'), merge: { spec: { suspend: false } } },
      ...untilEnd('job-suspended', 'Complete', 60_000, false),
    ],
  },
  {
    name: 'job-pod-deleted',
    fact: 'a deleted pod counts as failed and is replaced after the back-off',
    quietMs,
    steps: [
      {
        do: 'create',
        object: heldJob('job-pod-deleted'),
      },
      { do: 'play' },
      { do: 'delete-pod', pod: 'p1' },
      { do: 'settle' },
      {
        do: 'await',
        ref: jobRef('task', 'job-pod-deleted'),
        condition: 'Failed',
        status: 'True',
        atMostMs: 60_000,
      },
      { do: 'settle' },
    ],
  },
]

/** Its pods run until somebody deletes them. */
function heldJob(namespace: string): KubeObject {
  const object = job(namespace, { backoffLimit: 0 }, { endsAfter: 'never' })
  const { template } = object.spec
  const annotations = { ...template.metadata.annotations, ...HELD }
  return { ...object, spec: { ...object.spec, template: { ...template, metadata: { annotations } } } }
}

import type { Json, KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { parseTimestamp } from '../../timestamp.ts'
import { finishTime, jobFinishTime } from './finish-time.ts'

function pod(metadata: Json, status: Json, spec: Json = {}): KubeObject {
  const creationTimestamp = '2026-01-01T00:00:00Z'
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', creationTimestamp, ...metadata },
    spec,
    status,
  }
}

const ended = (name: string, finishedAt: string) => ({ name, state: { terminated: { finishedAt } } })

test('the last container decides, sidecars included and other init containers not', () => {
  const status = {
    containerStatuses: [ended('a', '2026-01-01T00:00:05Z'), ended('b', '2026-01-01T00:00:07Z')],
    initContainerStatuses: [ended('setup', '2026-01-01T00:00:59Z'), ended('proxy', '2026-01-01T00:00:09Z')],
  }
  const initContainers = [{ name: 'setup' }, { name: 'proxy', restartPolicy: 'Always' }]
  expect(finishTime(pod({}, status, { initContainers }))).toBe(parseTimestamp('2026-01-01T00:00:09Z'))
})

test('else the end of readiness, else the start of the deletion, else the creation', () => {
  const unready = { type: 'Ready', status: 'False', lastTransitionTime: '2026-01-01T00:00:20Z' }
  const deletion = { deletionTimestamp: '2026-01-01T00:01:00Z', deletionGracePeriodSeconds: 30 }
  expect(finishTime(pod(deletion, { conditions: [unready] }))).toBe(parseTimestamp('2026-01-01T00:00:20Z'))
  expect(finishTime(pod(deletion, {}))).toBe(parseTimestamp('2026-01-01T00:00:30Z'))
  expect(finishTime(pod({}, { containerStatuses: [{ name: 'a', state: { running: {} } }] }))).toBe(
    parseTimestamp('2026-01-01T00:00:00Z'),
  )
})

test('a Job ends with its terminal condition', () => {
  const conditions = [
    { type: 'FailureTarget', status: 'True', lastTransitionTime: '2026-01-01T00:00:01Z' },
    { type: 'Failed', status: 'True', lastTransitionTime: '2026-01-01T00:00:03Z' },
  ]
  expect(jobFinishTime(pod({}, { conditions }))).toBe(parseTimestamp('2026-01-01T00:00:03Z'))
  expect(jobFinishTime(pod({}, { conditions: conditions.slice(0, 1) }))).toBeUndefined()
})

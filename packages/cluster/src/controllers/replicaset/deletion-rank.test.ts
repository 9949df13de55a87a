import type { KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { formatTimestamp } from '../../timestamp.ts'
import { byActivity, byDeletionRank } from './deletion-rank.ts'

const NOW = 1_800_000_000_000

interface Shape {
  readonly node?: string
  readonly phase?: string
  /** Seconds ago. */
  readonly readyFor?: number
  readonly age?: number
  readonly cost?: string
  readonly restarts?: number
}

function pod(name: string, shape: Shape): KubeObject {
  const { node = 'n1', phase = 'Running', readyFor, age = 1000, cost, restarts = 0 } = shape
  const ready = {
    type: 'Ready',
    status: 'True',
    lastTransitionTime: formatTimestamp(NOW - (readyFor ?? 0) * 1000),
  }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      uid: name,
      creationTimestamp: formatTimestamp(NOW - age * 1000),
      ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: { ...(node === '' ? {} : { nodeName: node }), containers: [] },
    status: {
      phase,
      conditions: readyFor === undefined ? [] : [ready],
      containerStatuses: [{ name: 'c', restartCount: restarts }],
    },
  }
}

function order(pods: readonly KubeObject[], related = pods): string {
  return pods
    .toSorted(byDeletionRank(related, NOW))
    .map((each) => each.metadata.name)
    .join(' ')
}

test.each([
  ['without a node', pod('a', { readyFor: 100 }), pod('b', { node: '', phase: 'Pending' })],
  ['pending', pod('a', {}), pod('b', { phase: 'Pending' })],
  ['not ready', pod('a', { readyFor: 100 }), pod('b', {})],
  ['cheaper', pod('a', { readyFor: 100, cost: '7' }), pod('b', { readyFor: 100, cost: '-3' })],
  ['ready for a shorter time', pod('a', { readyFor: 1000 }), pod('b', { readyFor: 10 })],
  ['restarted more often', pod('a', { readyFor: 9 }), pod('b', { readyFor: 9, restarts: 4 })],
  ['created later', pod('a', { readyFor: 9, age: 1000 }), pod('b', { readyFor: 9, age: 10 })],
])('first goes the one that is %s', (_, later, first) => {
  expect(order([later, first])).toBe('b a')
  expect(order([first, later])).toBe('b a')
})

test('a node with more siblings gives up its pod first', () => {
  const pods = [pod('a', { readyFor: 9, node: 'n1' }), pod('b', { readyFor: 9, node: 'n2' })]
  const sibling = pod('c', { readyFor: 9, node: 'n2' })
  expect(order(pods, [...pods, sibling])).toBe('b a')
})

test('ages of the same power of two are one: the uid decides', () => {
  // 600 s and 900 s lie between the same powers of two of nanoseconds; 900 s and 300 s do not.
  expect(order([pod('b', { readyFor: 600 }), pod('a', { readyFor: 900 })])).toBe('a b')
  expect(order([pod('a', { readyFor: 900 }), pod('b', { readyFor: 300 })])).toBe('b a')
})

test('the order of Jobs compares ages exactly', () => {
  const pods = [pod('a', { readyFor: 900 }), pod('b', { readyFor: 600 })]
  expect(pods.toSorted(byActivity).map((each) => each.metadata.name)).toEqual(['b', 'a'])
})

test('a cost that is not a whole number counts as none', () => {
  const pods = [pod('a', { readyFor: 9, cost: '+9' }), pod('b', { readyFor: 9, cost: '1' })]
  expect(order(pods)).toBe('a b')
})

import { expect, test } from 'vitest'
import { applyStrategicMerge } from './strategic-merge.ts'

const schema = {
  fields: {
    metadata: { fields: { finalizers: { strategy: 'merge' } } },
    spec: {
      fields: {
        containers: {
          strategy: 'merge',
          mergeKey: 'name',
          fields: { ports: { strategy: 'merge', mergeKey: 'containerPort' } },
        },
        strategy: { strategy: 'replace' },
      },
    },
  },
} as const

const pod = {
  metadata: { finalizers: ['a', 'b'], labels: { app: 'web' } },
  spec: {
    containers: [
      { name: 'one', image: 'one:1', args: ['x'] },
      { name: 'two', image: 'two:1', ports: [{ containerPort: 80 }] },
    ],
    tolerations: [{ key: 'k' }],
    strategy: { type: 'RollingUpdate', rollingUpdate: {} },
  },
}

function patched(patch: unknown): typeof pod & Record<string, unknown> {
  const before = JSON.stringify(pod)
  const result = applyStrategicMerge(pod, patch, schema)
  expect(JSON.stringify(pod), 'the target is left alone').toBe(before)
  return result
}

const names = (result: typeof pod) => result.spec.containers.map((container) => container.name)

test('items with the same key are merged, atomic lists and replaced objects are taken whole', () => {
  const result = patched({
    spec: {
      containers: [{ name: 'two', image: 'two:2', ports: [{ containerPort: 81 }] }],
      tolerations: [{ key: 'other' }],
      strategy: { type: 'Recreate' },
    },
  })
  expect(result.spec.containers[1]).toEqual({
    name: 'two',
    image: 'two:2',
    ports: [{ containerPort: 81 }, { containerPort: 80 }],
  })
  expect(result.spec.containers[0]).toEqual(pod.spec.containers[0])
  expect(result.spec.tolerations).toEqual([{ key: 'other' }])
  expect(result.spec.strategy).toEqual({ type: 'Recreate' })
})

test('a new item goes first, unless the patch sets the order', () => {
  const fresh = { name: 'three', image: 'three:1' }
  expect(names(patched({ spec: { containers: [fresh] } }))).toEqual(['three', 'one', 'two'])
  const order = ['one', 'three', 'two'].map((name) => ({ name }))
  const ordered = patched({ spec: { containers: [fresh], '$setElementOrder/containers': order } })
  expect(names(ordered)).toEqual(['one', 'three', 'two'])
})

test('an order alone moves the items', () => {
  const order = ['two', 'one'].map((name) => ({ name }))
  expect(names(patched({ spec: { '$setElementOrder/containers': order } }))).toEqual(['two', 'one'])
})

test('items are deleted, and the whole list replaced, on request', () => {
  expect(names(patched({ spec: { containers: [{ $patch: 'delete', name: 'one' }] } }))).toEqual(['two'])
  const replaced = patched({ spec: { containers: [{ name: 'only' }, { $patch: 'replace' }] } })
  expect(replaced.spec.containers).toEqual([{ name: 'only' }])
})

test('lists of scalars become a union, and lose what is named', () => {
  expect(patched({ metadata: { finalizers: ['c', 'a'] } }).metadata.finalizers).toEqual(['c', 'a', 'b'])
  expect(patched({ metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } }).metadata.finalizers).toEqual(
    ['b'],
  )
})

test('null takes a field away, and is dropped from what is new', () => {
  const result = patched({ metadata: { labels: null, annotations: { a: null, b: '1' } } })
  expect(result.metadata).toEqual({ finalizers: ['a', 'b'], annotations: { b: '1' } })
})

test('an object is replaced, emptied or cut to the kept keys', () => {
  expect(patched({ metadata: { $patch: 'replace', name: 'x' } }).metadata).toEqual({ name: 'x' })
  expect(patched({ metadata: { $patch: 'delete' } }).metadata).toEqual({})
  const kept = patched({ metadata: { $retainKeys: ['labels'], labels: { v: '2' } } })
  expect(kept.metadata).toEqual({ labels: { app: 'web', v: '2' } })
})

test('directives in what is new do not stay', () => {
  const result = applyStrategicMerge(
    {},
    { spec: { containers: [{ $patch: 'delete', name: 'x' }, { name: 'y' }] } },
    schema,
  )
  expect(result).toEqual({ spec: { containers: [{ name: 'y' }] } })
})

test.each([
  [
    { spec: { containers: [{ image: 'n:1' }] } },
    'map: map[image:n:1] does not contain declared merge key: name',
  ],
  [{ spec: { containers: [{ $patch: 'merge', name: 'one' }] } }, 'merging lists cannot yet be specified'],
  [{ spec: { $patch: 'explode' } }, 'unknown patch type: explode in map: map[$patch:explode]'],
  [{ metadata: { $retainKeys: ['a'], b: 1 } }, 'invalid patch format of retainKeys'],
  [{ metadata: { '$setElementOrder/finalizers': 'a' } }, 'invalid patch format of setElementOrder list'],
  ['text', 'a strategic patch is an object'],
])('refuses %j', (patch, message) => {
  expect(() => applyStrategicMerge(pod, patch, schema)).toThrow(message)
})

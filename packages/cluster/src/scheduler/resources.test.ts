import { expect, test } from 'vitest'
import { podRequests } from './resources.ts'

const container = (cpu: string, restartPolicy?: string) => ({
  name: cpu,
  resources: { requests: { cpu } },
  ...(restartPolicy !== undefined && { restartPolicy }),
})

test.each([
  ['the sum of containers', { containers: [container('100m'), container('1')] }, 1100],
  [
    'an init container that asks for more',
    { containers: [container('1')], initContainers: [container('3')] },
    3000,
  ],
  [
    'init containers one at a time',
    { containers: [container('1')], initContainers: [container('2'), container('2')] },
    2000,
  ],
  [
    'a sidecar beside the others',
    { containers: [container('1')], initContainers: [container('500m', 'Always')] },
    1500,
  ],
  [
    'an init container beside the sidecars before it',
    {
      containers: [container('1')],
      initContainers: [container('500m', 'Always'), container('2'), container('1', 'Always')],
    },
    2500,
  ],
  ['overhead', { containers: [container('1')], overhead: { cpu: '250m' } }, 1250],
  ['nothing', { containers: [{ name: 'c' }] }, undefined],
])('%s', (_name, spec, cpu) => {
  expect(podRequests(spec)['cpu']).toBe(cpu)
})

test('memory counts in bytes', () => {
  expect(podRequests({ containers: [{ name: 'c', resources: { requests: { memory: '1Ki' } } }] })).toEqual({
    memory: 1024,
  })
})

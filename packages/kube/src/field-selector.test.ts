import { expect, test } from 'vitest'
import { parseFieldSelector } from './field-selector.ts'

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web-1', namespace: 'shop' },
  spec: { nodeName: 'n1' },
  status: { phase: 'Running' },
}

test.each([
  ['', true],
  ['metadata.name=web-1', true],
  ['metadata.name==web-1,metadata.namespace=shop', true],
  ['status.phase!=Running', false],
  ['spec.nodeName=n1,status.phase!=Failed', true],
  ['spec.hostNetwork=false', true],
  ['status.podIP=', true],
])('field selector %j: %s', (text, expected) => {
  expect(parseFieldSelector(text, pod)(pod)).toBe(expected)
})

test('a Job is selected by how many pods succeeded', () => {
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, status: { succeeded: 1 } }
  expect(parseFieldSelector('status.successful=1', job)(job)).toBe(true)
  expect(parseFieldSelector('status.successful=0', job)({ ...job, status: {} })).toBe(true)
})

test('escaped commas and equals signs belong to the value', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, type: 'a,b=c' }
  expect(parseFieldSelector('type=a\\,b\\=c', secret)(secret)).toBe(true)
})

test('fields that the server does not index are refused in its words', () => {
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap' }
  expect(() => parseFieldSelector('data.a=b', configMap)).toThrow(
    '"data.a" is not a known field selector: only "metadata.name", "metadata.namespace"',
  )
  expect(() => parseFieldSelector('spec.foo=b', pod)).toThrow('field label not supported: spec.foo')
  expect(() => parseFieldSelector('spec.nodeName', pod)).toThrow(
    "invalid selector: 'spec.nodeName'; can't understand 'spec.nodeName'",
  )
})

import { expect, test } from 'vitest'
import { isStatus } from '../status-error.ts'
import { applyJsonPatch } from './json-patch.ts'

const document = { metadata: { labels: { 'a/b': '1', 'c~d': '2' } }, list: ['x', 'y'], spec: { replicas: 2 } }

test.each([
  ['adds a field', { op: 'add', path: '/spec/paused', value: true }, { spec: { replicas: 2, paused: true } }],
  ['adds before an item', { op: 'add', path: '/list/0', value: 'w' }, { list: ['w', 'x', 'y'] }],
  ['adds at the end', { op: 'add', path: '/list/-', value: 'z' }, { list: ['x', 'y', 'z'] }],
  ['adds at the length', { op: 'add', path: '/list/2', value: 'z' }, { list: ['x', 'y', 'z'] }],
  ['removes an item', { op: 'remove', path: '/list/1' }, { list: ['x'] }],
  ['replaces an item', { op: 'replace', path: '/list/1', value: 'Y' }, { list: ['x', 'Y'] }],
  [
    'replaces what is not there',
    { op: 'replace', path: '/spec/new', value: 1 },
    { spec: { replicas: 2, new: 1 } },
  ],
  [
    'unescapes a slash',
    { op: 'remove', path: '/metadata/labels/a~1b' },
    { metadata: { labels: { 'c~d': '2' } } },
  ],
  [
    'unescapes a tilde',
    { op: 'remove', path: '/metadata/labels/c~0d' },
    { metadata: { labels: { 'a/b': '1' } } },
  ],
  ['moves', { op: 'move', from: '/spec/replicas', path: '/list/0' }, { spec: {}, list: [2, 'x', 'y'] }],
  ['copies', { op: 'copy', from: '/list/0', path: '/list/-' }, { list: ['x', 'y', 'x'] }],
  ['tests', { op: 'test', path: '/spec', value: { replicas: 2 } }, {}],
  ['tests absence', { op: 'test', path: '/spec/paused', value: null }, {}],
])('%s', (_what, operation, change) => {
  const before = JSON.stringify(document)
  expect(applyJsonPatch(document, [operation])).toEqual({ ...document, ...change })
  expect(JSON.stringify(document)).toBe(before)
})

test.each([
  { op: 'test', path: '/spec/replicas', value: 3 },
  { op: 'remove', path: '/spec/gone' },
  { op: 'remove', path: '/list/2' },
  { op: 'replace', path: '/list/2', value: 1 },
  { op: 'add', path: '/list/3', value: 1 },
  { op: 'add', path: '/list/01', value: 1 },
  { op: 'add', path: '/no/such/parent', value: 1 },
  { op: 'add', path: '/spec/replicas/deep', value: 1 },
  { op: 'add', path: 'spec', value: 1 },
  { op: 'add', path: '/spec/x' },
  { op: 'copy', from: '/nowhere', path: '/spec/x' },
  { op: 'increment', path: '/spec/replicas', value: 1 },
])('refuses %j as a whole', (operation) => {
  let error: unknown
  try {
    applyJsonPatch(document, [{ op: 'add', path: '/spec/first', value: 1 }, operation])
  } catch (thrown) {
    error = thrown
  }
  expect(isStatus(error, 'Invalid')).toBe(true)
  expect((error as Error).message).toBe('the server rejected our request due to an error in our request')
})

test('a patch that is no list is a bad request', () => {
  expect(() => applyJsonPatch(document, { op: 'add' })).toThrow('error decoding patch')
  const many = Array.from({ length: 10_001 }, () => ({ op: 'test', path: '/spec/replicas', value: 2 }))
  expect(() => applyJsonPatch(document, many)).toThrow('maximum operations')
})

import { DiagnosticError } from '@seaworthy/diagnostics'
import { expect, test } from 'vitest'
import { lookupIn } from './lookup-manifests.ts'

const text = `
apiVersion: v1
kind: ConfigMap
metadata: {name: b}
data: {x: "1"}
---
apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: other}}
  - {apiVersion: v1, kind: Namespace, metadata: {name: city}}
  - {apiVersion: x.org/v1, kind: Boat, metadata: {name: c, namespace: city}}
---
# nothing
`
const answers = lookupIn([{ file: 'm.yaml', text }], 'city')
const lookup = ([apiVersion, kind, namespace, name]: readonly [string, string, string, string]) =>
  answers(apiVersion, kind, namespace, name)

test.each([
  [['v1', 'ConfigMap', 'city', 'b'], { data: { x: '1' }, metadata: { name: 'b', namespace: 'city' } }],
  [['v1', 'ConfigMap', 'other', 'a'], { metadata: { name: 'a', namespace: 'other' } }],
  [['v1', 'Namespace', '', 'city'], { metadata: { name: 'city' } }],
  [['v1', 'Namespace', 'ignored', 'city'], { metadata: { name: 'city' } }],
  [['x.org/v1', 'Boat', 'city', 'c'], { kind: 'Boat' }],
] as const)('%j is one object', (asked, object) => {
  expect(lookup(asked)).toMatchObject(object)
})

test.each([
  [['v1', 'ConfigMap', '', 'b']],
  [['v1', 'ConfigMap', 'city', 'a']],
  [['v2', 'ConfigMap', 'city', 'b']],
  [['x.org/v1', 'Ship', 'city', 'c']],
] as const)('%j is nothing', (asked) => {
  expect(lookup(asked)).toBeUndefined()
})

test.each([
  [['v1', 'ConfigMap', 'city', ''], 'ConfigMapList', ['city/b']],
  [['v1', 'ConfigMap', '', ''], 'ConfigMapList', ['city/b', 'other/a']],
  [['v1', 'Secret', '', ''], 'SecretList', []],
] as const)('%j is a list', (asked, kind, names) => {
  const list = lookup(asked) as {
    kind: string
    items: { metadata: { name: string; namespace: string } }[]
  }
  expect(list.kind).toBe(kind)
  expect(list.items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual(names)
})

test('what is no object is refused', () => {
  expect(() => lookupIn([{ file: 'm.yaml', text: 'a: 1' }], 'city')).toThrow(DiagnosticError)
  expect(() => lookupIn([{ file: 'm.yaml', text: 'a: [' }], 'city')).toThrow(DiagnosticError)
})

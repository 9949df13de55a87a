import { expect, test } from 'vitest'
import { findKind, findResource, groupOf, kindId, kinds, versionOf } from './kinds.ts'

test('a built-in kind is found with its plural, scope and short names', () => {
  expect(findKind({ apiVersion: 'apps/v1', kind: 'Deployment' })).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    plural: 'deployments',
    namespaced: true,
    shortNames: ['deploy'],
    builtIn: true,
  })
  expect(findKind({ apiVersion: 'v1', kind: 'Namespace' })?.namespaced).toBe(false)
})

test('an extension says that Kubernetes does not serve it', () => {
  expect(findKind({ apiVersion: 'route.openshift.io/v1', kind: 'Route' })).toMatchObject({
    builtIn: false,
    namespaced: true,
  })
})

test('versions that are gone and kinds that nobody knows are not found', () => {
  expect(findKind({ apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget' })).toBeUndefined()
  expect(findKind({ apiVersion: 'apps/v1', kind: 'Deploymnet' })).toBeUndefined()
})

test('a resource is found by plural, singular, short name and group', () => {
  for (const name of ['deploy', 'deployments', 'Deployment', 'deployments.apps']) {
    expect(findResource(name)?.kind, name).toBe('Deployment')
  }
  expect(findResource('deployments.batch')).toBeUndefined()
  expect(findResource('events')?.apiVersion).toBe('v1')
  expect(findResource('events.events.k8s.io')?.apiVersion).toBe('events.k8s.io/v1')
})

test('apiVersion is taken apart', () => {
  expect([groupOf('v1'), versionOf('v1')]).toEqual(['', 'v1'])
  expect([groupOf('apps/v1'), versionOf('apps/v1')]).toEqual(['apps', 'v1'])
})

test('no kind is in the tables twice', () => {
  const ids = kinds.map(kindId)
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
})

import { expect, test } from 'vitest'
import { testCluster } from '../../test-cluster.ts'
import { rootCaPublisher, serviceAccountController } from './service-account.ts'

test('every namespace gets its default ServiceAccount and the root certificate, again if they are deleted', () => {
  const cluster = testCluster({ actors: [serviceAccountController(), rootCaPublisher()] })
  cluster.api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'new' } })
  const account = () => cluster.store.get('ServiceAccount', 'new', 'default')
  const certificate = () => cluster.store.get('ConfigMap', 'new', 'kube-root-ca.crt')
  expect(account()).toBeUndefined()
  cluster.runUntil(() => false, cluster.now() + 1_000)
  const first = account()
  expect(first?.metadata.uid).toBeDefined()
  expect(certificate()?.data).toHaveProperty('ca.crt')
  cluster.api.delete({ apiVersion: 'v1', kind: 'ServiceAccount', name: 'default', namespace: 'new' })
  cluster.runUntil(() => false, cluster.now() + 1_000)
  expect(account()?.metadata.uid).not.toBe(first?.metadata.uid)
})

import type { Json, KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { testCluster } from '../test-cluster.ts'

const home = { namespace: 'default' }
const apps: Json = { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['*'], resources: ['deployments'] }

function configuration(webhook: Json, kind = 'ValidatingWebhookConfiguration'): KubeObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind,
    metadata: { name: 'w' },
    webhooks: [
      {
        name: 'w.example.org',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        clientConfig: { url: 'https://w.example.org' },
        ...webhook,
      },
    ],
  }
}

const web: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' }, ...home },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'c' }] } },
  },
}
const webRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', ...home }

function told(webhook: Json, act: (api: ReturnType<typeof testCluster>['api']) => void): string[] {
  const cluster = testCluster()
  cluster.api.create(web)
  cluster.api.create(configuration(webhook))
  expect([...cluster.unknowns.values()]).toEqual([])
  act(cluster.api)
  return [...cluster.unknowns.values()].map(({ message }) => message)
}

const second = { ...web, metadata: { ...web.metadata, name: 'second' } }

test('a webhook that a request concerns is named, with what is missing', () => {
  expect(told({ rules: [apps] }, (api) => api.create(second))).toEqual([
    'ValidatingWebhookConfiguration w: the cluster calls no webhooks, and this one is for deployments: what they would refuse is let through',
  ])
})

test.each<[string, Json, boolean]>([
  ['its kind', { rules: [apps] }, true],
  ['another version', { rules: [{ ...apps, apiVersions: ['v1beta1'] }] }, true],
  ['everything', { rules: [{ ...apps, apiGroups: ['*'], resources: ['*/*'] }] }, true],
  ['another group', { rules: [{ ...apps, apiGroups: ['example.org'] }] }, false],
  ['another kind', { rules: [{ ...apps, resources: ['statefulsets'] }] }, false],
  ['a subresource', { rules: [{ ...apps, resources: ['deployments/scale'] }] }, false],
  ['its subresources', { rules: [{ ...apps, resources: ['deployments/*'] }] }, false],
  ['another operation', { rules: [{ ...apps, operations: ['UPDATE', 'DELETE'] }] }, false],
  ['kinds without namespaces', { rules: [{ ...apps, resources: ['*'], scope: 'Cluster' }] }, false],
  ['kinds in namespaces', { rules: [{ ...apps, resources: ['*'], scope: 'Namespaced' }] }, true],
  ['its labels', { rules: [apps], objectSelector: { matchLabels: { app: 'web' } } }, true],
  ['other labels', { rules: [apps], objectSelector: { matchLabels: { app: 'db' } } }, false],
  [
    'its namespace',
    { rules: [apps], namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'default' } } },
    true,
  ],
  ['other namespaces', { rules: [apps], namespaceSelector: { matchLabels: { team: 'a' } } }, false],
  ['nothing', {}, false],
])('a webhook for %s is asked about a new Deployment: %#', (_what, webhook, expected) => {
  expect(told(webhook, (api) => api.create(second)).length > 0).toBe(expected)
})

test.each(['UPDATE', 'DELETE'])('%s is told', (operation) => {
  const webhook = { rules: [{ ...apps, operations: [operation] }] }
  const update = told(webhook, (api) => api.update({ ...web, spec: { ...web.spec, replicas: 3 } }))
  const remove = told(webhook, (api) => api.delete(webRef))
  expect([update.length, remove.length]).toEqual(operation === 'UPDATE' ? [1, 0] : [0, 1])
})

test('configurations of webhooks are never asked about', () => {
  const everything = { ...apps, apiGroups: ['*'], resources: ['*'] }
  expect(
    told({ rules: [everything] }, (api) =>
      api.create(configuration({ rules: [everything] }, 'MutatingWebhookConfiguration')),
    ),
  ).toEqual([])
})

test('an eviction is a subresource of the pod', () => {
  const cluster = testCluster()
  cluster.api.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', ...home },
    spec: { containers: [{ name: 'c', image: 'c' }] },
  })
  const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods/eviction'] }
  cluster.api.create(configuration({ rules: [rule] }))
  cluster.api.evict({ apiVersion: 'v1', kind: 'Pod', name: 'p', ...home })
  expect(cluster.unknowns.size).toBe(1)
})

import { expect, test } from 'vitest'
import { crdSchema } from './crd-schema.ts'
import { findSchema, type Schema } from './schema.ts'
import { validateSchema } from './validate-schema.ts'

function schemaOf(apiVersion: string, kind: string): Schema {
  const found = findSchema({ apiVersion, kind })
  if (found === undefined) throw new Error(`no schema of ${kind}`)
  return found
}

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', creationTimestamp: null },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [{ name: 'web', image: 'web:1', resources: { limits: { cpu: '500m', memory: 64 } } }],
      },
    },
  },
}

test('nothing is found in a good Deployment', () => {
  expect(validateSchema(deployment, schemaOf('apps/v1', 'Deployment'))).toEqual([])
})

test('everything wrong is found, each with its place', () => {
  const broken = {
    ...deployment,
    spec: {
      ...deployment.spec,
      replicas: '2',
      template: {
        spec: {
          containers: [
            { name: 'web', imagePullpolicy: 'Always', ports: [{ containerPort: 80, protocol: 'HTTP' }] },
          ],
          terminationGracePeriodSeconds: 1.5,
          nodeSelector: { disk: true },
        },
      },
    },
  }
  const found = validateSchema(broken, schemaOf('apps/v1', 'Deployment'))
  expect(found.map(({ field, kind }) => [field, kind])).toEqual([
    ['spec.replicas', 'wrong-type'],
    ['spec.template.spec.containers[0].imagePullpolicy', 'unknown-field'],
    ['spec.template.spec.containers[0].ports[0].protocol', 'not-allowed'],
    ['spec.template.spec.terminationGracePeriodSeconds', 'wrong-type'],
    ['spec.template.spec.nodeSelector.disk', 'wrong-type'],
  ])
  expect(found[0]?.message).toBe('expected a whole number, found "2"')
})

test('a missing field is found where the schema requires it', () => {
  expect(validateSchema({ spec: { replicas: 1 } }, schemaOf('apps/v1', 'Deployment'))).toMatchObject([
    { field: 'spec.selector', kind: 'missing-field' },
    { field: 'spec.template', kind: 'missing-field' },
  ])
})

test('quantities, times and int-or-string have their own rules', () => {
  const budget = schemaOf('policy/v1', 'PodDisruptionBudget')
  expect(validateSchema({ spec: { minAvailable: '50%' } }, budget)).toEqual([])
  expect(validateSchema({ spec: { minAvailable: 0.5 } }, budget)).toMatchObject([{ kind: 'wrong-type' }])
  const claim = schemaOf('v1', 'PersistentVolumeClaim')
  expect(validateSchema({ spec: { resources: { requests: { storage: '8GB' } } } }, claim)).toMatchObject([
    { field: 'spec.resources.requests.storage', expected: 'a quantity' },
  ])
  const metadata = { metadata: { creationTimestamp: 'yesterday' } }
  expect(validateSchema(metadata, claim)).toMatchObject([{ field: 'metadata.creationTimestamp' }])
})

test('bundled extensions are known: Route, ServiceMonitor, PrometheusRule', () => {
  const route = schemaOf('route.openshift.io/v1', 'Route')
  const good = {
    metadata: { name: 'r' },
    spec: { to: { kind: 'Service', name: 'web' }, tls: { termination: 'edge' } },
  }
  expect(validateSchema(good, route)).toEqual([])
  const bad = { spec: { to: { kind: 'Pod', name: 'web', weight: 300 }, tls: {}, hostname: 'x' } }
  expect(validateSchema(bad, route).map(({ field, kind }) => `${field} ${kind}`)).toEqual([
    'spec.to.kind not-allowed',
    'spec.to.weight out-of-range',
    'spec.tls.termination missing-field',
    'spec.hostname unknown-field',
  ])
  const monitor = schemaOf('monitoring.coreos.com/v1', 'ServiceMonitor')
  const endpoints = [{ interval: '30 seconds' }]
  expect(validateSchema({ spec: { endpoints, selector: {} } }, monitor)).toMatchObject([
    { field: 'spec.endpoints[0].interval', kind: 'malformed' },
  ])
})

test('a definition of a custom resource gives a schema of its own', () => {
  const schema = crdSchema({
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        required: ['size'],
        properties: {
          size: { type: 'integer', minimum: 1, maximum: 9 },
          port: { 'x-kubernetes-int-or-string': true },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
          raw: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        },
      },
    },
  })
  expect(
    validateSchema({ spec: { size: 3, port: 'http', labels: { a: 'b' }, raw: { x: 1 } } }, schema),
  ).toEqual([])
  expect(validateSchema({ metadata: { nam: 'x' }, spec: { labels: { a: 1 } } }, schema)).toMatchObject([
    { field: 'metadata.nam', kind: 'unknown-field' },
    { field: 'spec.labels.a', kind: 'wrong-type' },
    { field: 'spec.size', kind: 'missing-field' },
  ])
  expect(validateSchema({ spec: { size: 10 } }, schema)).toMatchObject([{ message: '10 is more than 9' }])
})

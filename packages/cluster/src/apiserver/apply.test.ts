import fc from 'fast-check'
import type { Json, KubeObject, ObjectRef } from '@seaworthy/kube'
import { StatusError } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import type { Cluster } from '../cluster.ts'
import { testCluster } from '../test-cluster.ts'

const ref: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: 'default' }

function deployment(spec: Json, metadata: Json = {}): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', ...metadata },
    spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
  }
}

function withContainers(containers: readonly Json[], spec: Json = {}, metadata: Json = {}): KubeObject {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers } }
  return deployment({ ...spec, template }, metadata)
}

function apply(cluster: Cluster, object: KubeObject, fieldManager = 'helm', force = false): KubeObject {
  return cluster.api.handle({ verb: 'apply', object, options: { fieldManager, force } }) as KubeObject
}

function patch(cluster: Cluster, change: Json, fieldManager: string): KubeObject {
  const options = { fieldManager }
  return cluster.api.handle({ verb: 'patch', ref, type: 'strategic', patch: change, options }) as KubeObject
}

function refusal(action: () => unknown): StatusError {
  try {
    action()
  } catch (error) {
    if (error instanceof StatusError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

const web = { name: 'web', image: 'web:1', env: [{ name: 'A', value: '1' }] }

test('applying creates, and applying the same again writes nothing', () => {
  const cluster = testCluster()
  const first = apply(cluster, withContainers([web], { replicas: 2 }))
  expect(first.spec.strategy.type).toBe('RollingUpdate')
  expect(first.metadata.managedFields).toMatchObject([{ manager: 'helm', operation: 'Apply' }])
  const revision = cluster.store.revision
  expect(apply(cluster, withContainers([web], { replicas: 2 }))).toBe(first)
  expect(cluster.store.revision).toBe(revision)
})

test('what a manager no longer applies goes, items of lists too; defaults come back', () => {
  const cluster = testCluster()
  const side = { name: 'side', image: 'side:1' }
  apply(cluster, withContainers([web, side], { replicas: 3 }, { labels: { a: '1', b: '2' } }))
  const { env: _, ...bare } = web
  const next = apply(cluster, withContainers([bare], {}, { labels: { a: '1' } }))
  expect(next.spec.replicas).toBe(1)
  expect(next.spec.template.spec.containers).toMatchObject([{ name: 'web' }])
  expect(next.spec.template.spec.containers[0].env).toBeUndefined()
  expect(next.metadata.labels).toEqual({ a: '1' })
  expect(next.metadata.generation).toBe(2)
})

test('another manager keeps what it applied, and the first cannot change it without force', () => {
  const cluster = testCluster()
  apply(cluster, withContainers([web]))
  apply(cluster, deployment({ replicas: 5 }), 'scaler')
  expect(apply(cluster, withContainers([web])).spec.replicas).toBe(5)
  const error = refusal(() => apply(cluster, withContainers([web], { replicas: 2 })))
  expect(error).toMatchObject({
    reason: 'Conflict',
    message: 'Apply failed with 1 conflict: conflict with "scaler": .spec.replicas',
    causes: [{ reason: 'FieldManagerConflict', field: '.spec.replicas', message: 'conflict with "scaler"' }],
  })
  expect(apply(cluster, withContainers([web], { replicas: 2 }), 'helm', true).spec.replicas).toBe(2)
  // The field is the first one's alone now: without it the default comes back.
  expect(apply(cluster, withContainers([web])).spec.replicas).toBe(1)
})

test('an update by hand is a conflict that names the version it was written in', () => {
  const cluster = testCluster()
  apply(cluster, withContainers([web], { replicas: 2 }))
  const change = {
    spec: { replicas: 4, template: { spec: { containers: [{ name: 'web', image: 'web:2' }] } } },
  }
  expect(patch(cluster, change, 'kubectl-edit').spec.template.spec.containers[0]).toMatchObject({
    image: 'web:2',
    env: [{ name: 'A', value: '1' }],
  })
  expect(refusal(() => apply(cluster, withContainers([web], { replicas: 2 }))).message).toBe(
    'Apply failed with 2 conflicts: conflicts with "kubectl-edit" using apps/v1:\n- .spec.replicas\n- .spec.template.spec.containers[name="web"].image',
  )
})

test('scaling is owned under its subresource', () => {
  const cluster = testCluster()
  apply(cluster, withContainers([web], { replicas: 2 }))
  const options = { fieldManager: 'kube-controller-manager', subresource: 'scale' as const }
  cluster.api.handle({ verb: 'patch', ref, type: 'merge', patch: { spec: { replicas: 6 } }, options })
  expect(refusal(() => apply(cluster, withContainers([web], { replicas: 2 }))).message).toBe(
    'Apply failed with 1 conflict: conflict with "kube-controller-manager" with subresource "scale" using apps/v1: .spec.replicas',
  )
})

test('a configuration that does not fit the schema is refused in the words of the real server', () => {
  const cluster = testCluster()
  const twice = {
    ...web,
    env: [
      { name: 'A', value: '1' },
      { name: 'A', value: '2' },
    ],
  }
  expect(refusal(() => apply(cluster, withContainers([twice]))).message).toBe(
    'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="web"].env: duplicate entries for key [name="A"]',
  )
  expect(refusal(() => apply(cluster, withContainers([web], { replicas: '2' }))).message).toBe(
    'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.replicas: expected numeric (int or float), got string',
  )
  expect(refusal(() => apply(cluster, withContainers([web], { replica: 2 }))).message).toBe(
    'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.replica: field not declared in schema',
  )
})

test('applying any set of configurations twice changes nothing the second time', () => {
  const env = fc
    .uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'), { maxLength: 4 })
    .map((names) => names.map((name) => ({ name, value: name.toLowerCase() })))
  const port = fc.record({
    containerPort: fc.integer({ min: 1, max: 9 }),
    protocol: fc.constantFrom('TCP', 'UDP'),
  })
  const ports = fc.uniqueArray(port, {
    maxLength: 3,
    selector: (each) => `${each.containerPort}${each.protocol}`,
  })
  const container = (name: string) =>
    fc.record({ name: fc.constant(name), image: fc.constantFrom('a:1', 'b'), env, ports })
  const containers = fc.oneof(
    fc.tuple(container('x')),
    fc.tuple(container('y'), container('x')),
    fc.tuple(container('x'), container('z')),
  )
  const labels = fc.dictionary(fc.constantFrom('l', 'm'), fc.constantFrom('1', '2'))
  const configuration = fc
    .record({ containers, labels, replicas: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }) })
    .map(({ containers, labels, replicas }) =>
      withContainers(containers, replicas === undefined ? {} : { replicas }, { labels }),
    )
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('a', 'b'), configuration), { minLength: 1, maxLength: 4 }),
      (steps) => {
        const cluster = testCluster()
        for (const [manager, object] of steps) {
          const once = applied(cluster, object, manager)
          // Two managers can leave a container behind that has lost its image: invalid, as on a real server.
          if (once === undefined) return
          expect(apply(cluster, object, manager, true)).toBe(once)
          expect(apply(cluster, object, manager, false)).toBe(once)
          for (const wanted of object.spec.template.spec.containers) {
            expect(once.spec.template.spec.containers).toContainEqual(
              expect.objectContaining({ name: wanted.name, image: wanted.image }),
            )
          }
        }
      },
    ),
    { numRuns: 30 },
  )
})

function applied(cluster: Cluster, object: KubeObject, manager: string): KubeObject | undefined {
  try {
    return apply(cluster, object, manager, true)
  } catch (error) {
    if (error instanceof StatusError && error.reason === 'Invalid') return undefined
    throw error
  }
}

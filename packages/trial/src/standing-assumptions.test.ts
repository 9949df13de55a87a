import { expect, test } from 'vitest'
import { standingAssumptions, standingLimits } from './standing-assumptions.ts'
import { deployment, migration, releaseOf } from './test-subject.ts'

test('the delays in the report are those that runs draw from', () => {
  expect(standingAssumptions().join('\n')).toContain('image pulls 0.5 to 5 s')
})

test('network policies are said not to be judged, where there are any', () => {
  const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'web' } }
  expect(standingLimits(releaseOf([deployment('web'), policy])).join('\n')).toContain(
    'NetworkPolicy web: no traffic',
  )
  expect(standingLimits(releaseOf([deployment('web')])).join('\n')).not.toContain('NetworkPolicy')
})

test('what a trial does not look at in a release is said by name, a few names of each kind', () => {
  const object = (kind: string, name: string, apiVersion = 'v1') => ({ apiVersion, kind, metadata: { name } })
  const [first, ...more] = standingLimits(
    releaseOf(
      [
        object('Ingress', 'web', 'networking.k8s.io/v1'),
        object('ValidatingWebhookConfiguration', 'v', 'admissionregistration.k8s.io/v1'),
        object('RoleBinding', 'r', 'rbac.authorization.k8s.io/v1'),
        ...['a', 'b', 'c', 'd', 'e'].map((name) => object('Widget', name, 'example.org/v1')),
        object('Gadget', 'g', 'example.org/v1'),
      ],
      [migration(['test']), migration(['pre-install'])],
    ),
  )
  expect(first).toContain('under way')
  expect(more).toEqual([
    'Ingress web: no request goes through it, only the Services behind it are watched',
    'ValidatingWebhookConfiguration v: no webhook is called, and a verdict is unknown where one would have been',
    'RoleBinding r: rights are not enforced, nothing is refused for want of one',
    'Widget a, b, c and 2 more; Gadget g: no operator runs, so what it would make of it is not seen',
    'Job migrate: tests of a release are not run',
  ])
})

import { expect, test } from 'vitest'
import { standingAssumptions, standingLimits } from './standing-assumptions.ts'
import { deployment, releaseOf } from './test-subject.ts'

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

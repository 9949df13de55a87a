import type { KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { newSetAnnotations, REVISION } from './revision.ts'

const HISTORY = 'deployment.kubernetes.io/revision-history'
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

function deployment(annotations: Record<string, string>): KubeObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', annotations } }
}

test('a new set gets the next revision and the annotations of its Deployment, but for its own and the applied one', () => {
  const owner = deployment({ note: 'x', [REVISION]: '3', [APPLIED]: '{}' })
  expect(newSetAnnotations(owner, undefined, 3)).toEqual({ note: 'x', [REVISION]: '4' })
})

test('a rollback raises the revision and remembers the old one', () => {
  const owner = deployment({})
  const once = newSetAnnotations(owner, { [REVISION]: '1' }, 2)
  expect(once).toEqual({ [REVISION]: '3', [HISTORY]: '1' })
  expect(newSetAnnotations(owner, once, 4)).toEqual({ [REVISION]: '5', [HISTORY]: '1,3' })
})

test('the same annotations are the same object', () => {
  const before = { note: 'x', [REVISION]: '2' }
  expect(newSetAnnotations(deployment({ note: 'x' }), before, 1)).toBe(before)
})

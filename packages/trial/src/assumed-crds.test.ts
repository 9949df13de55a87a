import type { KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { assumedKinds } from './assumed-crds.ts'
import { emptyGround } from './lay-ground.ts'
import { explore } from './explore.ts'
import { firstInstall } from './scenarios/first-install.ts'
import { releaseOf, subjectOf } from './test-subject.ts'

const widget: KubeObject = { apiVersion: 'example.org/v1', kind: 'Widget', metadata: { name: 'w' } }
const definition = (group: string): KubeObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `widgets.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
})

test('kinds of somebody else are assumed, those that a release defines itself are not', () => {
  expect(assumedKinds(releaseOf([widget]))).toEqual(['example.org/v1/Widget'])
  expect(assumedKinds(releaseOf([widget, definition('example.com')]))).toEqual(['example.org/v1/Widget'])
  expect(assumedKinds(releaseOf([widget, definition('example.org')]))).toEqual([])
})

test('an object beside the template of its definition ends a first install, as with Helm', () => {
  const subject = subjectOf(releaseOf([definition('example.org'), widget]))
  const { counterexamples } = explore(emptyGround(subject), firstInstall, true, { from: 0, to: 1 })
  expect(counterexamples.map(({ violation }) => [violation.property, violation.cause])).toEqual([
    [
      'ends',
      expect.stringContaining(
        'resource mapping not found for name: "w" namespace: "" from "": no matches for kind "Widget" in version "example.org/v1"',
      ),
    ],
  ])
})

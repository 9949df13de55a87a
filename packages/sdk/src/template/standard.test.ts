import { expect, test } from 'vitest'
import { defineChart } from '../chart/define-chart.ts'
import { resource } from '../chart/resource.ts'
import { objectsOf, render } from '../render.fixture.ts'
import { defineValues } from '../values/define.ts'
import { value } from '../values/value.ts'
import { standardTemplates } from './standard.ts'

const values = defineValues({
  nameOverride: value.string({ default: '' }),
  fullnameOverride: value.string({ default: '' }),
})
const { fullname, labels, selectorLabels } = standardTemplates(values)

function nameIn(chartName: string, given: Readonly<Record<string, unknown>>): string {
  const selector = selectorLabels({ component: 'web' })
  const spec = { selector: { matchLabels: selector }, template: { spec: { containers: [] } } }
  const chart = defineChart({
    name: chartName,
    version: '1.0.0+build',
    appVersion: '7',
    values,
    resources: [resource('x', { kind: 'Deployment', metadata: { name: fullname, labels }, spec })],
  })
  const object = objectsOf(render(chart.compile(), given, '4.2')).get('x.yaml')
  return (object as { metadata: { name: string } }).metadata.name
}

// The release of the test is called `rel`.
test.each([
  ['the release and the application', 'shop', {}, 'rel-shop'],
  ['the release alone, where it says the application', 're', {}, 'rel'],
  ['another application', 'shop', { nameOverride: 'store' }, 'rel-store'],
  ['another name', 'shop', { fullnameOverride: 'store' }, 'store'],
  ['a number that stays text', 'shop', { fullnameOverride: '42' }, '42'],
  ['a long name, cut before a dash', 'shop', { fullnameOverride: `${'x'.repeat(62)}-y` }, 'x'.repeat(62)],
])('fullname is %s', (_, chartName, given, want) => {
  expect(nameIn(chartName, given)).toBe(want)
})

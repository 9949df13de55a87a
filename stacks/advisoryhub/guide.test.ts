import { expect, test } from 'vitest'
import { compiled, okd, render } from './render.fixture.ts'

const readme = compiled.get('README.md') ?? ''

test('the README of the chart is a walkthrough [AH-010]', () => {
  const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
  expect(headings).toEqual([
    'Secrets',
    'Install on OKD',
    'Install on Kubernetes',
    'What an install or upgrade does',
    'Probes, scaling, disruption',
    'Monitoring and network policy',
    'Work on the chart',
    'Values',
  ])
})

test.each([
  ['a migration fits the release before', 'a migration fits the release before it as well', '[AH-070]'],
  ['destructive changes take two releases', 'what removes something takes two releases', '[AH-071]'],
  [
    'an outage of Valkey',
    'web goes on, degraded, while the broker is away (the cache is still looked at)',
    '[AH-087]',
  ],
  ['KEDA', 'consider KEDA', '[AH-094]'],
  ['two beats', 'Two would run every periodic task twice', '[AH-097]'],
  [
    'user workload monitoring',
    'user workload monitoring on OKD, which has to be enabled and wants no labels',
    '[AH-110]',
  ],
  ['noeviction', '--maxmemory-policy noeviction', ''],
  ['the redirect URI', 'https://<host>/oidc/callback/', '[AH-081]'],
  ['the group of administrators', '`advisoryhub-security` unless changed', '[AH-082]'],
])('the README tells of %s: %s %s', (_, sentence) => {
  expect(readme.replaceAll(/\s+/g, ' ')).toContain(sentence)
})

test('the values of the guide are those of the trial, placeholders aside', () => {
  const [, block = ''] = /`values-okd\.yaml`:\n\n```yaml\n([^]*?)```/.exec(readme) ?? []
  const given = block
    .replace('<cluster-domain>', 'okd.example.org')
    .replace('<EF CNA org UUID>', '00000000-0000-4000-8000-000000000000')
    .replaceAll('/…/', '/oauth2/')
    .replace('AAAA…', 'AAAAexampleexampleexample')
  expect(render(given).text).toBe(render(okd).text)
})

import { expect, test } from 'vitest'
import { okd, okdFull, refusal, render } from './render.fixture.ts'

const ingress = (hosts: readonly object[]) => ({ ingress: { enabled: true, hosts } })

test.each<[string, string | object]>([
  ['route.host is required', { route: { enabled: true } }],
  ['route.host is a host', { route: { enabled: true, host: 'https://a.example.org' } }],
  ['ingress.hosts needs at least one host', ingress([])],
  [
    'secrets.create and secrets.existingSecret exclude each other',
    { secrets: { create: true, existingSecret: 'x' } },
  ],
  [
    'secrets.files.create and secrets.files.existingSecret exclude each other',
    { secrets: { files: { create: true, existingSecret: 'x' } } },
  ],
  ['email.useTls and email.useSsl exclude each other', { email: { useSsl: true } }],
  ['ghsa.appId is required', { ghsa: { enabled: true } }],
  ['ghsa.enabled needs the key', { ghsa: { enabled: true, appId: 1 } }],
  ['pubRepo.auth is ssh', { pubRepo: { url: 'https://github.com/a/b.git' } }],
  ['pubRepo.auth is token', { pubRepo: { auth: 'token', url: 'git@github.com:a/b.git' } }],
  ['minReplicas is more than maxReplicas', { web: { autoscaling: { enabled: true, minReplicas: 9 } } }],
  ['worker.autoscaling.minReplicas is more', { worker: { autoscaling: { enabled: true, minReplicas: 9 } } }],
  ['no node could ever be drained', { web: { pdb: { minAvailable: 2 } } }],
  ['every host is a wildcard', { django: { allowedHosts: ['*'] } }],
])('%s', (message, values) => {
  expect(refusal(values as never)).toContain(message)
})

test('everything that is wrong is told at once', () => {
  const told = refusal({ route: { enabled: true }, email: { useSsl: true }, ghsa: { enabled: true } })
  expect(told.match(/^- /gm)).toHaveLength(4)
})

test.each<[string, string]>([
  ['a key that nobody knows', 'colour: red'],
  ['a key that nobody knows, further down', 'web: { foo: 1 }'],
  ['replicas of beat', 'beat: { replicaCount: 2 }'],
  ['no web pod', 'web: { replicaCount: 0 }'],
  ['no way to sign in to the repository', 'pubRepo: { auth: none }'],
  ['port 0', 'service: { port: 0 }'],
  ['a number where Sentry wants text', 'sentry: { tracesSampleRate: 0 }'],
  ['a number as a secret', 'secrets: { values: { X: 1 } }'],
  ['more than certain', 'similarity: { minConfidence: 101 }'],
  ['a level that Django does not have', 'django: { logLevel: TRACE }'],
  ['no image', 'image: { repository: "" }'],
  ['a tag that YAML takes for a number', 'image: { tag: 1.10 }'],
  ['a default taken away', 'metrics: { workerPort: null }'],
  ['an Ingress host without paths', 'ingress: { hosts: [{ host: a.example.org, paths: [] }] }'],
  ['a budget that is no share', 'web: { pdb: { minAvailable: "half" } }'],
  ['a name that is none', 'fullnameOverride: Advisory_Hub'],
])('the schema refuses %s', (_, values) => {
  expect(refusal(values)).toMatch(/schema|values/i)
})

test('what the parent chart hands down is let through', () => {
  expect(render({ global: { anything: 1 } }).names).toEqual(render().names)
})

test('Kubernetes before 1.25 is refused', () => {
  expect(refusal([], { kubeVersion: 'v1.24.17' })).toContain('1.25')
})

test('values of the guide with a comment behind a block are read [AH-037]', () => {
  expect(render([okd]).has('ConfigMap/advisoryhub-known-hosts')).toBe(true)
  expect(render([okdFull]).has('ConfigMap/advisoryhub-known-hosts')).toBe(true)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  appPods,
  compiled,
  containerOf,
  environmentOf,
  type Json,
  okd,
  refusal,
  render,
  settingsOf,
  vanilla,
} from './render.fixture.ts'

const notes = (object: Json) => object.metadata.annotations ?? {}

const integers: readonly (readonly [
  setting: string,
  values: (n: number) => Readonly<Record<string, unknown>>,
])[] = [
  ['GITHUB_APP_ID', (appId) => ({ ghsa: { enabled: true, appId } })],
  ['TRUSTED_PROXY_COUNT', (trustedProxyCount) => ({ django: { trustedProxyCount } })],
  ['INTAKE_REPORT_RETENTION_DAYS', (retentionDays) => ({ intake: { retentionDays } })],
  ['AUDIT_ACCESS_LOG_RETENTION_DAYS', (accessLogRetentionDays) => ({ audit: { accessLogRetentionDays } })],
  ['SIMILARITY_LLM_TIMEOUT', (timeout) => ({ similarity: { enabled: true, timeout } })],
  ['PMI_SYNC_INTERVAL_HOURS', (syncIntervalHours) => ({ pmi: { syncIntervalHours } })],
]

test.each(integers)('trap T-11: %s is written in digits, however large', (setting, values) => {
  for (const n of [1, 999_999, 1_000_000, 1_234_567, 2_147_483_648])
    expect(settingsOf(render([okd, values(n)]))[setting]).toBe(String(n))
})

test('trap T-11: numbers elsewhere are written in digits, too', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000_000, max: 2_000_000_000 }), (n) => {
      const text = render({
        web: { terminationGracePeriodSeconds: n, gunicornWorkers: n, replicaCount: n },
        worker: { concurrency: n, terminationGracePeriodSeconds: n, replicaCount: n },
        migrate: { activeDeadlineSeconds: n, backoffLimit: n },
        podSecurityContext: { runAsUser: n },
      }).text
      expect(text).not.toMatch(/\d[eE][+-]?\d{2}\b/)
      expect(text).toContain(`--concurrency=${n}`)
      expect(text).toContain(`runAsUser: ${n}`)
    }),
    { seed: 11, numRuns: 5 },
  )
})

test('trap T-12: names in env come once, the nearest wins, and the migration sees what the pods see', () => {
  const rendered = render([
    okd,
    {
      extraEnv: [
        { name: 'LOG_LEVEL', value: 'all' },
        { name: 'HOME', value: '/all' },
      ],
      web: {
        extraEnv: [
          { name: 'LOG_LEVEL', value: 'web' },
          { name: 'POD_IP', value: '10.0.0.1' },
        ],
      },
      oidc: { clientId: 'advisoryhub' },
    },
  ])
  for (const name of appPods) {
    const names = containerOf(rendered, name).env.map((each: Json) => each.name)
    expect(names).toEqual([...new Set(names)])
    expect(environmentOf(rendered, name)['LOG_LEVEL']).toBe(name.endsWith('-web') ? 'web' : 'all')
    expect(environmentOf(rendered, name)['HOME']).toBe('/all')
    const [config, secret] = containerOf(rendered, name).envFrom
    expect([Object.keys(config), Object.keys(secret)]).toEqual([['configMapRef'], ['secretRef']])
  }
  expect(containerOf(rendered, 'Job/advisoryhub-migrate').env.map(({ name }: Json) => name)).toEqual([
    'HOME',
    'LOG_LEVEL',
  ])
})

test('trap T-13: the Secret of the pods is an ordinary one; only its copy for the migration is a hook', () => {
  const rendered = render(vanilla)
  expect(notes(rendered.object('Secret/advisoryhub-env'))).toEqual({})
  expect(notes(rendered.object('Secret/advisoryhub-migrate'))['helm.sh/hook-delete-policy']).toBe(
    'before-hook-creation,hook-succeeded',
  )
  const without = render([vanilla, { migrate: { enabled: false } }])
  expect(without.object('Secret/advisoryhub-env')).toEqual(rendered.object('Secret/advisoryhub-env'))
  expect(without.has('Secret/advisoryhub-migrate')).toBe(false)
})

test('trap T-14: modes are decimal, and what YAML could read otherwise is quoted', () => {
  const files = { existingSecret: 'x', defaultMode: 0o440 }
  const rendered = render({ secrets: { files } })
  expect(rendered.text).toContain('defaultMode: 288\n')
  expect(render('secrets: { files: { existingSecret: x, defaultMode: 0440 } }').text).toContain(
    'defaultMode: 288\n',
  )
  expect(compiled.get('values.yaml')).toContain('defaultMode: 288\n')
  const odd = ['yes', 'off', '1_000', '12:30', '1e10', '0440', '~', 'null', '1.10']
  for (const text of odd) {
    const values = {
      email: { defaultFrom: text },
      image: { tag: text },
      podSecurityContext: {},
      worker: { logLevel: text },
    }
    const one = render(values)
    expect(settingsOf(one)['DEFAULT_FROM_EMAIL']).toBe(text)
    expect(containerOf(one, 'Deployment/advisoryhub-worker').args[5]).toBe(text)
    expect(containerOf(one, 'Deployment/advisoryhub-web').image).toBe(
      `ghcr.io/eclipse-csi/advisoryhub:${text}`,
    )
  }
})

test('trap T-15: pods that are not ready may be evicted', () => {
  const budget = (kubeVersion: string) =>
    render(okd, { kubeVersion }).object('PodDisruptionBudget/advisoryhub-web').spec
  expect(budget('v1.36.0').unhealthyPodEvictionPolicy).toBe('AlwaysAllow')
  expect(budget('v1.26.0').unhealthyPodEvictionPolicy).toBe('AlwaysAllow')
  expect(budget('v1.25.16').unhealthyPodEvictionPolicy).toBeUndefined()
})

test('trap T-16: a worker has time until it reaches its broker', () => {
  const { startupProbe } = containerOf(render(okd), 'Deployment/advisoryhub-worker')
  expect(startupProbe).toEqual({ tcpSocket: { port: 'metrics' }, periodSeconds: 10, failureThreshold: 60 })
})

test('trap T-17: a worker that nobody watches is told of', () => {
  const warning = 'nobody sees a worker that hangs'
  expect(render({ metrics: { enabled: false } }).notes).toContain(warning)
  const watched = {
    metrics: { enabled: false },
    worker: { probes: { celeryInspectPing: { enabled: true } } },
  }
  expect(render(watched).notes).not.toContain(warning)
  expect(render().notes).not.toContain(warning)
})

const hostsOf = (values: Parameters<typeof render>[0]) => {
  const rendered = render(values)
  const settings = settingsOf(rendered)
  const [header] = containerOf(rendered, 'Deployment/advisoryhub-web').livenessProbe.httpGet.httpHeaders ?? []
  return [
    settings['DJANGO_ALLOWED_HOSTS'],
    settings['CSRF_TRUSTED_ORIGINS'],
    settings['ADVISORYHUB_BASE_URL'],
    header?.value,
  ]
}

test.each([
  [
    'a wildcard first',
    { django: { allowedHosts: ['*', 'a.org'] } },
    ['*,a.org', 'https://a.org', 'https://a.org', 'a.org'],
  ],
  [
    'a domain with all below it',
    { django: { allowedHosts: ['.a.org', 'b.a.org'] } },
    ['.a.org,b.a.org', 'https://*.a.org,https://b.a.org', 'https://b.a.org', 'b.a.org'],
  ],
  [
    'all hosts, and an address',
    { django: { allowedHosts: ['*'], baseUrl: 'https://a.org' } },
    ['*', 'https://a.org', 'https://a.org', undefined],
  ],
  [
    'an Ingress that is off',
    { ingress: { hosts: [{ host: 'old.org', paths: [{ path: '/' }] }] } },
    [undefined, undefined, undefined, undefined],
  ],
  ['a Route that is off', { route: { host: 'old.org' } }, [undefined, undefined, undefined, undefined]],
  [
    'an Ingress with a wildcard, and an address',
    {
      ingress: { enabled: true, hosts: [{ host: '*.a.org', paths: [{ path: '/' }] }] },
      django: { baseUrl: 'https://x.a.org' },
    },
    ['.a.org', 'https://*.a.org', 'https://x.a.org', undefined],
  ],
])('trap T-18: hosts, origins, address and header with %s', (_, values, want) => {
  expect(hostsOf(values)).toEqual(want)
})

test('trap T-18: a site that is only a wildcard must say where it is', () => {
  for (const allowedHosts of [['*'], ['.example.org'], ['*', '.example.org']])
    expect(refusal({ django: { allowedHosts } })).toContain('django.baseUrl')
})

test('trap T-19: TLS that the Routes cannot have is refused, certificates are on both', () => {
  const route = (tls: object, more: object = {}) => ({
    route: { enabled: true, host: 'a.org', tls },
    ...more,
  })
  expect(refusal(route({ termination: 'passthrough' }))).toContain('/metrics cannot be blocked')
  expect(
    render(route({ termination: 'passthrough' }, { exposure: { blockMetrics: false } })).all('Route'),
  ).toHaveLength(1)
  expect(
    refusal(route({ termination: 'passthrough', certificate: 'x' }, { exposure: { blockMetrics: false } })),
  ).toContain('must be empty')
  expect(refusal(route({ termination: 'reencrypt' }))).toContain('destinationCACertificate')
  const [one, other] = render(route({ certificate: 'x', key: 'y' })).all('Route')
  expect(one.spec.tls).toEqual(other.spec.tls)
})

import { expect, test } from 'vitest'
import {
  containerOf,
  environmentOf,
  ingressDelta,
  minimal,
  monitoring,
  okd,
  okdFull,
  podOf,
  podsOf,
  render,
  settingsOf,
  vanilla,
  withoutRoute,
} from './render.fixture.ts'

/** What the migration needs before anything else is there, in addition to what is listed in the guide. */
const beforeMigration = ['ConfigMap/advisoryhub-migrate', 'ServiceAccount/advisoryhub-migrate']

const always = [
  ...beforeMigration,
  'ConfigMap/advisoryhub',
  'Deployment/advisoryhub-beat',
  'Deployment/advisoryhub-web',
  'Deployment/advisoryhub-worker',
  'Job/advisoryhub-migrate',
  'Pod/advisoryhub-test-connection',
  'PodDisruptionBudget/advisoryhub-web',
  'Service/advisoryhub-web',
  'Service/advisoryhub-worker-metrics',
  'ServiceAccount/advisoryhub',
]
const knownHosts = 'ConfigMap/advisoryhub-known-hosts'
const blackhole = 'Service/advisoryhub-metrics-blackhole'
const routes = ['Route/advisoryhub', 'Route/advisoryhub-metrics-blackhole']
const monitors = ['ServiceMonitor/advisoryhub-web', 'ServiceMonitor/advisoryhub-worker']
const dashboards = [
  'ConfigMap/advisoryhub-advisoryhub-overview',
  'ConfigMap/advisoryhub-advisoryhub-pipeline',
]
const policies = [
  'NetworkPolicy/advisoryhub-beat',
  'NetworkPolicy/advisoryhub-web',
  'NetworkPolicy/advisoryhub-worker',
]

test.each([
  ['defaults', [], always],
  ['minimal', [minimal], always],
  ['the guide on OKD', [okd], [...always, knownHosts, blackhole, ...routes]],
  [
    'the guide on OKD with monitoring',
    [okd, monitoring],
    [...always, knownHosts, blackhole, ...routes, ...monitors, 'PrometheusRule/advisoryhub', ...dashboards],
  ],
  [
    'the guide on Kubernetes',
    [okd, withoutRoute, ingressDelta],
    [...always, knownHosts, blackhole, 'Ingress/advisoryhub'],
  ],
  [
    'OKD with everything',
    [okdFull],
    [
      ...always,
      knownHosts,
      blackhole,
      ...routes,
      ...monitors,
      ...dashboards,
      ...policies,
      'PrometheusRule/advisoryhub',
    ],
  ],
  [
    'Kubernetes with Secrets of the chart',
    [vanilla],
    [
      ...always,
      blackhole,
      ...monitors,
      'HorizontalPodAutoscaler/advisoryhub-web',
      'Ingress/advisoryhub',
      'Secret/advisoryhub-env',
      'Secret/advisoryhub-keys',
      'Secret/advisoryhub-migrate',
    ],
  ],
])('%s: these objects and no others [AH-004] [AH-037] [AH-059] [AH-099]', (_, values, want) => {
  expect(render(values).names).toEqual(want.toSorted())
})

test('both Helms render every set of values alike', () => {
  // Helm 3 takes the line break at the end of each document away.
  const textOf = (values: string[], helmVersion: '3.21' | '4.2') =>
    render(values, { helmVersion })
      .text.trimEnd()
      .replaceAll(/\n+---\n/g, '\n---\n')
  for (const values of [[], [minimal], [okd], [okdFull], [vanilla]])
    expect(textOf(values, '3.21')).toBe(textOf(values, '4.2'))
})

test('another release has names of its own and the same jobs [AH-107]', () => {
  const rendered = render(monitoring, { release: 'foo' })
  expect(rendered.has('Deployment/foo-advisoryhub-web')).toBe(true)
  const jobs = rendered.all('ServiceMonitor').map(({ spec }) => spec.endpoints[0].relabelings[0].replacement)
  expect(jobs).toEqual(['advisoryhub-web', 'advisoryhub-worker'])
  expect(JSON.stringify(rendered.object('PrometheusRule/foo-advisoryhub').spec)).toContain('advisoryhub-.*')
})

test.each([
  [
    'exposure.blockMetrics',
    { exposure: { blockMetrics: false } },
    [blackhole, 'Route/advisoryhub-metrics-blackhole'],
  ],
  [
    'metrics.enabled',
    { metrics: { enabled: false } },
    ['Service/advisoryhub-worker-metrics', 'ServiceMonitor/advisoryhub-worker'],
  ],
  ['migrate.enabled', { migrate: { enabled: false } }, ['Job/advisoryhub-migrate', ...beforeMigration]],
  ['web.replicaCount', { web: { replicaCount: 1 } }, ['PodDisruptionBudget/advisoryhub-web']],
  ['web.pdb.enabled', { web: { pdb: { enabled: false } } }, ['PodDisruptionBudget/advisoryhub-web']],
  ['tests.enabled', { tests: { enabled: false } }, ['Pod/advisoryhub-test-connection']],
  [
    'serviceAccount.create',
    { serviceAccount: { create: false } },
    ['ServiceAccount/advisoryhub', 'ServiceAccount/advisoryhub-migrate'],
  ],
  ['networkPolicy.enabled', { networkPolicy: { enabled: false } }, policies],
])('%s takes these objects away [AH-058]', (_, values, gone) => {
  const before = render(okdFull).names
  expect(render([okdFull, values]).names).toEqual(before.filter((name) => !gone.includes(name)))
})

test('an autoscaler that may go down to one pod takes the budget away', () => {
  const rendered = render({ web: { autoscaling: { enabled: true, minReplicas: 1 } } })
  expect(rendered.all('PodDisruptionBudget')).toEqual([])
})

test('without blocked metrics the Ingress has only the paths of the user [AH-058]', () => {
  const rendered = render([vanilla, { exposure: { blockMetrics: false } }])
  const [rule] = rendered.object('Ingress/advisoryhub').spec.rules
  expect(rule.http.paths.map(({ path }: { path: string }) => path)).toEqual(['/'])
})

test('without metrics the workers have no ports and no probes, and export nothing', () => {
  const rendered = render({ metrics: { enabled: false } })
  const container = containerOf(rendered, 'Deployment/advisoryhub-worker')
  expect(Object.keys(container)).not.toEqual(expect.arrayContaining(['ports']))
  expect([container.livenessProbe, container.readinessProbe, container.startupProbe]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(environmentOf(rendered, 'Deployment/advisoryhub-worker')['PROMETHEUS_WORKER_METRICS_PORT']).toBe('0')
})

test('without a ServiceAccount of the chart the pods have the one that is named, or default', () => {
  const accounts = (values: object) =>
    ['Deployment/advisoryhub-web', 'Job/advisoryhub-migrate'].map(
      (name) => podOf(render({ serviceAccount: values }), name).serviceAccountName,
    )
  expect(accounts({ create: false })).toEqual(['default', 'default'])
  expect(accounts({ create: false, name: 'mine' })).toEqual(['mine', 'mine'])
  expect(accounts({ create: true, name: 'mine' })).toEqual(['mine', 'advisoryhub-migrate'])
})

test('image.tag changes the image of every pod [AH-003]', () => {
  const images = podsOf(render({ image: { tag: 'x' } })).map(({ containers }) => containers[0].image)
  expect(images).toEqual(Array.from({ length: 5 }, () => 'ghcr.io/eclipse-csi/advisoryhub:x'))
})

test('the settings at defaults are these, and no others', () => {
  expect(Object.keys(settingsOf(render()))).toHaveLength(34)
  expect(settingsOf(render())).toMatchObject({
    DJANGO_SETTINGS_MODULE: 'config.settings.prod',
    LOG_FORMAT: 'json',
    READYZ_INCLUDE_PUB_REPO: 'False',
    PUB_CVE_PATH_TEMPLATE: 'cves/{year}/{bucket}/{cve_id}.json',
    SENTRY_TRACES_SAMPLE_RATE: '0',
  })
})

test('a setting whose feature is off, or whose value is empty, is not there', () => {
  const all = {
    ...settingsOf(render(okdFull)),
    ...settingsOf(
      render({
        similarity: { enabled: true, baseUrl: 'http://llm' },
        oidc: { logoutEndpoint: 'https://x' },
        rosterSync: { enabled: true, scope: 's' },
      }),
    ),
  }
  const optional = Object.keys(all).filter((key) => !(key in settingsOf(render())))
  const want = `ADVISORYHUB_BASE_URL CSRF_TRUSTED_ORIGINS DJANGO_ALLOWED_HOSTS
    ECLIPSE_API_BASE_URL ECLIPSE_API_SCOPE ECLIPSE_API_TOKEN_URL PMI_ROSTER_SYNC_INTERVAL_HOURS
    EMAIL_HOST EMAIL_PORT EMAIL_USE_SSL EMAIL_USE_TLS
    GITHUB_APP_API_BASE_URL GITHUB_APP_ID GITHUB_APP_PRIVATE_KEY_PATH
    OIDC_OP_AUTHORIZATION_ENDPOINT OIDC_OP_JWKS_ENDPOINT OIDC_OP_LOGOUT_ENDPOINT OIDC_OP_TOKEN_ENDPOINT
    OIDC_OP_USER_ENDPOINT OIDC_RP_CLIENT_ID PUB_CVE_ASSIGNER_ORG_ID PUB_REPO_SSH_KEY_PATH PUB_REPO_URL
    SIMILARITY_CANDIDATE_LIMIT SIMILARITY_LLM_BASE_URL SIMILARITY_LLM_MODEL SIMILARITY_LLM_PROVIDER
    SIMILARITY_LLM_TIMEOUT SIMILARITY_MIN_CONFIDENCE`
  expect(optional.toSorted()).toEqual(want.split(/\s+/).toSorted())
})

test('every object has the labels of the release, every component its own, every pod only those that select it', () => {
  const rendered = render(okdFull)
  for (const name of rendered.names) {
    expect(rendered.object(name).metadata.labels, name).toMatchObject({
      'helm.sh/chart': 'advisoryhub-0.1.0',
      'app.kubernetes.io/name': 'advisoryhub',
      'app.kubernetes.io/instance': 'advisoryhub',
      'app.kubernetes.io/version': '0.1.0',
      'app.kubernetes.io/managed-by': 'Helm',
    })
  }
  const { template, selector } = rendered.object('Deployment/advisoryhub-web').spec
  expect(template.metadata.labels).toEqual(selector.matchLabels)
  expect(rendered.object('Service/advisoryhub-web').spec.selector).toEqual(selector.matchLabels)
  expect(rendered.object(blackhole).spec.selector).toBeUndefined()
})

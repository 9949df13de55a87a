import { expect, test } from 'vitest'
import {
  containerOf,
  environmentOf,
  ingressDelta,
  type Json,
  okd,
  podsOf,
  render,
  settingsOf,
  vanilla,
  withoutRoute,
} from './render.fixture.ts'

const host = 'advisoryhub.apps.okd.example.org'
const kubernetes = [okd, withoutRoute, ingressDelta]

test('the Route has the host and ends TLS at the edge, http is sent on to https [AH-007] [AH-039] [AH-048]', () => {
  expect(render(okd).object('Route/advisoryhub').spec).toEqual({
    host,
    to: { kind: 'Service', name: 'advisoryhub-web', weight: 100 },
    port: { targetPort: 'http' },
    tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' },
  })
})

test('a certificate of the user goes to both Routes [AH-049]', () => {
  const tls = { certificate: 'cert', key: 'key', caCertificate: 'ca' }
  for (const route of render([okd, { route: { tls } }]).all('Route')) {
    expect(route.spec.tls).toMatchObject({ certificate: 'cert\n', key: 'key\n', caCertificate: 'ca\n' })
  }
})

test('annotations go to the Route of the site', () => {
  const rendered = render([okd, { route: { annotations: { a: 'b' } } }])
  expect(rendered.object('Route/advisoryhub').metadata.annotations).toEqual({ a: 'b' })
  expect(rendered.object('Route/advisoryhub-metrics-blackhole').metadata.annotations).toBeUndefined()
})

test('public /metrics leads to a Service without endpoints [AH-056] [AH-058]', () => {
  const rendered = render(okd)
  expect(rendered.object('Route/advisoryhub-metrics-blackhole').spec).toMatchObject({
    host,
    path: '/metrics',
    to: { kind: 'Service', name: 'advisoryhub-metrics-blackhole' },
  })
  const { spec } = rendered.object('Service/advisoryhub-metrics-blackhole')
  expect(spec).toEqual({
    type: 'ClusterIP',
    ports: [{ name: 'http', port: 8000, targetPort: 8000, protocol: 'TCP' }],
  })
})

test('the application is told of the proxy and of the host [AH-050] [AH-051] [AH-052] [AH-053] [AH-054]', () => {
  expect(settingsOf(render(okd))).toMatchObject({
    USE_X_FORWARDED_PROTO: 'True',
    TRUSTED_PROXY_COUNT: '1',
    DJANGO_ALLOWED_HOSTS: host,
    CSRF_TRUSTED_ORIGINS: `https://${host}`,
    ADVISORYHUB_BASE_URL: `https://${host}`,
  })
})

test.each([
  [
    'given hosts',
    { django: { allowedHosts: ['a.example.org', 'b.example.org'] } },
    'a.example.org,b.example.org',
    'https://a.example.org,https://b.example.org',
    'https://a.example.org',
  ],
  [
    'a given address',
    { django: { allowedHosts: ['a.org'], baseUrl: 'https://b.org/' } },
    'a.org',
    'https://a.org',
    'https://b.org',
  ],
  [
    'given origins',
    { django: { allowedHosts: ['a.org'], csrfTrustedOrigins: ['https://c.org'] } },
    'a.org',
    'https://c.org',
    'https://a.org',
  ],
  [
    'the same host twice',
    { route: { enabled: true, host: 'a.org' }, ingress: ingressOf('a.org', 'b.org') },
    'a.org,b.org',
    'https://a.org,https://b.org',
    'https://a.org',
  ],
  ['nothing', {}, undefined, undefined, undefined],
])('hosts, origins and address belong together: %s [AH-055]', (_, values, hosts, origins, address) => {
  const settings = settingsOf(render(values))
  expect([
    settings['DJANGO_ALLOWED_HOSTS'],
    settings['CSRF_TRUSTED_ORIGINS'],
    settings['ADVISORYHUB_BASE_URL'],
  ]).toEqual([hosts, origins, address])
})

function ingressOf(...hosts: readonly string[]) {
  return { enabled: true, hosts: hosts.map((each) => ({ host: each, paths: [{ path: '/' }] })) }
}

test.each([
  ['hosts', { allowedHosts: ['other.org'] }, `django.allowedHosts does not name ${host}`],
  [
    'origins',
    { csrfTrustedOrigins: ['https://other.org'] },
    `django.csrfTrustedOrigins does not name https://${host}`,
  ],
  [
    'an address',
    { baseUrl: 'https://other.org' },
    'django.baseUrl is https://other.org, but the site is exposed as',
  ],
])('%s that do not fit the exposure are told in the notes [AH-055]', (_, django, warning) => {
  expect(render([okd, { django }]).notes).toContain(`WARNING: ${warning}`)
  expect(render(okd).notes).not.toContain('WARNING')
})

test('web answers to what Prometheus and helm test ask, and to the public host [AH-057]', () => {
  const [, , , address, hosts] = containerOf(render(okd), 'Deployment/advisoryhub-web').env
  expect(address).toEqual({ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } })
  expect(hosts.value.split(',')).toEqual([
    host,
    '$(POD_IP)',
    '[$(POD_IP)]',
    'advisoryhub-web',
    'advisoryhub-web.advisoryhub',
    'advisoryhub-web.advisoryhub.svc',
    'advisoryhub-web.advisoryhub.svc.cluster.local',
  ])
})

test('the Ingress has class, host, path and TLS of the user [AH-060] [AH-061]', () => {
  for (const values of [kubernetes, [vanilla]]) {
    const backend = (name: string) => ({ service: { name, port: { name: 'http' } } })
    expect(render(values).object('Ingress/advisoryhub').spec).toEqual({
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'advisoryhub.example.org',
          http: {
            paths: [
              { path: '/metrics', pathType: 'Prefix', backend: backend('advisoryhub-metrics-blackhole') },
              { path: '/', pathType: 'Prefix', backend: backend('advisoryhub-web') },
            ],
          },
        },
      ],
      tls: [{ secretName: 'advisoryhub-tls', hosts: ['advisoryhub.example.org'] }],
    })
  }
})

test('the security context of the user is rendered as given, zeros included [AH-062]', () => {
  const pods = podsOf(render(kubernetes))
  expect(pods).toHaveLength(5)
  for (const pod of pods) {
    expect(pod.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 0,
      fsGroup: 0,
      seccompProfile: { type: 'RuntimeDefault' },
    })
  }
})

test('redirects at the edge are left to the controller [AH-064]', () => {
  expect(render(kubernetes).object('Ingress/advisoryhub').metadata.annotations).toBeUndefined()
})

test('the four endpoints of the OIDC provider are told [AH-041]', () => {
  expect(settingsOf(render(okd))).toMatchObject({
    OIDC_OP_AUTHORIZATION_ENDPOINT: 'https://idp.example.org/oauth2/authorize',
    OIDC_OP_TOKEN_ENDPOINT: 'https://idp.example.org/oauth2/token',
    OIDC_OP_USER_ENDPOINT: 'https://idp.example.org/oauth2/userinfo',
    OIDC_OP_JWKS_ENDPOINT: 'https://idp.example.org/oauth2/jwks',
  })
})

test('a mail host brings port and TLS with it [AH-042]', () => {
  const mail = {
    EMAIL_HOST: 'smtp.example.org',
    EMAIL_PORT: '587',
    EMAIL_USE_TLS: 'True',
    EMAIL_USE_SSL: 'False',
  }
  expect(settingsOf(render(okd))).toMatchObject(mail)
  for (const key of Object.keys(mail)) expect(settingsOf(render())[key]).toBeUndefined()
})

test('the publication repository and its organisation are told [AH-043] [AH-044]', () => {
  expect(settingsOf(render(okd))).toMatchObject({
    PUB_REPO_URL: 'git@github.com:example/advisories.git',
    PUB_CVE_ASSIGNER_ORG_ID: '00000000-0000-4000-8000-000000000000',
  })
})

test('known hosts are mounted where ssh looks, or not there at all [AH-045]', () => {
  const rendered = render(okd)
  expect(rendered.object('ConfigMap/advisoryhub-known-hosts').data).toEqual({
    ssh_known_hosts: 'github.com ssh-ed25519 AAAAexampleexampleexample\n',
  })
  const mount = {
    name: 'ssh-known-hosts',
    mountPath: '/etc/ssh/ssh_known_hosts',
    subPath: 'ssh_known_hosts',
    readOnly: true,
  }
  for (const name of ['Deployment/advisoryhub-web', 'Deployment/advisoryhub-worker'])
    expect(containerOf(rendered, name).volumeMounts).toContainEqual(mount)
  const without = render([okd, { pubRepo: { knownHosts: '' } }])
  expect(without.text).not.toContain('known')
})

test('the first run is told of in the notes [AH-081] [AH-082]', () => {
  const { notes } = render(okd)
  expect(notes).toContain(`https://${host}/oidc/callback/`)
  expect(notes).toContain('create the group advisoryhub-security')
  expect(settingsOf(render(okd))['OIDC_ADMIN_GROUP']).toBe('advisoryhub-security')
})

test('the commands of the guide are in the notes', () => {
  const { notes } = render(okd)
  for (const command of [
    'helm test advisoryhub -n advisoryhub',
    'kubectl -n advisoryhub logs job/advisoryhub-migrate',
    'kubectl -n advisoryhub get deploy,po -l app.kubernetes.io/instance=advisoryhub',
    `curl -fsS https://${host}/healthz`,
  ])
    expect(notes).toContain(`  ${command}\n`)
})

test('what is missing is told in the notes', () => {
  const { notes } = render()
  expect(notes).toContain('WARNING: no host is known')
  expect(notes).toContain('WARNING: no Secret is named')
  expect(notes).toContain('port-forward service/advisoryhub-web 8000')
  expect(render(vanilla).notes).toContain('WARNING: secrets.create')
})

test('only web is told where its processes share metrics', () => {
  const told = (name: string) => (environmentOf(render(okd), name) as Json)['PROMETHEUS_MULTIPROC_DIR']
  expect(told('Deployment/advisoryhub-web')).toBe('/run/prometheus')
  expect(told('Deployment/advisoryhub-worker')).toBeUndefined()
})

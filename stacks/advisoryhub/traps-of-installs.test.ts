import { expect, test } from 'vitest'
import {
  appPods,
  compiled,
  containerOf,
  environmentOf,
  type Json,
  minimal,
  okd,
  okdFull,
  refusal,
  render,
  settingsOf,
  vanilla,
} from './render.fixture.ts'

const annotationsOf = (values: Parameters<typeof render>[0], name: string) =>
  render(values).object(name).spec.template.metadata.annotations
const readme = compiled.get('README.md') ?? ''
const notes = (object: Json) => object.metadata.annotations ?? {}
const weight = (object: Json) => Number(notes(object)['helm.sh/hook-weight'] ?? 0)

test.each([[[minimal]], [[okd]], [[okdFull]], [[vanilla]]])(
  'trap T-01: what the migration refers to is from outside, or an earlier hook (%j) [AH-038]',
  (values) => {
    const rendered = render(values)
    const job = rendered.object('Job/advisoryhub-migrate')
    const pod = job.spec.template.spec
    const sources = pod.containers[0].envFrom.map((each: Json) =>
      each.configMapRef === undefined
        ? `Secret/${each.secretRef.name}`
        : `ConfigMap/${each.configMapRef.name}`,
    )
    for (const name of [`ServiceAccount/${pod.serviceAccountName}`, ...sources]) {
      if (!rendered.has(name)) continue
      expect(notes(rendered.object(name))['helm.sh/hook'], name).toBe('pre-install,pre-upgrade')
      expect(weight(rendered.object(name)), name).toBeLessThan(weight(job))
    }
    expect(rendered.has(`ServiceAccount/${pod.serviceAccountName}`)).toBe(true)
  },
)

test('trap T-02: the Job stays when it succeeded, and the notes ask for its log [AH-078]', () => {
  const rendered = render(okd)
  expect(notes(rendered.object('Job/advisoryhub-migrate'))['helm.sh/hook-delete-policy']).toBe(
    'before-hook-creation',
  )
  expect(rendered.object('Job/advisoryhub-migrate').spec.ttlSecondsAfterFinished).toBeUndefined()
  expect(rendered.notes).toContain('logs job/advisoryhub-migrate')
  expect(readme).toContain('delete job advisoryhub-migrate')
})

test('trap T-03: web answers to the IP of its pod; what is public stays as it is [AH-057]', () => {
  const rendered = render(okd)
  const { env } = containerOf(rendered, 'Deployment/advisoryhub-web')
  const names = env.map(({ name }: Json) => name)
  expect(names.indexOf('POD_IP')).toBeLessThan(names.indexOf('DJANGO_ALLOWED_HOSTS'))
  expect(environmentOf(rendered, 'Deployment/advisoryhub-web')['DJANGO_ALLOWED_HOSTS']).toContain(
    ',$(POD_IP),[$(POD_IP)],',
  )
  for (const name of appPods.slice(1))
    expect(environmentOf(rendered, name)['DJANGO_ALLOWED_HOSTS']).toBe('advisoryhub.apps.okd.example.org')
  expect(settingsOf(rendered)['CSRF_TRUSTED_ORIGINS']).toBe('https://advisoryhub.apps.okd.example.org')
})

test('trap T-04: a Secret is the operator’s or the chart’s', () => {
  expect(refusal({ secrets: { create: true, existingSecret: 'a' } })).toContain('exclude each other')
  expect(refusal({ secrets: { files: { create: true, existingSecret: 'a' } } })).toContain(
    'exclude each other',
  )
})

test('trap T-05: the policy lets the pod of helm test in [AH-077]', () => {
  const rendered = render(okdFull)
  const labels = rendered.object('Pod/advisoryhub-test-connection').metadata.labels
  const [peer] = rendered.object('NetworkPolicy/advisoryhub-web').spec.ingress[2].from
  expect(labels).toMatchObject(peer.podSelector.matchLabels)
  expect(
    render([okdFull, { tests: { enabled: false } }]).object('NetworkPolicy/advisoryhub-web').spec.ingress,
  ).toHaveLength(2)
})

test('trap T-06: user workload monitoring may scrape', () => {
  const text = JSON.stringify(render(okdFull).object('NetworkPolicy/advisoryhub-worker'))
  expect(text).toContain('"openshift-monitoring"')
  expect(text).toContain('"openshift-user-workload-monitoring"')
})

test('trap T-07: limited egress includes DNS [AH-117]', () => {
  const rendered = render([okdFull, { networkPolicy: { egress: [{ ports: [{ port: 5432 }] }] } }])
  for (const policy of rendered.all('NetworkPolicy')) {
    const ports = policy.spec.egress[0].ports.map(({ port, protocol }: Json) => `${port}/${protocol}`)
    expect(ports).toEqual(['53/UDP', '53/TCP', '5353/UDP', '5353/TCP'])
    expect(policy.spec.egress[0].to).toBeUndefined()
  }
  for (const word of ['PostgreSQL', 'Valkey', 'OIDC', 'SMTP', 'GitHub API', 'Eclipse API', 'DNS'])
    expect(readme).toContain(word)
})

test('trap T-08: routers in the host network are told of', () => {
  expect(readme).toContain('policy-group.network.openshift.io/host-network')
})

test('trap T-09: other known hosts roll those who mount them', () => {
  const other = [okd, { pubRepo: { knownHosts: 'github.com ssh-rsa BBBB' } }]
  for (const name of ['Deployment/advisoryhub-web', 'Deployment/advisoryhub-worker'])
    expect(annotationsOf(okd, name)).not.toEqual(annotationsOf(other, name))
  expect(annotationsOf(okd, 'Deployment/advisoryhub-beat')).toEqual(
    annotationsOf(other, 'Deployment/advisoryhub-beat'),
  )
})

test('trap T-10: who upgrades is told of the time that a migration may take', () => {
  expect(render(okd).notes).toContain('A migration may take 600 s')
  expect(readme).toContain('--timeout 15m')
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  compiled,
  containerOf,
  type Json,
  okd,
  okdFull,
  podOf,
  podsOf,
  refusal,
  render,
  vanilla,
} from './render.fixture.ts'

const annotationsOf = (values: Parameters<typeof render>[0], name: string) =>
  render(values).object(name).spec.template.metadata.annotations
const readme = compiled.get('README.md') ?? ''

test('trap T-20: what passes by the block is told', () => {
  expect(render([okd, { service: { type: 'NodePort' } }]).notes).toContain(
    'WARNING: service.type is NodePort',
  )
  expect(readme).toContain('skips Services without endpoints')
})

test('trap T-21: an Ingress has hosts, and each host has paths', () => {
  expect(refusal({ ingress: { enabled: true, hosts: [] } })).toContain('at least one host')
  expect(refusal({ ingress: { enabled: true, hosts: [{ host: 'a.org' }] } })).toContain('paths')
})

test('trap T-22: helm test runs where the application runs, with its image and pull secrets', () => {
  const rendered = render(okd)
  expect(podOf(rendered, 'Pod/advisoryhub-test-connection')).toMatchObject({
    imagePullSecrets: [{ name: 'ghcr-pull' }],
    securityContext: podOf(rendered, 'Deployment/advisoryhub-web').securityContext,
  })
  expect(containerOf(rendered, 'Pod/advisoryhub-test-connection').image).toBe(
    containerOf(rendered, 'Deployment/advisoryhub-web').image,
  )
})

test('trap T-23: who turns autoscaling on is told', () => {
  expect(render({ web: { autoscaling: { enabled: true } } }).notes).toContain('falls to one pod for a moment')
  expect(readme).toContain('scale deploy advisoryhub-web --replicas=N')
})

test('trap T-24: names fit, whatever the release is called, and two releases do not share them', () => {
  const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,51}[a-z0-9])?$/)
  const namesOf = (release: string) =>
    render([okd, 'metrics: { grafanaDashboards: { enabled: true } }'], { release }).names
  fc.assert(
    fc.property(name, name, (one, other) => {
      for (const each of namesOf(one)) expect(each.split('/')[1]).toMatch(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])$/)
      if (one !== other && !one.includes('advisoryhub')) expect(namesOf(one)).not.toEqual(namesOf(other))
    }),
    { seed: 24, numRuns: 15 },
  )
  const long = 'a'.repeat(52)
  expect(namesOf(`${long}b`)).not.toEqual(namesOf(`${long}c`))
})

test('trap T-25: braces of Prometheus and Grafana come through', () => {
  const rendered = render(okdFull)
  expect(rendered.text).toContain('{{ $labels.job }}')
  expect(
    rendered.object('ConfigMap/advisoryhub-advisoryhub-overview').data['advisoryhub-overview.json'],
  ).toContain('{{method}}')
})

test('trap T-26: alerts of two releases are told apart by namespace', () => {
  const { groups } = render(okdFull).object('PrometheusRule/advisoryhub').spec
  for (const rule of groups.flatMap((group: Json) => group.rules)) {
    if (rule.alert !== 'AdvisoryHubTargetDown') expect(rule.expr, rule.alert).toContain('by (namespace')
    expect(rule.annotations.description, rule.alert).toContain('$labels.namespace')
  }
  expect(readme).toContain('grouped by namespace')
})

test('trap T-27: web serves on until routers know, and needs no shell for that', () => {
  const { lifecycle } = containerOf(render(okd), 'Deployment/advisoryhub-web')
  expect(lifecycle.preStop.exec.command).toEqual(['python', '-c', 'import time; time.sleep(5)'])
  expect(
    containerOf(render({ web: { preStopSeconds: 0 } }), 'Deployment/advisoryhub-web').lifecycle,
  ).toBeUndefined()
})

test('trap T-28: pods spread over nodes unless the user says how', () => {
  for (const component of ['web', 'worker']) {
    const name = `Deployment/advisoryhub-${component}`
    expect(podOf(render(okd), name).topologySpreadConstraints).toEqual([
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: render(okd).object(name).spec.selector,
      },
    ])
    const own = [{ maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }]
    expect(
      podOf(render({ [component]: { topologySpreadConstraints: own } }), name).topologySpreadConstraints,
    ).toEqual(own)
  }
})

test('trap T-29: the migration takes volumes and a place', () => {
  const migrate = {
    extraVolumes: [{ name: 'ca', configMap: { name: 'ca' } }],
    extraVolumeMounts: [{ name: 'ca', mountPath: '/ca' }],
    tolerations: [{ operator: 'Exists' }],
    nodeSelector: { a: 'b' },
  }
  const pod = podOf(render({ migrate }), 'Job/advisoryhub-migrate')
  expect(pod).toMatchObject({ tolerations: migrate.tolerations, nodeSelector: migrate.nodeSelector })
  expect(pod.volumes).toContainEqual(migrate.extraVolumes[0])
  expect(pod.containers[0].volumeMounts).toContainEqual(migrate.extraVolumeMounts[0])
})

test('trap T-30: checksums are of the data, so that a new version of the chart rolls nobody by itself', () => {
  const helpers = compiled.get('templates/_helpers.tpl') ?? ''
  const [, checksums = ''] =
    /define "advisoryhub\.checksums" -\}\}([^]*?)\n\{\{- end \}\}\n\n/.exec(helpers) ?? []
  expect(checksums).toContain('include "advisoryhub.settings"')
  expect(checksums).not.toMatch(/labels|Chart|Template/)
  const { annotations, labels } = render(okd).object('Deployment/advisoryhub-beat').spec.template.metadata
  expect(Object.keys(annotations)).toEqual(['checksum/config'])
  expect(JSON.stringify(labels)).not.toContain('0.1.0')
})

test('trap T-30: checksums change with what they are of', () => {
  const web = 'Deployment/advisoryhub-web'
  const before = annotationsOf(vanilla, web)
  const secret = annotationsOf([vanilla, { secrets: { values: { DATABASE_URL: 'other' } } }], web)
  const key = annotationsOf([vanilla, { secrets: { files: { pubRepoSshKey: 'other' } } }], web)
  const setting = annotationsOf([vanilla, { django: { logLevel: 'DEBUG' } }], web)
  const changed = (after: Json) => Object.keys(after).filter((each) => after[each] !== before[each])
  expect([changed(secret), changed(key), changed(setting)]).toEqual([
    ['checksum/secret-env'],
    ['checksum/secret-keys'],
    ['checksum/config'],
  ])
})

test('trap T-31: the workers get their 120 s', () => {
  expect(podOf(render(okd), 'Deployment/advisoryhub-worker').terminationGracePeriodSeconds).toBe(120)
})

test('trap T-32: gunicorn can be told to listen on IPv6', () => {
  const extraEnv = [{ name: 'GUNICORN_CMD_ARGS', value: '--bind=[::]:8000' }]
  expect(containerOf(render({ web: { extraEnv } }), 'Deployment/advisoryhub-web').env).toContainEqual(
    extraEnv[0],
  )
  expect(readme).toContain('--bind=[::]:8000')
})

test('nothing of one pod refers to what another file would have to bring', () => {
  for (const pod of podsOf(render(okdFull))) {
    const volumes = new Set(pod.volumes.map(({ name }: Json) => name))
    for (const mount of pod.containers[0].volumeMounts) expect(volumes).toContain(mount.name)
  }
})

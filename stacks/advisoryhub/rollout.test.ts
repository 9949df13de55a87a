import { expect, test } from 'vitest'
import {
  containerOf,
  type Json,
  minimal,
  okd,
  okdFull,
  podOf,
  refusal,
  render,
  settingsOf,
  vanilla,
} from './render.fixture.ts'

const deployment = (name: string, values: Parameters<typeof render>[0] = okd): Json =>
  render(values).object(`Deployment/advisoryhub-${name}`).spec

test('the migration is a hook of installs and upgrades [AH-066]', () => {
  expect(render(okd).object('Job/advisoryhub-migrate').metadata.annotations).toEqual({
    'helm.sh/hook': 'pre-install,pre-upgrade',
    'helm.sh/hook-weight': '1',
    'helm.sh/hook-delete-policy': 'before-hook-creation',
  })
})

test('it migrates, through the entrypoint of the image [AH-067]', () => {
  const job = render(minimal).object('Job/advisoryhub-migrate').spec
  const container = containerOf(render(minimal), 'Job/advisoryhub-migrate')
  expect(container.args).toEqual(['python', 'manage.py', 'migrate', '--noinput'])
  expect(container.command).toBeUndefined()
  expect([job.backoffLimit, job.activeDeadlineSeconds, job.template.spec.restartPolicy]).toEqual([
    1,
    600,
    'Never',
  ])
  expect(job.template.metadata.labels['app.kubernetes.io/component']).toBe('migrate')
})

test('its settings are those of the pods', () => {
  for (const values of [[], okdFull, vanilla]) {
    const rendered = render(values)
    expect(rendered.object('ConfigMap/advisoryhub-migrate').data).toEqual(settingsOf(rendered))
  }
})

test('web rolls without losing a pod, the workers roll, beat is replaced [AH-073] [AH-074] [AH-076]', () => {
  expect(deployment('web').strategy).toEqual({
    type: 'RollingUpdate',
    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
  })
  expect(deployment('worker').strategy).toEqual({ type: 'RollingUpdate' })
  expect(deployment('beat').strategy).toEqual({ type: 'Recreate' })
})

test('each has its time to end [AH-075]', () => {
  const seconds = ['web', 'worker', 'beat'].map(
    (name) => deployment(name).template.spec.terminationGracePeriodSeconds,
  )
  expect(seconds).toEqual([60, 120, 30])
})

test('beat has one pod, whatever the values say [AH-096]', () => {
  expect(deployment('beat').replicas).toBe(1)
  expect(refusal({ beat: { replicaCount: 2 } })).toContain('replicaCount')
})

test('beat has no probe, no port and no Service', () => {
  const container = containerOf(render(okd), 'Deployment/advisoryhub-beat')
  expect(container.args).toEqual([
    'celery',
    '-A',
    'config',
    'beat',
    '-l',
    'info',
    '--schedule=/tmp/celerybeat-schedule',
  ])
  for (const field of ['ports', 'livenessProbe', 'readinessProbe', 'startupProbe'])
    expect(container[field]).toBeUndefined()
})

test('helm test asks /healthz through the Service of web [AH-077]', () => {
  const own = render(okd).object('Pod/advisoryhub-test-connection')
  expect(own.metadata.annotations).toEqual({
    'helm.sh/hook': 'test',
    'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
  })
  expect(own.spec.containers[0].args.slice(3)).toEqual([
    'http://advisoryhub-web:8000/healthz',
    'X-Forwarded-Proto=https',
    'Host=advisoryhub.apps.okd.example.org',
  ])
  const curl = render([okd, { tests: { image: 'curlimages/curl:8.8.0' } }]).object(
    'Pod/advisoryhub-test-connection',
  )
  expect(curl.spec.containers[0]).toMatchObject({
    image: 'curlimages/curl:8.8.0',
    command: [
      'curl',
      '-fsS',
      '-H',
      'Host: advisoryhub.apps.okd.example.org',
      'http://advisoryhub-web:8000/healthz',
    ],
  })
  expect(curl.spec.containers[0].args ?? []).toEqual([])
})

test('the label of the guide finds Deployments and pods [AH-079]', () => {
  for (const name of ['web', 'worker', 'beat']) {
    expect(
      render(okd).object(`Deployment/advisoryhub-${name}`).metadata.labels['app.kubernetes.io/instance'],
    ).toBe('advisoryhub')
    expect(deployment(name).template.metadata.labels['app.kubernetes.io/instance']).toBe('advisoryhub')
  }
})

const ask = (path: string) => ({
  path,
  port: 'http',
  httpHeaders: [{ name: 'Host', value: 'advisoryhub.apps.okd.example.org' }],
})

test('web is asked by its public name, and has 150 s to start [AH-083] [AH-084] [AH-088] [AH-089]', () => {
  const { livenessProbe, readinessProbe, startupProbe } = containerOf(
    render(okd),
    'Deployment/advisoryhub-web',
  )
  expect(livenessProbe).toEqual({
    httpGet: ask('/healthz'),
    initialDelaySeconds: 5,
    periodSeconds: 10,
    timeoutSeconds: 3,
    failureThreshold: 3,
  })
  expect(readinessProbe).toEqual({
    httpGet: ask('/readyz'),
    periodSeconds: 10,
    timeoutSeconds: 5,
    failureThreshold: 3,
  })
  expect(startupProbe).toEqual({ httpGet: ask('/healthz'), periodSeconds: 5, failureThreshold: 30 })
})

test('without a host the probes send none', () => {
  expect(containerOf(render(minimal), 'Deployment/advisoryhub-web').livenessProbe.httpGet).toEqual({
    path: '/healthz',
    port: 'http',
  })
})

test('timing of probes is the user’s', () => {
  const web = { probes: { startup: { failureThreshold: 60 } } }
  expect(containerOf(render({ web }), 'Deployment/advisoryhub-web').startupProbe).toMatchObject({
    periodSeconds: 5,
    failureThreshold: 60,
  })
})

test('whether readiness looks at the broker is told [AH-085] [AH-086]', () => {
  expect(settingsOf(render())['READYZ_INCLUDE_BROKER']).toBe('True')
  expect(settingsOf(render({ readyz: { includeBroker: false } }))['READYZ_INCLUDE_BROKER']).toBe('False')
})

test('replicas are the user’s or the autoscaler’s [AH-091] [AH-094]', () => {
  for (const name of ['web', 'worker']) {
    expect(deployment(name, { [name]: { replicaCount: 3 } }).replicas).toBe(3)
    const rendered = render({ [name]: { autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 9 } } })
    expect(rendered.object(`Deployment/advisoryhub-${name}`).spec).not.toHaveProperty('replicas')
    expect(rendered.object(`HorizontalPodAutoscaler/advisoryhub-${name}`).spec).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `advisoryhub-${name}` },
      minReplicas: 2,
      maxReplicas: 9,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 75 } },
        },
      ],
    })
  }
  expect(deployment('worker', { worker: { replicaCount: 0 } }).replicas).toBe(0)
})

test('a budget keeps one web pod [AH-092]', () => {
  const { spec } = render(okd).object('PodDisruptionBudget/advisoryhub-web')
  expect(spec.minAvailable).toBe(1)
  expect(spec.selector).toEqual(deployment('web').selector)
  const percent = render({ web: { pdb: { minAvailable: '50%' } } })
  expect(percent.object('PodDisruptionBudget/advisoryhub-web').spec.minAvailable).toBe('50%')
})

test('the workers are asked at their metrics port [AH-093]', () => {
  const container = containerOf(render(okd), 'Deployment/advisoryhub-worker')
  const tcpSocket = { port: 'metrics' }
  expect(container.ports).toEqual([{ name: 'metrics', containerPort: 9808, protocol: 'TCP' }])
  expect(container.livenessProbe).toEqual({
    tcpSocket,
    initialDelaySeconds: 10,
    periodSeconds: 15,
    failureThreshold: 3,
  })
  expect(container.readinessProbe).toEqual({
    tcpSocket,
    initialDelaySeconds: 5,
    periodSeconds: 10,
    failureThreshold: 3,
  })
  expect(container.args).toEqual([
    'celery',
    '-A',
    'config',
    'worker',
    '-l',
    'info',
    '--pool=threads',
    '--concurrency=4',
  ])
})

test('without metrics the workers are asked through Celery, if the user wants', () => {
  const worker = { probes: { celeryInspectPing: { enabled: true } } }
  const { livenessProbe } = containerOf(
    render({ metrics: { enabled: false }, worker }),
    'Deployment/advisoryhub-worker',
  )
  expect(livenessProbe).toMatchObject({ periodSeconds: 60, timeoutSeconds: 15, failureThreshold: 3 })
  expect(livenessProbe.exec.command.slice(0, 2)).toEqual(['python', '-c'])
  expect(livenessProbe.exec.command[2]).toContain('"inspect", "ping"')
  expect(
    containerOf(render({ worker }), 'Deployment/advisoryhub-worker').livenessProbe.tcpSocket,
  ).toBeDefined()
})

test.each([
  ['web', '256Mi'],
  ['worker', '1Gi'],
  ['beat', '64Mi'],
])('%s may write %s to /tmp [AH-095]', (name, size) => {
  const [tmp] = podOf(render(okd), `Deployment/advisoryhub-${name}`).volumes
  expect(tmp).toEqual({ name: 'tmp', emptyDir: { sizeLimit: size } })
})

test('what the user says of a component stays with it', () => {
  const settings = {
    podAnnotations: { a: 'b' },
    podLabels: { team: 'x' },
    nodeSelector: { disk: 'ssd' },
    tolerations: [{ key: 'k', operator: 'Exists' }],
    affinity: { nodeAffinity: {} },
    priorityClassName: 'high',
    extraVolumes: [{ name: 'ca', configMap: { name: 'ca' } }],
    extraVolumeMounts: [{ name: 'ca', mountPath: '/ca' }],
  }
  for (const [component, name] of [
    ['web', 'Deployment/advisoryhub-web'],
    ['worker', 'Deployment/advisoryhub-worker'],
    ['beat', 'Deployment/advisoryhub-beat'],
    ['migrate', 'Job/advisoryhub-migrate'],
  ] as const) {
    const rendered = render({ [component]: settings })
    const { template } = rendered.object(name).spec
    expect(template.metadata.annotations).toMatchObject({ a: 'b' })
    expect(template.metadata.labels).toMatchObject({ team: 'x', 'app.kubernetes.io/component': component })
    const { nodeSelector, tolerations, affinity, priorityClassName } = settings
    expect(template.spec).toMatchObject({ nodeSelector, tolerations, affinity, priorityClassName })
    expect(template.spec.volumes).toContainEqual(settings.extraVolumes[0])
    expect(template.spec.containers[0].volumeMounts).toContainEqual(settings.extraVolumeMounts[0])
    expect(JSON.stringify(rendered.object('Deployment/advisoryhub-beat')).includes('high')).toBe(
      component === 'beat',
    )
  }
})

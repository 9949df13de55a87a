// A table: for every check what it finds, what it leaves alone and what it cannot judge.
import type { RenderedRelease } from '@seaworthy/helm'
import type { KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { autoscaler, budget, job, object, releaseOf, service, workload } from '../check.fixture.ts'
import { checkRelease } from '../check-release.ts'
import { allChecks } from './all-checks.ts'

interface Cases {
  /** What is found, as `OBJECT PATH`. */
  readonly found: readonly (readonly [what: string, release: RenderedRelease, ...places: string[]])[]
  readonly silent: readonly (readonly [what: string, release: RenderedRelease])[]
  readonly unjudged?: readonly (readonly [what: string, release: RenderedRelease, message: string])[]
}

const of = (...objects: KubeObject[]) => releaseOf(objects)
const widget = object('x.example/v1', 'Widget', 'w')
const configMap = (name: string, data?: object) =>
  object('v1', 'ConfigMap', name, data === undefined ? {} : { data })
const keyRef = (kind: 'secretKeyRef' | 'configMapKeyRef', name: string, key: string, more: object = {}) => ({
  env: [{ name: 'X', valueFrom: { [kind]: { name, key, ...more } } }],
})
const probed = (port: number | string, more: object = {}) => ({
  ports: [{ name: 'http', containerPort: 8000 }],
  readinessProbe: { httpGet: { port } },
  ...more,
})
const rolling = (maxUnavailable: number | string) => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable } },
})
const once = { 'seaworthy.dev/singleton': 'true' }
const waitingFor = (name: string) => ({
  name: 'gate',
  image: 'x',
  command: ['kubectl', 'wait', '--for=condition=complete', `job/${name}`],
})
const ingress = (name: string, port: object, more: object = {}) =>
  object('networking.k8s.io/v1', 'Ingress', 'door', {
    spec: {
      rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port } } }] } }],
    },
    ...more,
  })

const cases: Readonly<Record<string, Cases>> = {
  API001: {
    found: [
      [
        'a version that is gone',
        of(object('batch/v1beta1', 'CronJob', 'a', { spec: {} })),
        'CronJob/a apiVersion',
      ],
      ['a group that is gone', of(object('extensions/v1beta1', 'Ingress', 'a')), 'Ingress/a apiVersion'],
      [
        'a budget of before',
        of(object('policy/v1beta1', 'PodDisruptionBudget', 'a')),
        'PodDisruptionBudget/a apiVersion',
      ],
      ['a kind in the wrong group', of(object('v1', 'Deployment', 'a')), 'Deployment/a apiVersion'],
      ['a slip in the kind', of(object('v1', 'Deploymnt', 'a')), 'Deploymnt/a kind'],
      [
        'a kind that was taken out',
        of(object('policy/v1beta1', 'PodSecurityPolicy', 'a')),
        'PodSecurityPolicy/a apiVersion',
      ],
      ['a hook', releaseOf([], [[object('v1', 'Job', 'a')]]), 'Job/a apiVersion'],
    ],
    silent: [
      ['what is served', of(workload('web'), budget('web', {}))],
      ['a kind of somebody else', of(widget)],
      ['a group that only ends alike', of(object('gateway.networking.k8s.io/v1beta1', 'Ingress', 'a'))],
      ['a list', of(object('v1', 'ConfigMapList', 'a', { items: [] }))],
      ['a kind to be switched on', of(object('certificates.k8s.io/v1beta1', 'ClusterTrustBundle', 'a'))],
    ],
  },
  AVL006: {
    found: [
      [
        'a rollout that may take both',
        of(workload('web', { spec: { replicas: 2, ...rolling('100%') } })),
        'Deployment/web spec.strategy.rollingUpdate.maxUnavailable',
      ],
      [
        'a budget whose percentage rounds up to both',
        of(workload('web', { spec: { replicas: 2 } }), budget('web', { maxUnavailable: '60%' })),
        'PodDisruptionBudget/web spec.maxUnavailable',
      ],
      [
        'the autoscaler’s least counts, not what replicas says',
        of(
          workload('web', { spec: { replicas: 5 } }),
          autoscaler('web', { minReplicas: 2 }),
          budget('web', { maxUnavailable: 2 }),
        ),
        'PodDisruptionBudget/web spec.maxUnavailable',
      ],
    ],
    silent: [
      ['half of two', of(workload('web', { spec: { replicas: 2, ...rolling('50%') } }))],
      ['one of one: nothing was promised', of(workload('web', { spec: { replicas: 1, ...rolling(1) } }))],
      ['Recreate means it', of(workload('web', { spec: { replicas: 2, strategy: { type: 'Recreate' } } }))],
      [
        'a budget of one',
        of(workload('web', { spec: { replicas: 2 } }), budget('web', { maxUnavailable: 1 })),
      ],
    ],
  },
  EXP001: {
    found: [
      [
        'a port name that no container has',
        of(
          workload('web', { container: { ports: [{ name: 'http', containerPort: 1 }] } }),
          service('web', { port: 80, targetPort: 'web' }),
        ),
        'Service/web spec.ports.0.targetPort',
      ],
    ],
    silent: [
      [
        'a name that one has',
        of(
          workload('web', { container: { ports: [{ name: 'http', containerPort: 1 }] } }),
          service('web', { port: 80, targetPort: 'http' }),
        ),
      ],
      ['a number needs no declaration', of(workload('web'), service('web', { port: 80, targetPort: 8000 }))],
      ['a number as text', of(workload('web'), service('web', { port: 80, targetPort: '8000' }))],
      ['pods of somebody else', of(service('web', { port: 80, targetPort: 'http' }))],
      [
        'a headless Service, whose clients dial the pods themselves',
        of(
          workload('web', { container: { ports: [{ name: 'http', containerPort: 1 }] } }),
          object('v1', 'Service', 'web', {
            spec: { clusterIP: 'None', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'peer' }] },
          }),
        ),
      ],
    ],
  },
  HOK001: {
    found: [
      [
        'a ServiceAccount of the release',
        releaseOf(
          [object('v1', 'ServiceAccount', 'shop')],
          [[job('migrate', { serviceAccountName: 'shop' })]],
        ),
        'Job/migrate spec.template.spec.serviceAccountName',
      ],
      [
        'a hook of a later weight',
        releaseOf(
          [],
          [
            [configMap('conf', {}), { weight: 5 }],
            [job('migrate', {}, { envFrom: [{ configMapRef: { name: 'conf' } }] })],
          ],
        ),
        'Job/migrate spec.template.spec.containers.0.envFrom.0.configMapRef.name',
      ],
      [
        'a hook of another event',
        releaseOf(
          [],
          [
            [configMap('conf', {}), { events: ['pre-upgrade'], weight: -5 }],
            [job('migrate', { volumes: [{ name: 'c', configMap: { name: 'conf' } }] })],
          ],
        ),
        'Job/migrate spec.template.spec.volumes.0.configMap.name',
      ],
      [
        'a hook of the same weight whose name comes later',
        releaseOf(
          [],
          [[configMap('zz', {})], [job('migrate', {}, { envFrom: [{ configMapRef: { name: 'zz' } }] })]],
        ),
        'Job/migrate spec.template.spec.containers.0.envFrom.0.configMapRef.name',
      ],
    ],
    silent: [
      [
        'a hook of an earlier weight',
        releaseOf(
          [],
          [
            [configMap('conf', {}), { weight: -5 }],
            [job('migrate', {}, { envFrom: [{ configMapRef: { name: 'conf' } }] })],
          ],
        ),
      ],
      [
        'a hook of upgrades only: the object is there by then',
        releaseOf(
          [object('v1', 'ServiceAccount', 'shop')],
          [[job('migrate', { serviceAccountName: 'shop' }), { events: ['pre-upgrade'] }]],
        ),
      ],
      ['an account of somebody else', releaseOf([], [[job('migrate', { serviceAccountName: 'ops' })]])],
      [
        'an optional key',
        releaseOf(
          [configMap('conf', { a: 'b' })],
          [[job('migrate', {}, keyRef('configMapKeyRef', 'conf', 'a', { optional: true }))]],
        ),
      ],
    ],
  },
  HOK003: {
    found: [
      [
        'an init container that waits for a post-install migration',
        releaseOf(
          [workload('web', { pod: { initContainers: [{ name: 'wait-for-migration', image: 'x' }] } })],
          [[job('migrate'), { events: ['post-install'] }]],
        ),
        'Deployment/web spec.template.spec.initContainers.0.name',
      ],
      [
        'an init container that waits for the Job of the hook',
        releaseOf(
          [workload('web', { pod: { initContainers: [waitingFor('migrate')] } })],
          [[job('migrate'), { events: ['post-install'] }]],
        ),
        'Deployment/web spec.template.spec.initContainers.0.name',
      ],
    ],
    silent: [
      [
        'the migration is a pre hook',
        releaseOf(
          [workload('web', { pod: { initContainers: [{ name: 'wait-for-migration', image: 'x' }] } })],
          [[job('migrate')]],
        ),
      ],
      [
        'the init container waits for another Job',
        releaseOf(
          [workload('web', { pod: { initContainers: [waitingFor('other')] } })],
          [[job('migrate'), { events: ['post-install'] }]],
        ),
      ],
      ['nobody waits', releaseOf([workload('web')], [[job('migrate'), { events: ['post-install'] }]])],
      [
        'the post hook is no migration',
        releaseOf(
          [workload('web', { pod: { initContainers: [{ name: 'wait-for-migration', image: 'x' }] } })],
          [[job('greet'), { events: ['post-install'] }]],
        ),
      ],
    ],
  },
  PDB002: {
    found: [
      [
        'one of one',
        of(workload('web'), budget('web', { minAvailable: 1 })),
        'PodDisruptionBudget/web spec.minAvailable',
      ],
      [
        'a percentage that rounds up to all',
        of(workload('web', { spec: { replicas: 2 } }), budget('web', { minAvailable: '51%' })),
        'PodDisruptionBudget/web spec.minAvailable',
      ],
      [
        'none may be away',
        of(workload('web', { spec: { replicas: 3 } }), budget('web', { maxUnavailable: 0 })),
        'PodDisruptionBudget/web spec.maxUnavailable',
      ],
    ],
    silent: [
      ['one of two', of(workload('web', { spec: { replicas: 2 } }), budget('web', { minAvailable: 1 }))],
      ['half of two', of(workload('web', { spec: { replicas: 2 } }), budget('web', { minAvailable: '50%' }))],
      [
        'scaled to nothing',
        of(workload('web', { spec: { replicas: 0 } }), budget('web', { minAvailable: 1 })),
      ],
      [
        'pods of two workloads together',
        of(workload('web'), workload('api'), budget('all', { minAvailable: 1 }, {})),
      ],
    ],
    unjudged: [
      [
        'a DaemonSet has as many pods as nodes',
        of(workload('agent', { kind: 'DaemonSet' }), budget('agent', { minAvailable: 1 })),
        'how many pods DaemonSet/agent has cannot be seen',
      ],
    ],
  },
  PRB005: {
    found: [
      [
        'a port name that the container does not have',
        of(workload('web', { container: probed('web') })),
        'Deployment/web spec.template.spec.containers.0.readinessProbe.httpGet.port',
      ],
      [
        'a number that nothing speaks of, where another gets the traffic',
        of(workload('web', { container: probed(8001) }), service('web', { port: 80, targetPort: 'http' })),
        'Deployment/web spec.template.spec.containers.0.readinessProbe.httpGet.port',
      ],
    ],
    silent: [
      ['by name', of(workload('web', { container: probed('http') }))],
      ['by number', of(workload('web', { container: probed(8000) }))],
      ['a number as text', of(workload('web', { container: probed('8000') }))],
      [
        'a number that an argument speaks of',
        of(
          workload('web', { container: probed(8001, { args: ['--health=:8001'] }) }),
          service('web', { port: 80, targetPort: 'http' }),
        ),
      ],
      [
        'a program whose arguments tell one of its ports of many',
        of(
          workload('web', {
            container: probed(8001, {
              args: ['--admin=:9000'],
              ports: [
                { name: 'http', containerPort: 8000 },
                { name: 'admin', containerPort: 9000 },
              ],
            }),
          }),
          object('v1', 'Service', 'web', {
            spec: {
              selector: { app: 'web' },
              ports: [
                { name: 'http', port: 80, targetPort: 'http' },
                { name: 'admin', port: 81, targetPort: 'admin' },
              ],
            },
          }),
        ),
      ],
      ['a number where nobody sends traffic', of(workload('web', { container: probed(8001) }))],
    ],
  },
  REF001: {
    found: [
      [
        'a mount without its volume',
        of(workload('web', { container: { volumeMounts: [{ name: 'data', mountPath: '/d' }] } })),
        'Deployment/web spec.template.spec.containers.0.volumeMounts.0.name',
      ],
      [
        'an autoscaler without its target',
        of(autoscaler('web')),
        'HorizontalPodAutoscaler/web spec.scaleTargetRef.name',
      ],
      [
        'an Ingress to a port that the Service has not',
        of(workload('web'), service('web'), ingress('web', { number: 8080 })),
        'Ingress/door spec.rules.0.http.paths.0.backend.service.port',
      ],
    ],
    silent: [
      [
        'a claim template is a volume',
        of(
          workload('db', {
            kind: 'StatefulSet',
            spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
            container: { volumeMounts: [{ name: 'data', mountPath: '/d' }] },
          }),
        ),
      ],
      [
        'an Ingress to a port by name',
        of(workload('web'), service('web', { port: 80, name: 'http' }), ingress('web', { name: 'http' })),
      ],
      [
        'rules from annotations',
        of(workload('web'), service('web'), ingress('web', { name: 'use-annotation' })),
      ],
    ],
    unjudged: [
      [
        'a Secret that the release does not render',
        of(workload('web', { container: { envFrom: [{ secretRef: { name: 'given' } }] } })),
        'needs Secret given, which the release does not render: something else must make it',
      ],
      [
        'a Secret whose name is near to one that is rendered',
        of(
          object('v1', 'Secret', 'shop-smtp'),
          configMap('shop-stmp', {}),
          workload('web', { container: { envFrom: [{ secretRef: { name: 'shop-stmp' } }] } }),
        ),
        'needs Secret shop-stmp, which the release does not render: something else must make it; did you mean shop-smtp?',
      ],
      [
        'a Service that the release does not render',
        of(ingress('other', { number: 80 })),
        'sends to Service other, which is not in the release',
      ],
    ],
  },
  REF002: {
    found: [
      [
        'a key that the ConfigMap has not',
        of(
          configMap('conf', { host: 'a' }),
          workload('web', { container: keyRef('configMapKeyRef', 'conf', 'hots') }),
        ),
        'Deployment/web spec.template.spec.containers.0.env.0.valueFrom.configMapKeyRef.key',
      ],
      [
        'a Secret with other keys',
        of(
          object('v1', 'Secret', 'pass', { stringData: { user: 'u' } }),
          workload('web', { container: keyRef('secretKeyRef', 'pass', 'password') }),
        ),
        'Deployment/web spec.template.spec.containers.0.env.0.valueFrom.secretKeyRef.key',
      ],
    ],
    silent: [
      [
        'a key of binaryData',
        of(
          object('v1', 'ConfigMap', 'conf', { binaryData: { host: 'YQ==' } }),
          workload('web', { container: keyRef('configMapKeyRef', 'conf', 'host') }),
        ),
      ],
      [
        'an optional key',
        of(
          configMap('conf', { a: 'b' }),
          workload('web', { container: keyRef('configMapKeyRef', 'conf', 'x', { optional: true }) }),
        ),
      ],
    ],
    unjudged: [
      [
        'a vessel that something else fills',
        of(
          object('v1', 'Secret', 'pass'),
          workload('web', { container: keyRef('secretKeyRef', 'pass', 'password') }),
        ),
        'Secret/pass is filled by somebody else, whether it has key password cannot be seen',
      ],
    ],
  },
  SCH001: {
    found: [
      [
        'a field that does not exist',
        of(workload('web', { container: { imagePullPolcy: 'Always' } })),
        'Deployment/web spec.template.spec.containers.0.imagePullPolcy',
      ],
      [
        'a text where a number is wanted',
        of(workload('web', { spec: { replicas: 'two' } })),
        'Deployment/web spec.replicas',
      ],
    ],
    silent: [
      ['a good object', of(workload('web'))],
      ['an empty choice', of(workload('web', { container: { imagePullPolicy: '' } }))],
    ],
    unjudged: [
      [
        'a kind without schema',
        of(widget),
        'the schema of x.example/v1 Widget is not known, its fields were not checked',
      ],
    ],
  },
  SCH005: {
    found: [
      [
        'the same object from two templates',
        of(configMap('a', {}), configMap('a', {})),
        'ConfigMap/a metadata.name',
      ],
    ],
    silent: [
      ['the same name in two kinds', of(configMap('a', {}), object('v1', 'Secret', 'a'))],
      [
        'the same name in two namespaces',
        of(configMap('a', {}), { ...configMap('a', {}), metadata: { name: 'a', namespace: 'other' } }),
      ],
    ],
  },
  SCH006: {
    found: [
      [
        'a variable given twice',
        of(
          workload('web', {
            container: { env: [{ name: 'A', value: '1' }, { name: 'B' }, { name: 'A', value: '2' }] },
          }),
        ),
        'Deployment/web spec.template.spec.containers.0.env.2.name',
      ],
    ],
    silent: [['each once', of(workload('web', { container: { env: [{ name: 'A' }, { name: 'B' }] } }))]],
  },
  SEL002: {
    found: [
      ['a Service for nobody', of(workload('web'), service('api')), 'Service/api spec.selector'],
      [
        'a Service for a third pod of two',
        of(
          workload('db', { kind: 'StatefulSet', spec: { replicas: 2 } }),
          service('third', { port: 80 }, { 'statefulset.kubernetes.io/pod-name': 'db-2' }),
        ),
        'Service/third spec.selector',
      ],
      [
        'a label that no template has and that nobody may put there',
        of(
          workload('web'),
          service('active', { port: 80 }, { app: 'web', active: 'true' }),
          object('rbac.authorization.k8s.io/v1', 'Role', 'web', {
            rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }],
          }),
        ),
        'Service/active spec.selector',
      ],
      [
        'a label whose value is another, though somebody may change pods',
        of(
          workload('web'),
          service('api', { port: 80 }, { app: 'api', active: 'true' }),
          object('rbac.authorization.k8s.io/v1', 'Role', 'web', {
            rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['patch'] }],
          }),
        ),
        'Service/api spec.selector',
      ],
      [
        'a budget for nobody',
        of(workload('web'), budget('api', { maxUnavailable: 1 })),
        'PodDisruptionBudget/api spec.selector',
      ],
      [
        'a workload that does not select its own pods',
        of(workload('web', { spec: { selector: { matchLabels: { app: 'other' } } } })),
        'Deployment/web spec.selector',
      ],
    ],
    silent: [
      ['a Service for its pods', of(workload('web'), service('web'))],
      [
        'a Service for one pod of a StatefulSet',
        of(
          workload('db', { kind: 'StatefulSet', spec: { replicas: 2 } }),
          service('second', { port: 80 }, { app: 'db', 'statefulset.kubernetes.io/pod-name': 'db-1' }),
          service('first', { port: 80 }, { 'apps.kubernetes.io/pod-index': '0' }),
        ),
      ],
      [
        'a Service for a StatefulSet that is scaled to nothing',
        of(workload('db', { kind: 'StatefulSet', spec: { replicas: 0 } }), service('db')),
      ],
      ['a Service without selector', of(service('web', {}, {}))],
      [
        'a Service outside',
        of(object('v1', 'Service', 'db', { spec: { type: 'ExternalName', selector: { a: 'b' } } })),
      ],
    ],
    unjudged: [
      [
        'an operator may make the pods',
        of(widget, service('web')),
        'selects no pod of the release; an operator may make pods for the custom resources of the release',
      ],
      [
        'a program may put a label on its own pods',
        of(
          workload('web'),
          service('active', { port: 80 }, { app: 'web', active: 'true' }),
          object('rbac.authorization.k8s.io/v1', 'Role', 'web', {
            rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'patch'] }],
          }),
        ),
        'selects no pod of the release; label active is on no template, a program that may change pods (Role/web) may put it there',
      ],
    ],
  },
  SNG001: {
    found: [
      [
        'a singleton that rolls',
        of(workload('beat', { annotations: once })),
        'Deployment/beat spec.strategy',
      ],
      [
        'a program that is known for it',
        of(workload('beat', { container: { command: ['celery', '-A', 'shop', 'beat'] } })),
        'Deployment/beat spec.strategy',
      ],
      [
        'two of it',
        of(workload('beat', { annotations: once, spec: { replicas: 2, strategy: { type: 'Recreate' } } })),
        'Deployment/beat spec.replicas',
      ],
      [
        'two of it that roll are said once',
        of(workload('beat', { annotations: once, spec: { replicas: 2 } })),
        'Deployment/beat spec.replicas',
      ],
    ],
    silent: [
      ['Recreate', of(workload('beat', { annotations: once, spec: { strategy: { type: 'Recreate' } } }))],
      [
        'a StatefulSet of one stops the old first',
        of(workload('beat', { kind: 'StatefulSet', annotations: once })),
      ],
      ['a worker beside it', of(workload('worker', { container: { command: ['celery', 'worker'] } }))],
    ],
  },
}

const codes = allChecks.map(({ code }) => code)

test('every check is in the table', () => {
  expect(Object.keys(cases)).toEqual(codes)
})

for (const [code, { found, silent, unjudged = [] }] of Object.entries(cases)) {
  test.each(found.map(([what, release, ...places]) => ({ what, release, places })))(
    `${code} finds: $what`,
    ({ release, places }) => {
      const findings = checkRelease(release).findings.filter((each) => each.code === code)
      expect(findings.map(({ object: name, path }) => `${name} ${path.join('.')}`)).toEqual(places)
      for (const { message, cause, effect, fix } of findings) {
        for (const text of [message, cause, effect, fix])
          expect(text).not.toMatch(/undefined|\[object|NaN|^$/)
        expect(message).not.toMatch(/\.$/)
      }
    },
  )

  test.each(silent)(`${code} is silent: %s`, (_what, release) => {
    const { findings } = checkRelease(release)
    expect(findings.filter((each) => each.code === code)).toEqual([])
  })

  test.each(unjudged)(`${code} does not judge: %s`, (_what, release, message) => {
    const result = checkRelease(release)
    expect(result.findings.filter((each) => each.code === code)).toEqual([])
    expect(result.unjudged.filter((each) => each.code === code).map((each) => each.message)).toEqual([
      message,
    ])
  })
}

test.each([
  ['extensions/v1beta1', 'Ingress', 'write it as apiVersion: networking.k8s.io/v1, whose fields may differ'],
  ['apps/v1beta1', 'Deployment', 'write it as apiVersion: apps/v1, whose fields may differ'],
  [
    'autoscaling/v2beta2',
    'HorizontalPodAutoscaler',
    'write it as apiVersion: autoscaling/v2, whose fields may differ',
  ],
  ['events.k8s.io/v1beta1', 'Event', 'write it as apiVersion: events.k8s.io/v1, whose fields may differ'],
  ['v1', 'Deploymnt', 'did you mean apps/v1 Deployment?'],
  ['policy/v1beta1', 'PodSecurityPolicy', 'take it away: no version of PodSecurityPolicy is served'],
])('%s %s is not served: %s', (apiVersion, kind, fix) => {
  const { findings, unjudged } = checkRelease(of(object(apiVersion, kind, 'a')))
  const cause = `no matches for kind "${kind}" in version "${apiVersion}"`
  expect(findings).toMatchObject([{ code: 'API001', severity: 'error', cause, fix }])
  expect(unjudged).toEqual([])
})

test('a hook that is not served fails when its turn comes', () => {
  const bad = object('v1', 'Job', 'a')
  const effects = [of(bad), releaseOf([], [[bad]])].map(
    (release) => checkRelease(release).findings[0]?.effect,
  )
  expect(effects).toEqual([
    'Helm refuses the whole release before anything is made',
    'the hook fails when its turn comes, and the release with it',
  ])
})

test('what is known to be there is not asked for', () => {
  const release = of(workload('web', { container: { envFrom: [{ secretRef: { name: 'given' } }] } }))
  expect(checkRelease(release, [object('v1', 'Secret', 'given')]).unjudged).toEqual([])
})

test('findings come by severity, object and place, and in the same order each time', () => {
  const release = of(
    workload('web', { container: { ...probed('web'), env: [{ name: 'A' }, { name: 'A' }] } }),
    service('nobody'),
    configMap('a', {}),
    configMap('a', {}),
  )
  const order = () =>
    checkRelease(release).findings.map((each) => `${each.severity} ${each.code} ${each.object}`)
  expect(order()).toEqual([
    'error SCH005 ConfigMap/a',
    'error SCH006 Deployment/web',
    'error PRB005 Deployment/web',
    'warning SEL002 Service/nobody',
  ])
  expect(order()).toEqual(order())
})

// A table: requests that a real API server refuses, as charts and people make them.
import type { Json } from '@seaworthy/kube'

/** Objects that are there before, then one request and the verb it is sent with. */
export interface RefusalCase {
  readonly before?: readonly Json[]
  /** A CustomResourceDefinition that is served before everything else. */
  readonly definition?: Json
  readonly verb: 'create' | 'update' | 'apply'
  readonly object: Json
  readonly fieldManager?: string
}

const labels = { app: 'x' }
const selector = { matchLabels: labels }
const containers = [{ name: 'c', image: 'c:1' }]

function object(apiVersion: string, kind: string, rest: Json, name = 'x'): Json {
  return { apiVersion, kind, metadata: { name, namespace: 'default' }, ...rest }
}
function template(spec: Json = {}, own: Json = labels): Json {
  return { metadata: { labels: own }, spec: { containers, ...spec } }
}
function deployment(spec: Json = {}, name = 'x'): Json {
  return object('apps/v1', 'Deployment', { spec: { selector, template: template(), ...spec } }, name)
}
function withPod(spec: Json): Json {
  return deployment({ template: template(spec) })
}
function withContainer(extra: Json): Json {
  return withPod({ containers: [{ name: 'c', image: 'c:1', ...extra }] })
}
function job(spec: Json = {}, pod: Json = {}): Json {
  return object('batch/v1', 'Job', {
    spec: { template: template({ restartPolicy: 'Never', ...pod }), ...spec },
  })
}
function service(spec: Json): Json {
  return object('v1', 'Service', { spec })
}
function budget(spec: Json): Json {
  return object('policy/v1', 'PodDisruptionBudget', { spec: { selector, ...spec } })
}
function ingress(rule: Json): Json {
  return object('networking.k8s.io/v1', 'Ingress', { spec: { rules: [rule] } })
}
function statefulSet(spec: Json = {}): Json {
  return object('apps/v1', 'StatefulSet', {
    spec: { selector, serviceName: 'x', template: template(), ...spec },
  })
}
function autoscaler(spec: Json): Json {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' }
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: { scaleTargetRef, maxReplicas: 3, ...spec },
  })
}
const create = (given: Json): RefusalCase => ({ verb: 'create', object: given })
const apply = (given: Json): RefusalCase => ({ verb: 'apply', object: given, fieldManager: 'helm' })
const update = (before: Json, given: Json): RefusalCase => ({
  before: [before],
  verb: 'update',
  object: given,
})
/** Applied first, then applied anew by the same manager: what an upgrade with Helm 4 does. */
const reapply = (before: Json, given: Json): RefusalCase => ({ before: [before], ...apply(given) })
const http = (paths: Json): Json => ({ http: { paths } })
const backend = { service: { name: 'x', port: { number: 80 } } }
const probe = (handler: Json, rest: Json = {}) => ({ readinessProbe: { ...handler, ...rest } })
const get = { httpGet: { path: '/', port: 80 } }
const exclusive = {
  name: 'e',
  env: [{ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
}

/** A definition of our own, so that refusals of custom resources can be asked for. */
const definition: Json = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.org' },
  spec: {
    group: 'example.org',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['size'],
                properties: {
                  size: { type: 'integer', minimum: 1, maximum: 9 },
                  colour: { type: 'string', enum: ['red', 'blue'], default: 'red' },
                  code: { type: 'string', pattern: '^[a-z]+$', maxLength: 3 },
                  parts: { type: 'array', maxItems: 2, items: { type: 'string' } },
                },
              },
            },
          },
        },
      },
    ],
  },
}
function widget(spec: Json, verb: RefusalCase['verb'] = 'create'): RefusalCase {
  return { definition, verb, object: object('example.org/v1', 'Widget', { spec }), fieldManager: 'helm' }
}

export const refusalCases: Readonly<Record<string, RefusalCase>> = {
  'exists-already': { before: [deployment()], verb: 'create', object: deployment() },
  'no-namespace': create({ ...deployment(), metadata: { name: 'x', namespace: 'nowhere' } }),
  'no-service-account': create(object('v1', 'Pod', { spec: { containers, serviceAccountName: 'nobody' } })),
  'no-priority-class': create(object('v1', 'Pod', { spec: { containers, priorityClassName: 'none' } })),
  'name-upper-case': create(deployment({}, 'Web')),
  'name-missing': create({ ...deployment(), metadata: { namespace: 'default' } }),
  'namespace-name-dots': create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a.b' } }),
  'service-name-upper-case': create(object('v1', 'Service', { spec: { ports: [{ port: 80 }] } }, 'Web')),
  'label-value': create({
    ...deployment(),
    metadata: { name: 'x', namespace: 'default', labels: { a: 'b c' } },
  }),
  'label-key': create({
    ...deployment(),
    metadata: { name: 'x', namespace: 'default', labels: { 'a b': 'c' } },
  }),
  'unknown-field': create(deployment({ replica: 3 })),
  'wrong-type': create(deployment({ replicas: '3' })),
  'env-number': create(withContainer({ env: [{ name: 'A', value: 3 }] })),
  'quantity-bad': create(withContainer({ resources: { limits: { memory: '1GB' } } })),
  'apply-unknown-field': apply(deployment({ replica: 3 })),
  'apply-two-unknown-fields': apply(deployment({ replica: 3, stratgy: {} })),
  'apply-wrong-type': apply(deployment({ replicas: '3' })),
  'apply-env-number': apply(withContainer({ env: [{ name: 'A', value: 3 }] })),
  'apply-duplicate-env': apply(
    withContainer({
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    }),
  ),
  'apply-duplicate-port': apply(withContainer({ ports: [{ containerPort: 80 }, { containerPort: 80 }] })),
  'selector-mismatch': create(deployment({ template: template({}, { app: 'y' }) })),
  'selector-empty': create(deployment({ selector: {} })),
  'selector-missing': create(object('apps/v1', 'Deployment', { spec: { template: template() } })),
  'selector-changed-applied': reapply(
    deployment(),
    deployment({ selector: { matchLabels: { app: 'y' } }, template: template({}, { app: 'y' }) }),
  ),
  'selector-changed': update(
    deployment(),
    deployment({ selector: { matchLabels: { app: 'y' } }, template: template({}, { app: 'y' }) }),
  ),
  'both-zero': create(deployment({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } })),
  'recreate-rolling': create(deployment({ strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } })),
  'strategy-unknown': create(deployment({ strategy: { type: 'Rolling' } })),
  'progress-before-ready': create(deployment({ progressDeadlineSeconds: 10, minReadySeconds: 20 })),
  'replicas-negative': create(deployment({ replicas: -1 })),
  'percent-bad': create(deployment({ strategy: { rollingUpdate: { maxSurge: '1' } } })),
  'deployment-restart-never': create(withPod({ restartPolicy: 'Never' })),
  'no-containers': create(withPod({ containers: [] })),
  'container-name': create(withPod({ containers: [{ name: 'My_C', image: 'c:1' }] })),
  'container-no-name': create(withPod({ containers: [{ image: 'c:1' }] })),
  'container-no-image': create(withPod({ containers: [{ name: 'c' }] })),
  'container-twice': create(withPod({ containers: [...containers, ...containers] })),
  'mount-unknown': create(withContainer({ volumeMounts: [{ name: 'w', mountPath: '/w' }] })),
  'mount-twice': create(
    withPod({
      containers: [
        {
          name: 'c',
          image: 'c:1',
          volumeMounts: [
            { name: 'v', mountPath: '/v' },
            { name: 'v', mountPath: '/v' },
          ],
        },
      ],
      volumes: [{ name: 'v', emptyDir: {} }],
    }),
  ),
  'volume-two-sources': create(
    withPod({ volumes: [{ name: 'v', emptyDir: {}, secret: { secretName: 's' } }] }),
  ),
  'volume-twice': create(
    withPod({
      volumes: [
        { name: 'v', emptyDir: {} },
        { name: 'v', emptyDir: {} },
      ],
    }),
  ),
  'request-over-limit': create(
    withContainer({ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }),
  ),
  'port-range': create(withContainer({ ports: [{ containerPort: 70000 }] })),
  'port-name-long': create(withContainer({ ports: [{ containerPort: 80, name: 'a-very-long-port-name' }] })),
  'port-name-twice': create(
    withContainer({
      ports: [
        { containerPort: 80, name: 'a' },
        { containerPort: 81, name: 'a' },
      ],
    }),
  ),
  'probe-no-handler': create(withContainer(probe({}))),
  'probe-two-handlers': create(withContainer(probe({ ...get, tcpSocket: { port: 80 } }))),
  'probe-negative': create(withContainer(probe(get, { periodSeconds: -1 }))),
  'liveness-success': create(withContainer({ livenessProbe: { ...get, successThreshold: 2 } })),
  'env-name': create(withContainer({ env: [{ name: '', value: 'x' }] })),
  'env-both': create(withPod({ containers: [...containers, { ...exclusive, image: 'c:1' }] })),
  'pull-policy': create(withContainer({ imagePullPolicy: 'always' })),
  'statefulset-template-claims': update(statefulSet(), statefulSet({ serviceName: 'y' })),
  'job-restart-always': create(job({}, { restartPolicy: 'Always' })),
  'job-template-changed': reapply(job(), job({}, { containers: [{ name: 'c', image: 'c:2' }] })),
  'job-completions-changed': reapply(job({ completions: 1 }), job({ completions: 3 })),
  'cronjob-schedule': create(
    object('batch/v1', 'CronJob', {
      spec: { schedule: 'daily', jobTemplate: { spec: { template: template({ restartPolicy: 'Never' }) } } },
    }),
  ),
  'service-no-ports': create(service({ selector: labels })),
  'service-ports-unnamed': create(service({ ports: [{ port: 80 }, { port: 81 }] })),
  'service-ports-twice': create(
    service({
      ports: [
        { port: 80, name: 'a' },
        { port: 80, name: 'b' },
      ],
    }),
  ),
  'service-node-port': create(service({ type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] })),
  'service-address-changed': update(
    service({ ports: [{ port: 80 }] }),
    service({ clusterIP: 'None', ports: [{ port: 80 }] }),
  ),
  'service-external-no-name': create(service({ type: 'ExternalName' })),
  'budget-both': create(budget({ minAvailable: 1, maxUnavailable: 1 })),
  'budget-string': create(budget({ minAvailable: '1' })),
  'autoscaler-bounds': create(autoscaler({ minReplicas: 5 })),
  'autoscaler-zero': create(autoscaler({ minReplicas: 0 })),
  'ingress-path-type': create(ingress(http([{ path: '/', backend }]))),
  'ingress-path': create(ingress(http([{ path: 'x', pathType: 'Prefix', backend }]))),
  'ingress-host-address': create(
    ingress({ host: '10.0.0.1', ...http([{ path: '/', pathType: 'Prefix', backend }]) }),
  ),
  'ingress-empty': create(object('networking.k8s.io/v1', 'Ingress', { spec: {} })),
  'configmap-immutable': update(
    object('v1', 'ConfigMap', { immutable: true, data: { a: '1' } }),
    object('v1', 'ConfigMap', { immutable: true, data: { a: '2' } }),
  ),
  'configmap-key': create(object('v1', 'ConfigMap', { data: { 'a/b': '1' } })),
  'secret-type-changed': update(object('v1', 'Secret', {}), object('v1', 'Secret', { type: 'x/y' })),
  'secret-tls-keys': create(object('v1', 'Secret', { type: 'kubernetes.io/tls', data: {} })),
  'role-ref-changed': update(
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' },
    }),
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'b' },
    }),
  ),
  'claim-no-size': create(
    object('v1', 'PersistentVolumeClaim', { spec: { accessModes: ['ReadWriteOnce'] } }),
  ),
  'claim-no-mode': create(
    object('v1', 'PersistentVolumeClaim', { spec: { resources: { requests: { storage: '1Gi' } } } }),
  ),
  'network-policy-type': create(
    object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, policyTypes: ['In'] } }),
  ),
  'custom-unknown-field': widget({ size: 1, sizes: 2 }),
  'custom-wrong-type': widget({ size: 'x' }),
  'custom-missing': widget({ colour: 'red' }),
  'custom-enum': widget({ size: 1, colour: 'green' }),
  'custom-too-much': widget({ size: 10 }),
  'custom-too-little': widget({ size: 0 }),
  'custom-pattern': widget({ size: 1, code: 'A' }),
  'custom-too-long': widget({ size: 1, code: 'abcd' }),
  'custom-too-many': widget({ size: 1, parts: ['a', 'b', 'c'] }),
  'custom-apply-unknown-field': widget({ size: 1, sizes: 2 }, 'apply'),
  'custom-apply-wrong-type': widget({ size: 'x' }, 'apply'),
  'custom-apply-missing': widget({ colour: 'red' }, 'apply'),
}

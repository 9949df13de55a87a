// A chart that uses every construct once; tests compile, render and interpret it.
import {
  and,
  blockText,
  chart,
  choose,
  compact,
  concat,
  customResource,
  defaultTo,
  defineChart,
  defineValues,
  each,
  eachEntry,
  entry,
  type EnvVar,
  eq,
  fields,
  fileText,
  filterList,
  first,
  get,
  gt,
  hasPrefix,
  hook,
  ifSet,
  isPresent,
  join,
  length,
  listOf,
  listTemplate,
  mapFunction,
  mapList,
  mapTemplate,
  mergeByName,
  not,
  or,
  overlay,
  type PodSecurityContext,
  release,
  replace,
  type Resources,
  resource,
  sha256,
  spread,
  text,
  textTemplate,
  toJson,
  toText,
  trimSuffix,
  trunc,
  uniq,
  value,
  when,
  withoutNulls,
} from './index.ts'

const text_ = value.string()

const values = defineValues({
  image: value.object({
    repository: value.string({ default: 'ghcr.io/example/shop', minLength: 1, doc: 'Image without its tag' }),
    tag: value.string({ default: '', doc: 'Tag of the image; the version of the app where empty' }),
    pullPolicy: value.oneOf(['Always', 'IfNotPresent', 'Never'], { default: 'IfNotPresent' }),
  }),
  fullnameOverride: value.string({
    default: '',
    pattern: '^([a-z]([-a-z0-9]*[a-z0-9])?)?$',
    token: true,
    doc: 'Name of the objects, instead of one made from the release',
  }),
  podSecurityContext: value.free<PodSecurityContext>({
    default: { runAsNonRoot: true, runAsUser: null, fsGroup: null },
    doc: 'Security context of every pod; null entries are left out, zero stays',
  }),
  secretMode: value.integer({ default: 288, doc: 'Mode of the mounted keys' }),
  extraEnv: value.freeList<EnvVar>({ default: [], doc: 'Environment of every container' }),
  web: value.object(
    {
      replicaCount: value.integer({ default: 2, min: 0, doc: 'Pods, unless an autoscaler decides' }),
      bigNumber: value.integer({ default: 1234567, doc: 'Large enough for an exponent in Go' }),
      ratio: value.number({ default: 0.5, min: 0, max: 1 }),
      autoscaling: value.boolean({ default: false }),
      resources: value.free<Resources>({ default: { requests: { cpu: '250m', memory: '512Mi' } } }),
      nodeSelector: value.map(text_, { default: {} }),
      podLabels: value.map(text_, { default: {} }),
      extraEnv: value.freeList<EnvVar>({ default: [] }),
      priority: value.nullable(value.integer({ doc: 'Priority; zero is one, too' })),
      args: value.list(text_, { default: ['serve', '--port=8000'] }),
      minAvailable: value.either(value.integer(), text_, { default: 1 }),
    },
    { doc: 'The web tier' },
  ),
  debug: value.boolean({ default: false, doc: 'Written as True or False' }),
  sampleRate: value.string({ default: '0' }),
  motd: value.string({ default: 'Welcome\n  to the shop', doc: 'Text of several lines' }),
  settings: value.map(text_, { default: { COLOUR: 'blue' }, doc: 'Further settings' }),
  route: value.object({ enabled: value.boolean({ default: false }), host: value.string({ default: '' }) }),
  ingress: value.object({
    enabled: value.boolean({ default: false }),
    hosts: value.list(
      value.object({
        host: value.string(),
        paths: value.list(
          value.object({ path: value.string(), pathType: value.optional(value.oneOf(['Prefix', 'Exact'])) }),
        ),
      }),
      { default: [], doc: 'Hosts and their paths' },
    ),
  }),
  secrets: value.object({
    create: value.boolean({ default: false }),
    existing: value.string({ default: '' }),
    values: value.map(text_, { default: {} }),
  }),
})

const fullname = textTemplate(
  'fullname',
  { doc: 'Name of the objects: at most 63 characters, as Kubernetes wants it.', token: true },
  choose(
    values.fullnameOverride,
    trimSuffix(trunc(values.fullnameOverride, 63), '-'),
    trimSuffix(trunc(text`${release.name}-shop`, 63), '-'),
  ),
)

const selectorLabels = mapFunction(
  'selectorLabels',
  {
    doc: 'Labels that select the pods of one component.',
    parameters: { component: value.string({ token: true }) },
  },
  ({ component }) => ({
    'app.kubernetes.io/name': 'shop',
    'app.kubernetes.io/instance': release.name,
    'app.kubernetes.io/component': component,
  }),
)

const labels = mapTemplate(
  'labels',
  { doc: 'Labels of every object.' },
  {
    'helm.sh/chart': replace(text`${chart.name}-${chart.version}`, '+', '_'),
    'app.kubernetes.io/version': chart.appVersion,
    'app.kubernetes.io/managed-by': release.service,
  },
)

const hosts = listTemplate(
  'hosts',
  { doc: 'Hosts under which the shop is reached, each once.' },
  uniq(
    compact(
      concat(
        choose(values.route.enabled, listOf(values.route.host), listOf<string>()),
        mapList(values.ingress.hosts, (each_) => each_.host, { as: 'host' }),
      ),
    ),
  ),
)

const primary = first(hosts)

const baseEnv = listTemplate<EnvVar>('baseEnv', { doc: 'Environment that the shop itself needs.' }, [
  { name: 'HOME', value: '/tmp' },
  { name: 'WORKERS', value: toText(values.web.replicaCount) },
  when(values.debug, { name: 'DEBUG', value: 'True' }),
])

const data = mapTemplate<Readonly<Record<string, string>>>(
  'settings',
  { doc: 'Settings of the shop.' },
  {
    MODE: 'production',
    TEMPLATE: 'a {{ b }} c',
    OCTAL: '0440',
    YES: 'yes',
    DEBUG: choose(values.debug, 'True', 'False'),
    SAMPLE_RATE: values.sampleRate,
    BIG: toText(values.web.bigNumber),
    RATIO: toText(values.web.ratio),
    HOSTS: when(hosts, join(hosts, ',')),
    ORIGINS: when(
      hosts,
      join(
        mapList(hosts, (host) => text`https://${host}`, { as: 'host' }),
        ',',
      ),
    ),
    BASE_URL: ifSet(primary, (host) => text`https://${host}`),
    COLOUR: ifSet(get(values.settings, 'COLOUR')) as never,
  },
)

const meta = (name: ReturnType<typeof textTemplate>, component: string) => ({
  name,
  labels: fields(labels, selectorLabels({ component })),
})

const configMap = resource('configmap', {
  kind: 'ConfigMap',
  metadata: meta(fullname, 'web'),
  data: fields(
    { motd: blockText(values.motd), 'rules.txt': blockText(fileText('files/rules.txt')) },
    data,
    eachEntry(values.secrets.values, (key, each_) => entry(text`from-${key}`, each_)),
  ),
})

const deployment = resource(
  'web/deployment',
  {
    kind: 'Deployment',
    metadata: meta(text`${fullname}-web`, 'web'),
    spec: {
      replicas: when(not(values.web.autoscaling), values.web.replicaCount),
      selector: { matchLabels: selectorLabels({ component: 'web' }) },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: {
        metadata: {
          labels: overlay(values.web.podLabels, selectorLabels({ component: 'web' })),
          annotations: {
            'checksum/config': sha256(toJson(data)),
            'checksum/secrets': when(values.secrets.create, sha256(toJson(values.secrets.values))),
          },
        },
        spec: {
          securityContext: withoutNulls(values.podSecurityContext),
          nodeSelector: ifSet(values.web.nodeSelector),
          containers: [
            {
              name: 'web',
              image: text`${values.image.repository}:${defaultTo(values.image.tag, chart.appVersion)}`,
              imagePullPolicy: values.image.pullPolicy,
              args: values.web.args,
              env: mergeByName<EnvVar>(baseEnv, values.extraEnv, values.web.extraEnv),
              envFrom: [
                { configMapRef: { name: fullname } },
                when(or(values.secrets.create, values.secrets.existing), {
                  secretRef: { name: defaultTo(values.secrets.existing, text`${fullname}-env`) },
                }),
              ],
              ports: [{ name: 'http', containerPort: 8000 }],
              livenessProbe: {
                httpGet: {
                  path: '/healthz',
                  port: 'http',
                  httpHeaders: [ifSet(primary, (host) => ({ name: 'Host', value: host }))],
                },
              },
              resources: values.web.resources,
              volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
            },
          ],
          volumes: [
            { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
            when(values.secrets.existing, [
              {
                name: 'keys',
                secret: { secretName: values.secrets.existing, defaultMode: values.secretMode, items: [] },
              },
              { name: 'more', emptyDir: {} },
            ]),
          ],
        },
      },
    },
  },
  { comment: 'The web tier.' },
)

const ingress = resource(
  'ingress',
  {
    kind: 'Ingress',
    metadata: { name: fullname, labels },
    spec: {
      rules: [
        each(
          filterList(values.ingress.hosts, (host) => host.host, { as: 'named' }),
          (host) => ({
            host: host.host,
            http: {
              paths: [
                when(values.debug, {
                  path: '/debug',
                  pathType: 'Prefix',
                  backend: { service: { name: fullname, port: { number: 9000 } } },
                }),
                each(
                  host.paths,
                  (path) => ({
                    path: path.path,
                    pathType: defaultTo(path.pathType, 'Prefix'),
                    backend: { service: { name: text`${fullname}-web`, port: { name: 'http' } } },
                  }),
                  { as: 'path' },
                ),
              ],
            },
          }),
          { as: 'host' },
        ),
      ],
    },
  },
  { when: and(values.ingress.enabled, gt(length(values.ingress.hosts), 0)) },
)

const route = customResource(
  'route',
  {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: { name: fullname, labels },
    spec: {
      host: values.route.host,
      to: { kind: 'Service', name: text`${fullname}-web`, weight: 100 },
      tls: { termination: 'edge' },
      limits: {
        priority: when(isPresent(values.web.priority), values.web.priority),
        big: values.web.bigNumber,
      },
      ratio: values.web.ratio,
      debug: values.debug,
      minAvailable: values.web.minAvailable,
    },
  },
  { when: values.route.enabled },
)

const secret = resource(
  'secret',
  {
    kind: 'Secret',
    metadata: {
      name: text`${fullname}-env`,
      labels,
      annotations: when(
        eq(values.debug, false),
        hook({
          events: ['pre-install', 'pre-upgrade'],
          weight: -5,
          deletePolicies: ['before-hook-creation'],
        }),
      ),
    },
    type: 'Opaque',
    stringData: values.secrets.values,
  },
  { when: values.secrets.create },
)

const budget = resource('web/budget', {
  kind: 'PodDisruptionBudget',
  metadata: { name: text`${fullname}-web`, labels },
  spec: {
    minAvailable: values.web.minAvailable,
    selector: { matchLabels: selectorLabels({ component: 'web' }) },
  },
})

const pod = resource('test', {
  kind: 'Pod',
  metadata: { name: text`${fullname}-test`, annotations: hook({ events: ['test'] }) },
  spec: {
    restartPolicy: 'Never',
    containers: [
      {
        name: 'test',
        image: 'curlimages/curl:8.8.0',
        command: [
          'curl',
          '-fsS',
          spread(mapList(hosts, (host) => text`-HHost: ${host}`, { as: 'host' })),
          'http://web/',
        ],
      },
    ],
  },
})

export const shop = defineChart({
  name: 'shop',
  version: '0.1.0',
  appVersion: '1.10',
  description: 'A shop: everything that a chart can say, said once',
  kubeVersion: '>=1.25.0-0',
  icon: 'https://example.org/shop.svg',
  values,
  resources: [configMap, deployment, ingress, route, secret, budget, pod],
  validate: [
    {
      when: and(values.secrets.create, values.secrets.existing),
      message: 'secrets.create and secrets.existing exclude each other: set one of them',
    },
    {
      when: and(values.route.enabled, or(not(values.route.host), hasPrefix(values.route.host, 'https://'))),
      message: text`route.host must be a host without https://, and is "${values.route.host}"`,
    },
  ],
  notes: [
    text`${release.name} is installed.`,
    ifSet(primary, (host) => [text`Open https://${host}/`]),
    when(not(primary), ['', 'No host is set: the shop can be reached inside the cluster only.']),
  ],
  files: { 'files/rules.txt': 'one {{ two }}\n  three\n' },
})

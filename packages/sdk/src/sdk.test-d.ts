// What must not compile: `npx tsc --noEmit` fails where an expected error is missing.
import {
  and,
  choose,
  customResource,
  defaultTo,
  defineValues,
  each,
  entry,
  type EnvVar,
  eq,
  fields,
  first,
  hook,
  ifSet,
  listTemplate,
  mapList,
  type Resources,
  resource,
  spread,
  text,
  toText,
  value,
  when,
} from './index.ts'

const values = defineValues({
  image: value.object({ tag: value.string({ default: '' }) }),
  web: value.object({
    replicaCount: value.integer({ default: 2 }),
    nodeSelector: value.map(value.string(), { default: {} }),
    resources: value.free<Resources>({ default: {} }),
    extraEnv: value.freeList<EnvVar>({ default: [] }),
    user: value.nullable(value.integer()),
  }),
  level: value.oneOf(['INFO', 'DEBUG'], { default: 'INFO' }),
  route: value.object({ enabled: value.boolean({ default: false }) }),
  hosts: value.list(
    value.object({
      host: value.string(),
      paths: value.list(value.object({ path: value.string(), pathType: value.oneOf(['Prefix', 'Exact']) })),
    }),
    { default: [] },
  ),
})

declare function selected(): void

// @ts-expect-error a field that was not declared
values.image.tagg

// @ts-expect-error an expression is not a condition of TypeScript
if (values.route.enabled) selected()

// @ts-expect-error nor is the result of a function
if (eq(values.image.tag, 'x')) selected()

// @ts-expect-error nor in the short form
export const short = values.route.enabled ? 1 : 2

// @ts-expect-error a number is compared with a number
eq(values.web.replicaCount, 'two')

// @ts-expect-error one of the declared choices
eq(values.level, 'TRACE')

// @ts-expect-error the fallback has the type of the subject
defaultTo(values.image.tag, 3)

// @ts-expect-error items have the declared fields only
mapList(values.hosts, (each_) => each_.name)

const selector = { matchLabels: { app: 'web' } }
const container = { name: 'web', image: text`repo:${values.image.tag}` }

resource('web', {
  kind: 'Deployment',
  metadata: { name: 'web' },
  // @ts-expect-error a text where a number belongs
  spec: { replicas: values.image.tag, selector, template: { spec: { containers: [container] } } },
})

resource('web', {
  kind: 'Deployment',
  metadata: { name: 'web' },
  // @ts-expect-error a field that Deployments do not have
  spec: { replica: 2, selector, template: { spec: { containers: [container] } } },
})

resource('web', {
  kind: 'Deployment',
  metadata: { name: 'web' },
  // @ts-expect-error null is decided first: ifSet, isPresent
  spec: { replicas: values.web.user, selector, template: { spec: { containers: [container] } } },
})

// @ts-expect-error an env value is text: toText says so
export const env: readonly EnvVarLike[] = [{ name: 'PORT', value: values.web.replicaCount }]

type EnvVarLike = import('./index.ts').Templated<EnvVar>

resource('labels', {
  kind: 'ConfigMap',
  // @ts-expect-error a label is text
  metadata: { name: 'web', labels: fields({ app: values.web.replicaCount }) },
})

resource('data', {
  kind: 'ConfigMap',
  metadata: { name: 'web' },
  // @ts-expect-error so is what a condition adds
  data: { a: when(values.route.enabled, values.web.replicaCount) },
})

resource('ports', {
  kind: 'Service',
  metadata: { name: 'web' },
  // @ts-expect-error and what a loop adds has the fields of an item
  spec: { ports: [each(values.hosts, (host) => ({ port: host.host }))] },
})

/** And what must. */
export const accepted = [
  resource('web', {
    kind: 'Deployment',
    metadata: {
      name: 'web',
      annotations: when(values.route.enabled, hook({ events: ['pre-install'], weight: -5 })),
    },
    spec: {
      replicas: when(values.route.enabled, values.web.replicaCount),
      selector,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' } },
      template: {
        metadata: { labels: fields({ app: 'web' }, values.web.nodeSelector, entry(values.image.tag, 'x')) },
        spec: {
          nodeSelector: ifSet(values.web.nodeSelector),
          securityContext: { runAsUser: ifSet(values.web.user) },
          containers: [
            {
              ...container,
              imagePullPolicy: choose(values.route.enabled, 'Always', 'Never'),
              resources: values.web.resources,
              env: [
                { name: 'A', value: toText(values.web.replicaCount) },
                when(values.route.enabled, { name: 'B', value: 'b' }),
                when(and(values.route.enabled, values.image.tag), [{ name: 'C', value: '1' }]),
                spread(values.web.extraEnv),
              ],
            },
          ],
        },
      },
    },
  }),
  resource('ingress', {
    kind: 'Ingress',
    metadata: { name: 'web' },
    spec: {
      rules: [
        each(values.hosts, (host) => ({
          host: host.host,
          http: {
            paths: [
              each(host.paths, (path) => ({
                path: path.path,
                pathType: path.pathType,
                backend: { service: { name: 'web', port: { name: 'http' } } },
              })),
            ],
          },
        })),
      ],
    },
  }),
  customResource('route', {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: { name: 'web' },
    spec: { host: first(mapList(values.hosts, (host) => host.host)), to: { kind: 'Service', weight: 100 } },
  }),
]

export const environment = listTemplate<EnvVar>('env', { doc: 'Environment' }, [
  { name: 'HOME', value: '/tmp' },
  when(values.route.enabled, { name: 'X', value: 'y' }),
])

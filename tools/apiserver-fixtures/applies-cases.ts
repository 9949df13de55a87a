// A table: sequences of writes to one object by several managers, whose results a real API server is asked for.
import type { Json } from '@seaworthy/kube'

export interface ApplyStep {
  readonly manager: string
  readonly verb: 'apply' | 'merge' | 'strategic' | 'json'
  readonly force?: boolean
  readonly body: Json
  readonly subresource?: 'scale'
}

const identity = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x', namespace: 'default' } }
const selector = { matchLabels: { app: 'x' } }

function deployment(containers: readonly Json[], spec: Json = {}, metadata: Json = {}): Json {
  const template = { metadata: { labels: { app: 'x' } }, spec: { containers } }
  return {
    ...identity,
    metadata: { ...identity.metadata, ...metadata },
    spec: { selector, ...spec, template },
  }
}
function service(ports: readonly Json[]): Json {
  const metadata = { name: 'x', namespace: 'default' }
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { app: 'x' }, ports } }
}
const c = (extra: Json = {}) => ({ name: 'c', image: 'c:1', ...extra })
const side = { name: 'side', image: 's:1' }
const apply = (body: Json, manager = 'helm', force = false): ApplyStep => ({
  verb: 'apply',
  manager,
  force,
  body,
})
const env = (...names: readonly string[]) => ({
  env: names.map((name) => ({ name, value: name.toLowerCase() })),
})

export const appliesCases: Readonly<Record<string, readonly ApplyStep[]>> = {
  'same-twice': [apply(deployment([c()])), apply(deployment([c()]))],
  'replicas-dropped': [apply(deployment([c()], { replicas: 3 })), apply(deployment([c()]))],
  'container-dropped': [
    apply(deployment([c(), side])),
    apply(deployment([side])),
    apply(deployment([side, c()])),
  ],
  'env-reordered': [
    apply(deployment([c(env('A', 'B', 'C'))])),
    apply(deployment([c(env('C', 'A'))])),
    apply(deployment([c()])),
  ],
  'labels-and-annotations': [
    apply(deployment([c()], {}, { labels: { a: '1', b: '2' }, annotations: { n: 'x' } })),
    apply(deployment([c()], {}, { labels: { b: '3' } })),
  ],
  'resources-dropped': [
    apply(deployment([c({ resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '0.5' } } })])),
    apply(deployment([c({ resources: { limits: { memory: '1Gi' } } })])),
  ],
  'strategy-switched': [
    apply(deployment([c()], { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } })),
    apply(deployment([c()], { strategy: { type: 'Recreate' } })),
  ],
  'conflict-and-force': [
    apply(deployment([c()], { replicas: 1 })),
    apply(
      {
        ...identity,
        spec: {
          selector,
          replicas: 5,
          template: {
            metadata: { labels: { app: 'x' } },
            spec: { containers: [{ name: 'c', image: 'c:2' }] },
          },
        },
      },
      'other',
    ),
    apply({ ...identity, spec: { replicas: 5 } }, 'other', true),
    apply(deployment([c()], { replicas: 1 })),
    apply(deployment([c()])),
  ],
  'edited-by-hand': [
    apply(deployment([c(env('A'))], { replicas: 1 })),
    {
      verb: 'strategic',
      manager: 'edit',
      body: {
        spec: {
          replicas: 4,
          template: { spec: { containers: [{ name: 'c', image: 'c:9', env: [{ name: 'B', value: 'b' }] }] } },
        },
      },
    },
    apply(deployment([c(env('A'))], { replicas: 1 })),
    apply(deployment([c(env('A'))], { replicas: 1 }), 'helm', true),
  ],
  'scaled-by-hand': [
    apply(deployment([c()], { replicas: 1 })),
    { verb: 'merge', manager: 'scaler', subresource: 'scale', body: { spec: { replicas: 4 } } },
    apply(deployment([c()], { replicas: 1 })),
    apply(deployment([c()])),
  ],
  'sidecar-injected': [
    apply(deployment([c()])),
    {
      verb: 'json',
      manager: 'injector',
      body: [{ op: 'add', path: '/spec/template/spec/containers/-', value: side }],
    },
    apply(deployment([c(env('A'))])),
  ],
  'service-ports': [
    apply(
      service([
        { name: 'a', port: 80 },
        { name: 'b', port: 81, targetPort: 'x' },
      ]),
    ),
    apply(service([{ name: 'b', port: 81 }])),
    apply(service([{ name: 'b', port: 82 }])),
  ],
  'two-managers-share': [
    apply(deployment([c()], { replicas: 2 }, { labels: { a: '1' } })),
    apply(
      { ...identity, metadata: { ...identity.metadata, labels: { a: '1', z: '9' } }, spec: { replicas: 2 } },
      'other',
    ),
    apply(deployment([c()])),
    apply({ ...identity }, 'other'),
  ],
}

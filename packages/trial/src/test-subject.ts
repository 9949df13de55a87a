import type { Hook, RenderedObject, RenderedRelease } from '@seaworthy/helm'
import type { Json, KubeObject } from '@seaworthy/kube'
import type { Subject } from './subject.ts'

/** A release made of objects, for tests of trials: no chart is rendered. */
export function releaseOf(
  objects: readonly KubeObject[],
  hooks: readonly { object: KubeObject; hook: Hook }[] = [],
): RenderedRelease {
  return {
    name: 'shop',
    namespace: 'shop',
    revision: 1,
    isUpgrade: false,
    chart: { apiVersion: 'v2', name: 'shop', version: '1.0.0' },
    values: {},
    userValues: {},
    crds: [],
    objects: objects.map((object) => rendered(object)),
    hooks: hooks.map(({ object, hook }) => ({ ...rendered(object), hook })),
    notes: '',
    output: '',
    parts: { crds: [], manifests: [], hooks: [] },
    effects: new Set(),
    warnings: [],
  }
}

export function subjectOf(release: RenderedRelease, more: Partial<Subject> = {}): Subject {
  return {
    name: 'shop',
    namespace: 'shop',
    render: ({ revision, isUpgrade }) => ({ ...release, revision, isUpgrade }),
    prerequisites: [],
    behaviours: [],
    singletons: [],
    migrations: [],
    assumptions: [],
    ...more,
  }
}

/** A Deployment with one container on port 8000, probed for readiness. */
export function deployment(name: string, spec: Json = {}, podSpec: Json = {}): KubeObject {
  const labels = { app: name }
  const readinessProbe = { httpGet: { path: '/readyz', port: 8000 }, periodSeconds: 5 }
  const container = {
    name,
    image: `example.org/${name}:1.0`,
    ports: [{ containerPort: 8000 }],
    readinessProbe,
  }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container], ...podSpec } },
      ...spec,
    },
  }
}

export function service(name: string): KubeObject {
  const ports = [{ port: 80, targetPort: 8000 }]
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { app: name }, ports } }
}

export function budget(name: string, spec: Json): KubeObject {
  const selector = { matchLabels: { app: name } }
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name },
    spec: { selector, ...spec },
  }
}

/** A migration Job as a hook of installs and upgrades. */
export function migration(events: Hook['events'], podSpec: Json = {}): { object: KubeObject; hook: Hook } {
  const container = { name: 'migrate', image: 'example.org/web:1.0', args: ['migrate'] }
  return {
    object: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'migrate' },
      spec: {
        backoffLimit: 1,
        template: { spec: { restartPolicy: 'Never', containers: [container], ...podSpec } },
      },
    },
    hook: { events, weight: 0, deletePolicies: ['before-hook-creation'] },
  }
}

function rendered(object: KubeObject): RenderedObject {
  return { object, source: `shop/templates/${object.metadata.name}.yaml`, text: '', origin: () => undefined }
}

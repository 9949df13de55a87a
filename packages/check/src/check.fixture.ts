import type { Hook, RenderedObject, RenderedRelease } from '@seaworthy/helm'
import type { Json, KubeObject } from '@seaworthy/kube'

/** A release made of objects, for tests of checks: no chart is rendered. */
export function releaseOf(
  objects: readonly KubeObject[],
  hooks: readonly (readonly [KubeObject, Partial<Hook>?])[] = [],
): RenderedRelease {
  return {
    name: 'shop',
    namespace: 'city',
    revision: 1,
    isUpgrade: false,
    chart: { apiVersion: 'v2', name: 'shop', version: '1.0.0' },
    values: {},
    userValues: {},
    crds: [],
    objects: objects.map((object) => rendered(object)),
    hooks: hooks.map(([object, hook]) => ({
      ...rendered(object),
      hook: { events: ['pre-install', 'pre-upgrade'], weight: 0, deletePolicies: [], ...hook },
    })),
    notes: '',
    output: '',
    parts: { crds: [], manifests: [], hooks: [] },
    effects: new Set(),
    warnings: [],
  }
}

function rendered(object: KubeObject): RenderedObject {
  return { object, source: `shop/templates/${object.metadata.name}.yaml`, text: '', origin: () => undefined }
}

export function object(apiVersion: string, kind: string, name: string, rest: Json = {}): KubeObject {
  return { apiVersion, kind, metadata: { name }, ...rest }
}

export interface WorkloadParts {
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet'
  /** Beside selector and template. */
  readonly spec?: Json
  /** Beside the one container. */
  readonly pod?: Json
  readonly container?: Json
  readonly annotations?: Json
}

/** A workload with one container, labelled `app: NAME`. */
export function workload(name: string, parts: WorkloadParts = {}): KubeObject {
  const { kind = 'Deployment', spec, pod, container, annotations } = parts
  const labels = { app: name }
  const containers = [{ name: 'main', image: 'example.org/main:1', ...container }]
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: annotations === undefined ? { name } : { name, annotations },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers, ...pod } },
      ...spec,
    },
  }
}

export function job(name: string, pod: Json = {}, container: Json = {}): KubeObject {
  const containers = [{ name: 'main', image: 'example.org/main:1', ...container }]
  return object('batch/v1', 'Job', name, {
    spec: { template: { spec: { restartPolicy: 'Never', containers, ...pod } } },
  })
}

export function service(name: string, port: Json = { port: 80 }, selector: Json = { app: name }): KubeObject {
  return object('v1', 'Service', name, { spec: { selector, ports: [port] } })
}

export function budget(
  name: string,
  spec: Json,
  selector: Json = { matchLabels: { app: name } },
): KubeObject {
  return object('policy/v1', 'PodDisruptionBudget', name, { spec: { selector, ...spec } })
}

export function autoscaler(name: string, spec: Json = {}): KubeObject {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name }
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
    spec: { scaleTargetRef, maxReplicas: 5, ...spec },
  })
}

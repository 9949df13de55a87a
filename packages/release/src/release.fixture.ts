import { type Behaviour, type Cluster, drive, type KindKey, standardCluster } from '@seaworthy/cluster'
import type { Hook, RenderedObject, RenderedRelease } from '@seaworthy/helm'
import { type Json, kubeClient, type KubeObject, type Operation } from '@seaworthy/kube'
import { install } from './actions/install.ts'
import type { OperationOptions, OperationResult } from './actions/operation-options.ts'
import { upgrade } from './actions/upgrade.ts'
import type { ReleaseEvent } from './release-event.ts'
import type { ReleaseRecord } from './release.ts'
import { helmCodec } from './storage/codec.ts'
import { secretStorage } from './storage/secret-storage.ts'

/** Where all fixtures live. */
export const NAMESPACE = 'default'

export function releaseOf(
  objects: readonly KubeObject[],
  hooks: readonly RenderedObject[] = [],
  more: Partial<RenderedRelease> = {},
): RenderedRelease {
  return {
    name: 'shop',
    namespace: NAMESPACE,
    revision: 1,
    isUpgrade: false,
    chart: { apiVersion: 'v2', name: 'shop', version: '1.0.0' },
    values: {},
    userValues: {},
    crds: [],
    objects: objects.map((object) => rendered(object)),
    hooks,
    notes: '',
    output: '',
    parts: { crds: [], manifests: [], hooks: [] },
    effects: new Set(),
    warnings: [],
    ...more,
  }
}

export function rendered(object: KubeObject, hook?: Hook): RenderedObject {
  const { name } = object.metadata
  const text = `${JSON.stringify(object)}\n`
  const base = { object, source: `shop/templates/${name}.yaml`, text, origin: () => undefined }
  return hook === undefined ? base : { ...base, hook }
}

/** A hook of installs and upgrades, deleted before it is created again. */
export function hook(object: KubeObject, more: Partial<Hook> = {}): RenderedObject {
  return rendered(object, {
    events: ['pre-install', 'pre-upgrade'],
    weight: 0,
    deletePolicies: ['before-hook-creation'],
    ...more,
  })
}

export function configMap(name: string, data: Json = {}, metadata: Json = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data }
}

/** A Job whose image says how it ends: `example.org/ok`, `example.org/fails`, `example.org/hangs`. */
export function job(name: string, image = 'ok', spec: Json = {}): KubeObject {
  const containers = [{ name: 'run', image: `example.org/${image}:1` }]
  const template = { spec: { restartPolicy: 'Never', containers } }
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    spec: { backoffLimit: 0, template, ...spec },
  }
}

/** A Deployment of image `example.org/web:1`, or of one that never becomes ready: `example.org/never`. */
export function deployment(name: string, image = 'web', spec: Json = {}): KubeObject {
  const labels = { app: name }
  const readinessProbe = { httpGet: { path: '/', port: 8000 }, periodSeconds: 2 }
  const containers = [{ name: 'main', image: `example.org/${image}:1`, readinessProbe }]
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
      ...spec,
    },
  }
}

const behaviours: readonly Behaviour[] = [
  { match: { image: 'example.org/ok:1' }, exits: { afterMs: [1_000, 1_000], code: 0 } },
  { match: { image: 'example.org/fails:1' }, exits: { afterMs: [1_000, 1_000], code: 1 } },
  { match: { image: 'example.org/hangs:1' } },
  { match: { image: 'example.org/never:1' }, neverReady: true },
]

export interface Ran extends OperationResult {
  readonly events: readonly ReleaseEvent[]
  /** Virtual milliseconds that it took. */
  readonly tookMs: number
}

/** A cluster with a client that installs and upgrades in it. */
export class Ground {
  readonly cluster: Cluster = standardCluster({ seed: 1, profile: 'middle', behaviours })
  private installed: RenderedRelease | undefined

  constructor() {
    // The namespace's own account appears a moment after it.
    this.cluster.runUntil(() => false, this.cluster.now() + 10_000)
  }

  do<T>(operation: Operation<T>): T {
    return drive(this.cluster, 'helm', operation, this.cluster.now() + 7_200_000)
  }

  install(release: RenderedRelease, more: Partial<OperationOptions> = {}): Ran {
    return this.run(release, more, (options) => install(kubeClient, options))
  }

  /** Revision, unless it is given, and previous objects follow from what was done before. */
  upgrade(
    release: RenderedRelease,
    more: Partial<OperationOptions> = {},
    revision = this.history().length + 1,
  ): Ran {
    const previous = this.installed?.objects ?? []
    return this.run({ ...release, revision, isUpgrade: true }, more, (options) =>
      upgrade(kubeClient, { ...options, previous }),
    )
  }

  history(): readonly ReleaseRecord[] {
    return this.do(secretStorage(kubeClient, NAMESPACE, helmCodec).history('shop'))
  }

  get(kind: KindKey, name: string): KubeObject | undefined {
    return this.cluster.store.get(kind, NAMESPACE, name)
  }

  /** Lets virtual time pass. */
  sleep(ms: number): void {
    this.do(kubeClient.sleep(ms))
  }

  private run(
    release: RenderedRelease,
    more: Partial<OperationOptions>,
    act: (options: OperationOptions) => Operation<OperationResult>,
  ): Ran {
    const events: ReleaseEvent[] = []
    const storage = secretStorage(kubeClient, NAMESPACE, helmCodec)
    const from = this.cluster.now()
    const options = { rendered: release, storage, wait: 'watcher', timeoutMs: 60_000, ...more } as const
    const result = this.do(act({ ...options, report: (event) => events.push(event) }))
    if (result.failure === undefined) this.installed = release
    return { ...result, events, tookMs: this.cluster.now() - from }
  }
}

/** What happened, in few words: `hook Job/migrate`, `done`, `applied ConfigMap/a`. */
export function outline(events: readonly ReleaseEvent[]): string[] {
  return events.map((event) => {
    switch (event.kind) {
      case 'hook-started':
        return `${event.event} ${event.ref.kind}/${event.ref.name}`
      case 'hook-ended':
        return event.ok ? 'done' : 'failed'
      case 'applied':
        return `applied ${event.ref.kind}/${event.ref.name}${event.changed ? '' : ', unchanged'}`
      case 'deleted':
        return `deleted ${event.ref.kind}/${event.ref.name}`
      case 'ended':
        return event.status
      default:
        return event.kind
    }
  })
}

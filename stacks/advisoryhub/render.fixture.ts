// Renders the compiled chart in memory, for tests.
import { readFileSync } from 'node:fs'
import { type HelmVersion, loadFolder, memoryFiles, renderChart, type ValueLayer } from '@seaworthy/helm'
import { fixedClock, stream } from '@seaworthy/sim'
import chart from './chart.ts'

/** What a chart renders is data of any shape. */
export type Json = any

export const compiled = chart.compile()
const loaded = loadFolder(memoryFiles(Object.fromEntries(compiled)))

interface Options {
  readonly release?: string
  readonly namespace?: string
  readonly helmVersion?: HelmVersion
  readonly kubeVersion?: string
}

type Values = Readonly<Record<string, unknown>>

export interface Rendered {
  /** Sorted, as `Deployment/advisoryhub-web`. */
  readonly names: readonly string[]
  readonly notes: string
  /** All that would be sent to a cluster. */
  readonly text: string
  readonly values: Values
  /** Template file, under `templates/`, to the object that it gave. */
  readonly byFile: ReadonlyMap<string, unknown>
  object(name: string): Json
  has(name: string): boolean
  all(kind: string): readonly Json[]
}

type Given = string | Values | readonly (string | Values)[]

const known = new Map<string, Rendered>()

/** What Helm would send. Values are those of a file under `ci/`, YAML as a text, or values themselves; later ones win. */
export function render(given: Given = [], options: Options = {}): Rendered {
  const key = JSON.stringify([given, options])
  const found = known.get(key) ?? renderNew(given, options)
  known.set(key, found)
  return found
}

function renderNew(given: Given, options: Options): Rendered {
  const { release = 'advisoryhub', namespace = 'advisoryhub', helmVersion = '4.2', kubeVersion } = options
  const layers = [given].flat() as readonly (string | Values)[]
  const rendered = renderChart(loaded, {
    releaseName: release,
    namespace,
    values: layers.map(layerOf),
    helmVersion,
    ...(kubeVersion === undefined ? {} : { kubeVersion }),
    clock: fixedClock(0),
    random: stream(1, 'render'),
  })
  const all = [...rendered.hooks, ...rendered.objects]
  const named = new Map(all.map(({ object }) => [`${object.kind}/${object.metadata.name}`, object]))
  return {
    names: [...named.keys()].toSorted(),
    notes: rendered.notes,
    text: all.map(({ text }) => text).join('\n---\n'),
    values: rendered.values,
    byFile: new Map(all.map(({ source, object }) => [source.replace(/^[^/]+\/templates\//, ''), object])),
    object(name) {
      const found = named.get(name)
      if (found === undefined)
        throw new RangeError(`${name} is not rendered, but ${[...named.keys()].join(', ')}`)
      return found
    },
    has: (name) => named.has(name),
    all: (kind) => [...named.values()].filter((object) => object.kind === kind),
  }
}

function layerOf(given: string | Values): ValueLayer {
  if (typeof given !== 'string') return { kind: 'values', name: 'values', values: given }
  const isFile = given.endsWith('-values.yaml')
  const text = isFile ? readFileSync(new URL(`ci/${given}`, import.meta.url), 'utf8') : given
  return { kind: 'file', file: isFile ? given : 'values.yaml', text }
}

/** What rendering was refused with; fails when it was not. */
export function refusal(given: Given, options: Options = {}): string {
  try {
    render(given, options)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new RangeError(`rendered, and should have been refused: ${JSON.stringify(given)}`)
}

export const okd = 'okd-values.yaml'
export const okdFull = 'okd-full-values.yaml'
export const vanilla = 'vanilla-values.yaml'
export const minimal = 'minimal-values.yaml'

/** Block V1 of the guide without its Route, and block V2 on top. */
export const withoutRoute = { route: { enabled: false } }
export const ingressDelta = `
ingress:
  enabled: true
  className: nginx
  hosts:
    - host: advisoryhub.example.org
      paths: [{ path: /, pathType: Prefix }]
  tls:
    - secretName: advisoryhub-tls
      hosts: [advisoryhub.example.org]
podSecurityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 0
  fsGroup: 0
  seccompProfile: { type: RuntimeDefault }
`
export const monitoring = `
metrics:
  serviceMonitor:
    enabled: true
    labels: { release: kube-prometheus-stack }
  prometheusRule:
    enabled: true
  grafanaDashboards:
    enabled: true
    datasourceUid: prometheus
`

/** The specs of the pods of the application: three Deployments and the migration. */
export const appPods = [
  'Deployment/advisoryhub-web',
  'Deployment/advisoryhub-worker',
  'Deployment/advisoryhub-beat',
  'Job/advisoryhub-migrate',
] as const

export function podOf(rendered: Rendered, name: string): Json {
  const object = rendered.object(name)
  return object.kind === 'Pod' ? object.spec : object.spec.template.spec
}

export function containerOf(rendered: Rendered, name: string): Json {
  return podOf(rendered, name).containers[0]
}

/** Every pod spec that is rendered, that of helm test included. */
export function podsOf(rendered: Rendered): readonly Json[] {
  const names = [...appPods, 'Pod/advisoryhub-test-connection']
  return names.filter((name) => rendered.has(name)).map((name) => podOf(rendered, name))
}

/** Environment of a container as its process sees it: sources in their order, then `env`. */
export function environmentOf(rendered: Rendered, name: string): Readonly<Record<string, string>> {
  const { envFrom = [], env = [] } = containerOf(rendered, name)
  const sources = (envFrom as Json[]).map((source) => {
    const key =
      source.configMapRef === undefined
        ? `Secret/${source.secretRef.name}`
        : `ConfigMap/${source.configMapRef.name}`
    if (!rendered.has(key)) return {}
    const object = rendered.object(key)
    return { ...object.data, ...object.stringData }
  })
  const own = Object.fromEntries((env as Json[]).map((each) => [each.name, each.value]))
  return Object.assign({}, ...sources, own)
}

export function settingsOf(rendered: Rendered): Readonly<Record<string, string>> {
  return rendered.object('ConfigMap/advisoryhub').data
}

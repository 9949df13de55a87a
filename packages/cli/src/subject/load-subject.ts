import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { migrationsOf, type Prerequisite, prerequisitesOf, singletonsOf } from '@seaworthy/check'
import { type Chart, renderChart, type RenderedRelease, type ValueLayer } from '@seaworthy/helm'
import type { KubeObject } from '@seaworthy/kube'
import { stream } from '@seaworthy/sim'
import {
  assumedKinds,
  otherNamespaces,
  rememberRenders,
  type RenderRequest,
  type Subject,
  type TrialSetup,
} from '@seaworthy/trial'
import type { RenderFlags } from '../flags.ts'
import { gateAssumptions, gateBehaviours } from './migration-gates.ts'
import { loadChartAt } from './load-chart-at.ts'
import { loadOptions } from './load-options.ts'
import { soundRelease } from './sound-release.ts'
import type { SubjectSpec } from './subject-spec.ts'
import { valueLayers } from './value-layers.ts'

export interface LoadedSubject {
  readonly subject: Subject
  /** The first install, rendered with provenance. */
  readonly release: RenderedRelease
  /** Names in the `trial.ts` beside the chart that nothing in this release has: what is asked of them is not asked. */
  readonly unmatched: readonly string[]
  /** What the `trial.ts` beside the chart says is there before the install. */
  readonly provided: readonly KubeObject[]
}

/** Virtual now of a render outside a trial: the same bytes each time. */
const RENDER_MS = 1_767_225_600_000

/** Loads chart, values and trial setup. @throws DiagnosticError with everything that is wrong with them */
export function loadSubject(spec: SubjectSpec, trace: boolean): LoadedSubject {
  const { flags, setup } = spec
  const chart = loadChartAt(spec.cwd, spec.chartPath, flags.helmVersion, loadOptions(flags))
  const layers = valueLayers(spec.cwd, flags, spec.values)
  const release = render(chart, layers, flags, firstInstall, trace)
  const external = prerequisitesOf(release)
  const migrations = setup.migrations ?? migrationsOf(release)
  const subject: Subject = {
    name: flags.name,
    namespace: flags.namespace,
    render: (request) => render(chart, layers, flags, request, false),
    prerequisites: [...(setup.prerequisites ?? []), ...assumedObjects(external, setup.prerequisites ?? [])],
    behaviours: [...(setup.behaviours ?? []), ...gateBehaviours(release, migrations)],
    singletons: setup.singletons ?? singletonsOf(release).map(({ workload }) => workload),
    migrations,
    assumptions: [
      ...(setup.assumptions ?? []),
      ...assumptions(release, external, setup.prerequisites ?? []),
      ...gateAssumptions(release, migrations),
    ],
  }
  return {
    subject: rememberRenders(subject),
    release,
    provided: setup.prerequisites ?? [],
    unmatched: unmatchedNames(setup, release),
  }
}

const firstInstall: RenderRequest = {
  revision: 1,
  isUpgrade: false,
  seed: 0,
  nowMs: RENDER_MS,
  lookup: () => undefined,
}

function render(
  chart: Chart,
  values: readonly ValueLayer[],
  flags: RenderFlags,
  { revision, isUpgrade, seed, nowMs, lookup }: RenderRequest,
  trace: boolean,
): RenderedRelease {
  const rendered = renderChart(chart, {
    releaseName: flags.name,
    namespace: flags.namespace,
    revision,
    isUpgrade,
    values,
    helmVersion: flags.helmVersion,
    ...(flags.kubeVersion === undefined ? {} : { kubeVersion: flags.kubeVersion }),
    apiVersions: flags.apiVersions,
    lookup,
    clock: { now: () => nowMs },
    random: stream(seed, 'templates'),
    limits: loadOptions(flags).limits,
    trace,
    includeCrds: true,
  })
  return soundRelease(rendered)
}

/** Stands in for what somebody else must have made: with the keys that are asked for, and no content that matters. */
function assumedObjects(external: readonly Prerequisite[], given: readonly KubeObject[]): KubeObject[] {
  return external
    .filter((each) => !isGiven(each, given))
    .map(({ kind, name, keys }) => {
      const metadata = { name }
      const text = Object.fromEntries(keys.map((key) => [key, 'assumed']))
      switch (kind) {
        case 'Secret':
          return { apiVersion: 'v1', kind, metadata, type: 'Opaque', stringData: text }
        case 'ConfigMap':
          return { apiVersion: 'v1', kind, metadata, data: text }
        case 'ServiceAccount':
          return { apiVersion: 'v1', kind, metadata }
        case 'PersistentVolumeClaim': {
          const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
          return { apiVersion: 'v1', kind, metadata, spec }
        }
      }
    })
}

function unmatchedNames(
  { singletons = [], migrations = [] }: TrialSetup,
  release: RenderedRelease,
): string[] {
  const names = (objects: RenderedRelease['objects']) =>
    new Set(objects.map(({ object }) => `${object.kind}/${object.metadata.name}`))
  const [workloads, hooks] = [names(release.objects), names(release.hooks)]
  return [
    ...singletons.filter((name) => !workloads.has(name)).map((name) => `singleton ${name}`),
    ...migrations.filter((name) => !hooks.has(name)).map((name) => `migration ${name}`),
  ]
}

function isGiven({ kind, name }: Prerequisite, given: readonly KubeObject[]): boolean {
  return given.some((object) => object.kind === kind && object.metadata.name === name)
}

function assumptions(
  release: RenderedRelease,
  external: readonly Prerequisite[],
  given: readonly KubeObject[],
): string[] {
  const objects = external
    .filter((each) => !isGiven(each, given))
    .map(({ kind, name, keys, neededBy }) => {
      const content =
        keys.length === 0 ? '' : ` with ${keys.length === 1 ? 'key' : 'keys'} ${keys.join(', ')}`
      return `${kind} ${name}${content} is there before the install (${neededBy.join(', ')} needs it)`
    })
  const kinds = assumedKinds(release).map(
    (kind) => `the cluster serves ${kind}, and what it does has no effect on pods`,
  )
  const namespaces = otherNamespaces(release).map((name) => `namespace ${name} is there before the install`)
  return [...objects, ...namespaces, ...kinds]
}

/** Template texts by the names that Helm gives them, read when they are asked for. */
export function templateTexts(chartPath: string, chartName: string): (name: string) => string | undefined {
  return (name) => {
    const inside = name.startsWith(`${chartName}/`) ? name.slice(chartName.length + 1) : name
    if (!statSync(chartPath).isDirectory()) return undefined
    const file = join(chartPath, inside)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
}

import { type Diagnostic, DiagnosticError } from '@seaworthy/diagnostics'
import {
  compareBytes,
  type FunctionHost,
  type GoValue,
  type RenderOutput,
  WorkMeter,
  type WorkLimits,
} from '@seaworthy/gotemplate'
import type { Clock, Random } from '@seaworthy/sim'
import type { Chart, Table } from './chart/chart.ts'
import { crdObjects, crdParts } from './crds.ts'
import { resolveDependencies } from './dependencies.ts'
import type { ResolvedChart } from './resolved-chart.ts'
import {
  capabilitiesObject,
  defaultKubeVersion,
  type KubeVersion,
  parseKubeVersion,
} from './engine/capabilities.ts'
import { type EngineOptions, type ExecutedTemplates, renderTemplates } from './engine/engine.ts'
import type { Lookup } from './engine/helm-functions.ts'
import { checkInstallable, checkKubeVersion } from './installable.ts'
import { errorLine } from './log-line.ts'
import { sortManifests } from './manifest/manifest.ts'
import { trimSpace } from './manifest/split.ts'
import { printParts, printStream, showOnly, type StreamPart } from './manifest/stream.ts'
import { explainingManifests } from './manifest-reasons.ts'
import { onDemand, withFields } from './on-demand.ts'
import { normalizedReads } from './provenance.ts'
import { releaseSources } from './release-sources.ts'
import { explainingFailure, reasonNotes } from './failure-reasons.ts'
import { renderedObject } from './rendered-object.ts'
import type { FieldPath, RenderedParts, RenderedRelease, RenderEffect } from './rendered.ts'
import { rendering } from './rendering-failure.ts'
import { checkSchemas } from './schema/check-schemas.ts'
import { hasSchema } from './schema/has-schema.ts'
import { Coalescer } from './values/coalesce.ts'
import { mergeLayers, type UserValues, type ValueLayer } from './values/layer.ts'
import { copyTable, plainOf, tableOfObject } from './values/table.ts'
import { valueOrigin } from './values/value-origin.ts'
import { type ValueNaming, valueNaming } from './value-naming.ts'
import type { HelmVersion } from './version.ts'
import { withinStack } from './within-stack.ts'

export interface RenderOptions {
  readonly releaseName: string
  readonly namespace: string
  /** 1 where absent. */
  readonly revision?: number
  readonly isUpgrade?: boolean
  /** What the user gives, in the order of the command line. */
  readonly values?: readonly ValueLayer[]
  /** `v1.36.0` where absent. */
  readonly kubeVersion?: string
  /** Added to what Helm believes without a cluster: `monitoring.coreos.com/v1`. */
  readonly apiVersions?: readonly string[]
  readonly helmVersion?: HelmVersion
  /** What `lookup` finds: an object, or a list where `name` is empty. Without it `lookup` finds nothing. */
  readonly lookup?: (apiVersion: string, kind: string, namespace: string, name: string) => object | undefined
  /** Answers `getHostByName`, which gives nothing without it. */
  readonly resolveHost?: (name: string) => string
  readonly clock: Clock
  readonly random: Random
  /** Keep where every field comes from. */
  readonly trace?: boolean
  /** Count which branches of the templates are taken. */
  readonly coverage?: boolean
  readonly includeCrds?: boolean
  readonly skipTests?: boolean
  readonly noHooks?: boolean
  /** Templates to print, as `templates/service.yaml` or a pattern: affects `output` only. */
  readonly showOnly?: readonly string[]
  readonly skipSchemaValidation?: boolean
  /** Changes CRDs and manifests before they are printed, without the hooks, as a post-renderer of Helm 3 does. */
  readonly postRender?: (manifests: string) => string
  /** What templates may take of the machine. */
  readonly limits?: Partial<WorkLimits>
  /** Receives what Helm says on standard error, also where rendering fails. */
  readonly log?: (line: string) => void
  /** A value that is not there is an error. Helm has no flag for it. */
  readonly strict?: boolean
  /** `required` and `fail` warn and go on, and `lookup` finds nothing, as in `helm lint`. */
  readonly lint?: boolean
}

/**
 * Renders a chart for one release, as `helm template` does. Throws a `DiagnosticError` with everything found, from rendering on
 * a `RenderingFailure`; its messages are Helm's.
 */
export function renderChart(chart: Chart, options: RenderOptions): RenderedRelease {
  const logged: string[] = []
  try {
    return withinStack(() => renderLogged(chart, options, logged))
  } finally {
    for (const line of new Set(logged)) options.log?.(line)
  }
}

function renderLogged(chart: Chart, options: RenderOptions, logged: string[]): RenderedRelease {
  const version = options.helmVersion ?? '4.2'
  const kube = parseKubeVersion(options.kubeVersion ?? defaultKubeVersion, version)
  const user = mergeLayers(options.values ?? [], version)
  checkInstallable(chart, version)
  logged.push(...chart.loadWarnings)
  const root = processDependencies(chart, user, version, logged)
  const values = new Coalescer(version, logged).coalesce(root, user.values)
  if (options.skipSchemaValidation !== true && hasSchema(root))
    logged.push(...checkSchemas(root, values, user, version))
  rendering(() => checkKubeVersion(chart, kube))
  // Templates change the values that they are given.
  const before = copyTable(values)
  const naming = valueNaming(root, before)
  const explain = reasonNotes(naming.normalize, (path) => valueOrigin(path, root, user))
  const traced = () => {
    const again = new Coalescer(version, []).coalesce(root, user.values)
    return execute(root, again, kube, { ...options, trace: true }, version, [], explain).executed.files
  }
  const { executed, effects } = rendering(() =>
    explainingFailure(() => execute(root, values, kube, options, version, logged), traced),
  )
  const made = { version, user, values: before, effects, logged, naming }
  return explainingManifests(() => assemble(chart, root, executed, options, made), traced, explain)
}

function execute(
  root: ResolvedChart,
  values: Table,
  kube: KubeVersion,
  options: RenderOptions,
  version: HelmVersion,
  logged: string[],
  explain: EngineOptions['explain'] = () => [],
) {
  const { host, effects } = recordingHost(options)
  const context = {
    release: releaseMap(options),
    capabilities: capabilitiesObject(kube, options.apiVersions ?? [], version),
    values,
  }
  const session = {
    lookup: lookupOf(options),
    lint: options.lint ?? false,
    warn: (text: string) => logged.push(text),
    resolveHost: options.resolveHost,
  }
  const { trace = false, strict = false, coverage = false } = options
  const executed = renderTemplates(root, context, {
    version,
    host,
    session,
    trace,
    strict,
    coverage,
    explain,
  })
  return { executed, effects }
}

interface Rendering {
  readonly version: HelmVersion
  readonly user: UserValues
  readonly values: Table
  readonly effects: ReadonlySet<RenderEffect>
  readonly logged: string[]
  readonly naming: ValueNaming
}

function assemble(
  chart: Chart,
  root: ResolvedChart,
  { files, reads, coverage }: ExecutedTemplates,
  options: RenderOptions,
  { version, user, values, effects, logged, naming }: Rendering,
): RenderedRelease {
  const sorted = sortedManifests(files, version, logged)
  const hooks = sorted.hooks.filter(({ hook }) => {
    return options.noHooks !== true && !(options.skipTests === true && hook?.events.includes('test'))
  })
  const crdFiles = crdParts(root)
  const ofCrds = onDemand(() => crdObjects(crdFiles))
  const wanted = withFields({
    values: () => plainOf(values) as Record<string, unknown>,
    userValues: () => plainOf(user.values) as Record<string, unknown>,
    crds: () => ofCrds().crds,
    ...(reads !== undefined && { reads: () => normalizedReads(reads(), naming.normalize) }),
    warnings: () => [...[...new Set(logged)].map(warning), ...ofCrds().crdWarnings],
  })
  const parts = { crds: crdFiles, manifests: sorted.manifests, hooks }
  return Object.assign(wanted, {
    name: options.releaseName,
    namespace: options.namespace,
    revision: options.revision ?? 1,
    isUpgrade: options.isUpgrade ?? false,
    chart: chart.metadata,
    objects: sorted.manifests.flatMap((each) => renderedObject(each, naming)),
    hooks: hooks.flatMap((each) => renderedObject(each, naming)),
    notes: files.get(`${root.path}/templates/NOTES.txt`)?.text ?? '',
    output: printed(parts, options, version),
    parts,
    effects,
    valueOrigin: (path: FieldPath) => valueOrigin(path, root, user),
    sources: releaseSources(root, user),
    ...(coverage !== undefined && { coverage }),
  })
}

function printed(
  { crds, manifests, hooks }: RenderedParts,
  options: RenderOptions,
  version: HelmVersion,
): string {
  const text = printParts(options.includeCrds === true ? [...crds, ...manifests] : manifests)
  const stream = printStream(rendering(() => options.postRender?.(text)) ?? text, hooks)
  return options.showOnly === undefined ? stream : showOnly(stream, options.showOnly, version)
}

/** The notes are none. */
function sortedManifests(files: ReadonlyMap<string, RenderOutput>, version: HelmVersion, logged: string[]) {
  const manifests = new Map([...files].filter(([path]) => !path.endsWith('NOTES.txt')))
  return rendering(
    () => sortManifests(manifests, version, logged),
    () => writtenFiles(manifests),
  )
}

/** Files in which something is written, in the order of their names; Helm's order is that of a Go map. */
function writtenFiles(files: ReadonlyMap<string, RenderOutput>): StreamPart[] {
  const written = Array.from(files, ([source, { text }]) => ({ source, text }))
  return written.filter(({ text }) => trimSpace(text) !== '').sort((a, b) => compareBytes(a.source, b.source))
}

function processDependencies(chart: Chart, user: UserValues, version: HelmVersion, logged: string[]) {
  try {
    return resolveDependencies(chart, user.values, version, logged)
  } catch (error) {
    if (version !== '4.2' || !(error instanceof DiagnosticError)) throw error
    const doing = 'chart dependencies processing failed'
    logged.push(...error.diagnostics.map(({ message }) => errorLine(doing, message)))
    throw new DiagnosticError(
      error.diagnostics.map((each) => ({ ...each, message: `${doing}: ${each.message}` })),
    )
  }
}

function warning(message: string): Diagnostic {
  return { code: 'helm-warning', severity: 'warning', message }
}

function releaseMap({
  releaseName,
  namespace,
  revision,
  isUpgrade = false,
}: RenderOptions): Map<string, GoValue> {
  return new Map<string, GoValue>([
    ['Name', releaseName],
    ['Namespace', namespace],
    ['IsUpgrade', isUpgrade],
    ['IsInstall', !isUpgrade],
    ['Revision', BigInt(revision ?? 1)],
    ['Service', 'Helm'],
  ])
}

function recordingHost({ clock, random, limits }: RenderOptions): {
  host: FunctionHost
  effects: Set<RenderEffect>
} {
  const effects = new Set<RenderEffect>()
  return {
    effects,
    host: { clock, random, noteEffect: (effect) => effects.add(effect), meter: new WorkMeter(limits) },
  }
}

function lookupOf({ lookup }: RenderOptions): Lookup | undefined {
  if (lookup === undefined) return undefined
  return (apiVersion, kind, namespace, name) => {
    const found = lookup(apiVersion, kind, namespace, name)
    return found === undefined ? new Map() : tableOfObject(found as Record<string, unknown>)
  }
}

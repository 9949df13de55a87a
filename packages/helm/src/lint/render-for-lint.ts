import { DiagnosticError } from '@seaworthy/diagnostics'
import { type GoValue, type WorkLimits, WorkMeter } from '@seaworthy/gotemplate'
import type { Clock, Random } from '@seaworthy/sim'
import type { Chart, Table } from '../chart/chart.ts'
import { resolveDependencies } from '../dependencies.ts'
import type { ResolvedChart } from '../resolved-chart.ts'
import { capabilitiesObject, type KubeVersion } from '../engine/capabilities.ts'
import { renderTemplates } from '../engine/engine.ts'
import { checkSchemas } from '../schema/check-schemas.ts'
import { Coalescer } from '../values/coalesce.ts'
import type { UserValues } from '../values/layer.ts'
import type { HelmVersion } from '../version.ts'

export interface LintRenderOptions {
  readonly user: UserValues
  readonly namespace: string
  readonly kube: KubeVersion
  readonly version: HelmVersion
  readonly skipSchemaValidation: boolean
  readonly limits?: Partial<WorkLimits>
  readonly clock: Clock
  readonly random: Random
  /** Receives what Helm says on standard error. */
  readonly log: string[]
}

/**
 * The text of each template of the chart itself, by its name within the chart; undefined where Helm gives up without a word,
 * because dependencies or values do not fit together. It renders the release `test-release` in lint mode, and fills the gaps
 * of the values twice: a default that the user set to null is back again. Throws a `DiagnosticError` for values that the
 * schemas refuse, and for templates that fail.
 */
export function renderForLint(
  chart: Chart,
  options: LintRenderOptions,
): ReadonlyMap<string, string> | undefined {
  const prepared = prepare(chart, options)
  if (prepared === undefined) return undefined
  const { version, log, user } = options
  const { root, values: once } = prepared
  const values = new Coalescer(version, log).coalesce(root, once)
  if (!options.skipSchemaValidation) log.push(...checkSchemas(root, values, user, version))
  const { files } = renderTemplates(root, contextOf(options, values), {
    version,
    host: {
      clock: options.clock,
      random: options.random,
      noteEffect: () => {},
      meter: new WorkMeter(options.limits),
    },
    session: { lookup: undefined, lint: true, warn: (text) => log.push(text), resolveHost: undefined },
    trace: false,
    strict: false,
    coverage: false,
  })
  const prefix = `${root.path}/`
  const own = [...files].filter(([path]) => path.startsWith(`${prefix}templates/`))
  return new Map(own.map(([path, { text }]) => [path.slice(prefix.length), text]))
}

function prepare(
  chart: Chart,
  { user, version, log }: LintRenderOptions,
): { root: ResolvedChart; values: Table } | undefined {
  try {
    const root = resolveDependencies(chart, user.values, version, log)
    return { root, values: new Coalescer(version, log).coalesce(root, user.values) }
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined
    throw error
  }
}

function contextOf({ namespace, kube, version }: LintRenderOptions, values: Table) {
  const release = new Map<string, GoValue>([
    ['Name', 'test-release'],
    ['Namespace', namespace],
    ['IsUpgrade', false],
    ['IsInstall', false],
    ['Revision', 0n],
    ['Service', 'Helm'],
  ])
  return { release, capabilities: capabilitiesObject(kube, [], version), values }
}

import type { Chart, RenderedRelease, RenderOptions, ValueLayer } from '@seaworthy/helm'
import { lookupIn, renderChart } from '@seaworthy/helm'
import { stream } from '@seaworthy/sim'
import type { RenderFlags } from '../flags.ts'
import { readLookupFiles } from '../template/lookup-file.ts'
import { loadChartAt } from './load-chart-at.ts'
import { loadOptions } from './load-options.ts'
import { fetchSetFiles, readValuesFiles, valueLayers } from './value-layers.ts'

/** Now, for renders that are compared or explained: the same bytes each time. */
const RENDER_MS = 1_767_225_600_000
const DAY_MS = 86_400_000

/** What one render takes besides its chart. */
export interface TracedRender {
  readonly flags: RenderFlags
  readonly layers: readonly ValueLayer[]
  /** Another number gives other random values and another day. */
  readonly seed?: number
  readonly trace?: boolean
  readonly coverage?: boolean
  /** Answers `lookup`, which finds nothing without it. */
  readonly lookup?: RenderOptions['lookup']
}

/** A chart rendered so that all of it can be explained, or compared with another render. @throws DiagnosticError as Helm fails */
export function renderTraced(
  chart: Chart,
  { flags, layers, seed = 0, trace = true, coverage = false, lookup }: TracedRender,
): RenderedRelease {
  return renderChart(chart, {
    releaseName: flags.name,
    namespace: flags.namespace,
    values: layers,
    helmVersion: flags.helmVersion,
    ...(flags.kubeVersion === undefined ? {} : { kubeVersion: flags.kubeVersion }),
    apiVersions: flags.apiVersions,
    isUpgrade: flags.isUpgrade,
    limits: loadOptions(flags).limits,
    clock: { now: () => RENDER_MS + seed * DAY_MS },
    random: stream(seed, 'templates'),
    trace,
    coverage,
    ...(lookup !== undefined && { lookup }),
    includeCrds: true,
  })
}

/** The values that the flags give, read from where they are. @throws DiagnosticError with all that cannot be read */
export async function readLayers(cwd: string, flags: RenderFlags): Promise<ValueLayer[]> {
  const files = await readValuesFiles(cwd, flags)
  return valueLayers(cwd, flags, files, await fetchSetFiles(flags))
}

/** What `--lookup-file` names, as an option of a render. @throws DiagnosticError for what is not there, or is no manifest */
export function lookupOf(
  cwd: string,
  { namespace }: RenderFlags,
  paths: readonly string[] | undefined,
): Pick<TracedRender, 'lookup'> {
  return paths === undefined ? {} : { lookup: lookupIn(readLookupFiles(cwd, paths), namespace) }
}

/** @throws DiagnosticError with everything that keeps the chart from loading */
export async function tracedRelease(
  cwd: string,
  path: string,
  flags: RenderFlags,
  more: Pick<TracedRender, 'coverage' | 'lookup'> = {},
): Promise<RenderedRelease> {
  const layers = await readLayers(cwd, flags)
  return renderTraced(loadChartAt(cwd, path, flags.helmVersion, loadOptions(flags)), {
    flags,
    layers,
    ...more,
  })
}
